import { Type } from "@sinclair/typebox";
import { inline, record, shape } from "./shape.ts";
import { ErrorCodeSchema } from "./problem.ts";

export const LandingSchema = shape("Landing", "Name and version of this server, with links to its parts.", {
  name: Type.Literal("Portolan"),
  version: Type.String(),
  links: record(Type.String()),
});

export const AliveSchema = shape("Alive", "The process answers.", { status: Type.Literal("alive") });

export const ReadySchema = shape("Ready", "The gateway has applied the chain up to `block` and serves requests.", {
  status: Type.Literal("ready"),
  block: Type.Integer({ minimum: 0, description: "The last block that the gateway applied." }),
  chainHead: Type.Integer({ minimum: 0, description: "The last block that the node reported." }),
  queue: Type.Integer({ minimum: 0, description: "Accepted entries that are not yet recorded or refused." }),
  foreignTransactions: Type.Integer({
    minimum: 0,
    description:
      "Transactions of the gateway's relays since its start that it did not sign: another program uses a relay's key.",
  }),
});

export const ProblemTextsSchema = shape("ProblemTexts", "All errors that an answer can carry.", {
  items: Type.Array(
    inline({
      code: ErrorCodeSchema,
      status: Type.Integer({ minimum: 400, maximum: 599 }),
      sentence: Type.String({ description: "The sentence of the error; `{name}` stands for the fact of that name." }),
      remedy: Type.String(),
    }),
  ),
});

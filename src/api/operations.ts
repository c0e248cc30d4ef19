import { Type } from "@sinclair/typebox";
import { inline, shape } from "./shape.ts";
import { ErrorCodeSchema } from "./problem.ts";

export const LandingSchema = shape("Landing", "What this server is, and where to go on.", {
  name: Type.Literal("Portolan"),
  version: Type.String(),
  links: Type.Record(Type.String(), Type.String()),
});

export const AliveSchema = shape("Alive", "The process answers.", { status: Type.Literal("alive") });

export const ReadySchema = shape("Ready", "Requests are served from what the chain holds.", {
  status: Type.Literal("ready"),
  block: Type.Integer({ minimum: 0, description: "The last block that is served." }),
  chainHead: Type.Integer({ minimum: 0, description: "The last block that the node told of." }),
  queue: Type.Integer({ minimum: 0, description: "Entries that were accepted and are not settled." }),
});

export const ProblemTextsSchema = shape("ProblemTexts", "Every error that an answer can carry.", {
  items: Type.Array(
    inline({
      code: ErrorCodeSchema,
      status: Type.Integer({ minimum: 400, maximum: 599 }),
      sentence: Type.String({ description: "What is wrong, with `{name}` where a fact goes." }),
      remedy: Type.String(),
    }),
  ),
});

import { Type } from "@sinclair/typebox";
import { AddressSchema, Bytes32Schema, UnixSecondsSchema } from "./scalar.ts";
import { inline, shape, type Shape } from "./shape.ts";

const count = Type.Integer({ minimum: 0 });

export const ChainViewSchema = shape(
  "Chain",
  "Which ledger this is, how far it was followed, and what goes on there.",
  {
    chain: inline({
      chainId: count,
      genesis: Bytes32Schema,
      ledger: AddressSchema,
      consortium: AddressSchema,
    }),
    checkpoint: inline({ block: count, hash: Bytes32Schema, timestamp: UnixSecondsSchema }),
    chainHead: Type.Integer({ minimum: 0, description: "The last block that the node told of." }),
    queue: Type.Integer({ minimum: 0, description: "Entries that were accepted and are not settled." }),
    activity: Type.Array(inline({ minute: Type.Integer({ description: "Unix seconds over 60." }), entries: count }), {
      description: "Entries recorded in each minute of the last hour in which there were any.",
    }),
    refused: Type.Array(inline({ code: Type.String(), entries: count }), {
      description: "The newest refusals by the code of their reason, the most frequent first.",
    }),
  },
);

export type ChainView = Shape<typeof ChainViewSchema>;

import { Type } from "@sinclair/typebox";
import { AddressSchema, Bytes32Schema, UnixSecondsSchema } from "./scalar.ts";
import { inline, shape, type Shape } from "./shape.ts";

const count = Type.Integer({ minimum: 0 });

export const ChainViewSchema = shape(
  "Chain",
  "The ledger's identity, the last block that the gateway applied, and recent activity.",
  {
    chain: inline({
      chainId: count,
      genesis: Bytes32Schema,
      ledger: AddressSchema,
      consortium: AddressSchema,
    }),
    checkpoint: inline({ block: count, hash: Bytes32Schema, timestamp: UnixSecondsSchema }),
    chainHead: Type.Integer({ minimum: 0, description: "The last block that the node reported." }),
    queue: Type.Integer({ minimum: 0, description: "Accepted entries that are not yet recorded or refused." }),
    activity: Type.Array(
      inline({ minute: Type.Integer({ description: "Unix seconds divided by 60." }), entries: count }),
      {
        description: "Entries recorded per minute of the last hour; minutes without entries are absent.",
      },
    ),
    refused: Type.Array(inline({ code: Type.String(), entries: count }), {
      description: "The newest refusals, counted by error code, the most frequent first.",
    }),
  },
);

export type ChainView = Shape<typeof ChainViewSchema>;

import { Type } from "@sinclair/typebox";
import { Bytes32Schema, UnixSecondsSchema } from "./scalar.ts";
import { inline, nullable, shape, type Shape } from "./shape.ts";

const HeightSchema = Type.Integer({ minimum: 0, description: "Height of the block." });

const CosignedViewSchema = shape(
  "CosignedCheckpoint",
  "A checkpoint with cosignatures, judged under the witness policy.",
  {
    height: HeightSchema,
    hash: Bytes32Schema,
    note: Type.String({ description: "The signed note (c2sp.org/signed-note) with every cosignature." }),
    enough: Type.Boolean({ description: "Whether the quorum of the policy is satisfied." }),
    witnesses: Type.Array(
      inline({
        name: Type.String(),
        key: Type.String({ description: "Verifier key, `name+id+key`." }),
        cosignedAt: nullable(UnixSecondsSchema),
      }),
    ),
    groups: Type.Array(
      inline({
        name: Type.String(),
        threshold: Type.Integer({ minimum: 1, description: "Members that must be satisfied." }),
        satisfied: Type.Integer({ minimum: 0, description: "Members that are satisfied." }),
      }),
    ),
    quorum: Type.String({ description: "The group or witness that must be satisfied." }),
  },
);

export type CosignedView = Shape<typeof CosignedViewSchema>;

export const CheckpointViewSchema = shape(
  "Checkpoint",
  "The last block that this gateway applied, and the last cosigned checkpoint.",
  {
    origin: Type.String({ description: "Name of the ledger: the first line of its checkpoints." }),
    followed: inline({ height: HeightSchema, hash: Bytes32Schema, recordedAt: UnixSecondsSchema }),
    cosigned: nullable(CosignedViewSchema),
  },
);

export type CheckpointView = Shape<typeof CheckpointViewSchema>;

import { Type } from "@sinclair/typebox";
import { Bytes32Schema, KindSchema, UnixSecondsSchema } from "./scalar.ts";
import { nullable, oneOf, shape, type Shape } from "./shape.ts";

export const AskedErasureSchema = shape("AskedErasure", "A payload of the caller that a member is asked to erase.", {
  entry: Bytes32Schema,
  shipment: Bytes32Schema,
  identifier: nullable(
    Type.String({ description: "Canonical URI of the shipment's identifier; null if the caller may not read it." }),
  ),
  kind: KindSchema,
  block: Type.Integer({ minimum: 0 }),
  erasedAt: UnixSecondsSchema,
  state: oneOf(["asked", "erased", "kept"], {
    description:
      "`asked`: it has not answered yet. `erased`: it signed that it erased the payload. `kept`: it signed that it keeps the payload for a time.",
  }),
  until: nullable(UnixSecondsSchema),
  ground: nullable(Type.String({ description: "Why it keeps the payload, in its words." })),
});

export type AskedErasure = Shape<typeof AskedErasureSchema>;

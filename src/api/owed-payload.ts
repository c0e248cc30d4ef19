import { Type } from "@sinclair/typebox";
import { PARCEL_RULES } from "../domain/audience/parcel-rule.ts";
import { VIEWS } from "../domain/audience/view.ts";
import { ReceiptSchema } from "./exchange.ts";
import { ParticipantReferenceSchema } from "./participant.ts";
import { Bytes32Schema, KindSchema, UnixSecondsSchema } from "./scalar.ts";
import { nullable, oneOf, shape, type Shape } from "./shape.ts";

/**
 * Why a payload is not owed any more: the member is no longer entitled, the payload is erased, less than the view is
 * held, the content is too large, no member here may send it, the chain took the entry back, or the member has no
 * gateway any more.
 */
export const CLOSING_REASONS = [
  "notEntitled",
  "erased",
  "notHeld",
  "tooLarge",
  "noSender",
  "undone",
  "laneClosed",
] as const;

export type ClosingReason = (typeof CLOSING_REASONS)[number];

export const OwedPayloadSchema = shape(
  "OwedPayload",
  "A payload that the caller owes to a member, and when it was first offered: sealed, signed and stored. An entry that the chain took back has no shipment, nor has an act, whose record is owed by the rule cooperation.",
  {
    entry: Bytes32Schema,
    shipment: nullable(Bytes32Schema),
    identifier: nullable(
      Type.String({ description: "Canonical URI of the shipment's identifier; null if the caller may not read it." }),
    ),
    kind: nullable(KindSchema),
    block: Type.Integer({ minimum: 0 }),
    member: ParticipantReferenceSchema,
    rule: oneOf(PARCEL_RULES, { description: "The rule that entitles the member." }),
    view: oneOf(VIEWS),
    state: oneOf(["waiting", "sent", "closed"], {
      description: "`waiting`: to be sent. `sent`: without a receipt yet. `closed`: not owed any more, see `reason`.",
    }),
    reason: nullable(oneOf(CLOSING_REASONS)),
    attempts: Type.Integer({ minimum: 0 }),
    nextAttemptAt: nullable(UnixSecondsSchema),
    offeredAt: nullable(UnixSecondsSchema),
    receipt: nullable(ReceiptSchema),
  },
);

export type OwedPayload = Shape<typeof OwedPayloadSchema>;

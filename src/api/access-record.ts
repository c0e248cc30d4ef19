import { Type } from "@sinclair/typebox";
import { NAMED_ENTRIES } from "../domain/reads/access-record.ts";
import { PURPOSES } from "../domain/cooperation/closed-lists.ts";
import { pageOf } from "./page.ts";
import { ParticipantReferenceSchema } from "./participant.ts";
import { Bytes32Schema, UnixSecondsSchema } from "./scalar.ts";
import { nullable, oneOf, shape, type Shape } from "./shape.ts";

const NumberSchema = Type.Integer({ minimum: 1, description: "1, 2, 3 … for each reader, without a gap." });

const STATED = {
  purpose: nullable(oneOf(PURPOSES, { description: "Null: not stated." })),
  basis: nullable(Type.String({ description: "Null: not stated." })),
  onBehalfOf: nullable(ParticipantReferenceSchema),
};

const WaySchema = Type.String({
  description: "The operation of the API that gave the answer, or `webhook` or `subscription`.",
});

export const AccessRecordSchema = shape(
  "AccessRecord",
  "An answer that showed payloads, or parts of them, to an authority. docs/access.md tells how to check it.",
  {
    reader: ParticipantReferenceSchema,
    number: NumberSchema,
    time: UnixSecondsSchema,
    way: WaySchema,
    ...STATED,
    officer: nullable(Type.String({ description: "The authority's own reference. Null: not stated." })),
    entries: Type.Array(Bytes32Schema, { maxItems: NAMED_ENTRIES }),
    count: Type.Integer({
      minimum: 0,
      description: `Number of entries that the answer showed, of which \`entries\` names at most ${NAMED_ENTRIES}. 0 for an answer that showed access records or values of payloads alone.`,
    }),
    digest: Bytes32Schema,
    previous: Bytes32Schema,
    leaf: Bytes32Schema,
  },
);

export type AccessRecordView = Shape<typeof AccessRecordSchema>;

export const AccessRecordPageSchema = pageOf(AccessRecordSchema);

export const ShipmentReadSchema = shape(
  "ShipmentRead",
  "An answer that showed payloads of a shipment to an authority.",
  {
    reader: ParticipantReferenceSchema,
    number: NumberSchema,
    time: UnixSecondsSchema,
    way: WaySchema,
    ...STATED,
    entries: Type.Array(Bytes32Schema, {
      maxItems: NAMED_ENTRIES,
      description: "The entries of this shipment among those that the record names.",
    }),
  },
);

export type ShipmentRead = Shape<typeof ShipmentReadSchema>;

export const ShipmentReadPageSchema = pageOf(ShipmentReadSchema);

const AnchorMembers = {
  first: NumberSchema,
  last: NumberSchema,
  root: Bytes32Schema,
  journal: Bytes32Schema,
  act: Bytes32Schema,
  note: Type.String({ description: "The text to which the act commits, with `seed`." }),
  seed: Bytes32Schema,
  commitment: Bytes32Schema,
  recordedAt: UnixSecondsSchema,
};

export const AccessAnchorSchema = shape(
  "AccessAnchor",
  "An act on chain that commits to the Merkle root (RFC 9162) of a range of access records.",
  AnchorMembers,
);

export type AccessAnchor = Shape<typeof AccessAnchorSchema>;

export const AccessAnchorPageSchema = pageOf(AccessAnchorSchema);

export const AccessProofSchema = shape("AccessProof", "That an access record is under an anchored root.", {
  record: AccessRecordSchema,
  anchor: AccessAnchorSchema,
  path: Type.Array(Bytes32Schema, {
    maxItems: 32,
    description: "The digests beside the record's path, from its leaf to the root (RFC 9162, 2.1.3.1).",
  }),
});

export type AccessProof = Shape<typeof AccessProofSchema>;

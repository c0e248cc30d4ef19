import { Type } from "@sinclair/typebox";
import type { TypedData } from "../domain/typed-data.ts";
import { ReaderSchema } from "./audience.ts";
import { ParticipantReferenceSchema } from "./participant.ts";
import { Bytes32Schema, BytesSchema, KindSchema, ParticipantIdSchema, UnixSecondsSchema } from "./scalar.ts";
import { anyObject, nullable, oneOf, record, shape, type Shape } from "./shape.ts";
import { SummarySchema } from "./summary.ts";
import { WARNED } from "./warning.ts";

export const PayloadStateSchema = oneOf(["known", "partial", "erased", "unknown", "withheld"], {
  title: "PayloadState",
  description:
    "Whether the gateway holds the payload. `partial`: some members, as the caller may read no others or the gateway holds no others. `withheld`: the caller may read none.",
});

export type PayloadState = Shape<typeof PayloadStateSchema>;

export const PayloadSchema = anyObject(
  "The JSON body of an entry, by preference an EPCIS 2.0 event. The chain stores only its commitment.",
  "Payload",
);

export const RefersToSchema = Type.String({
  minLength: 1,
  maxLength: 512,
  description:
    "Load and Unload: id or identifier of the unit. Hold: id of a shipped profile, such as eu-ucc, or digest of a profile, whose clocks the case gets. Other customs entries: hash of the Hold that opened the case. Correct: hash of the corrected entry.",
});

const entryView = {
  hash: Bytes32Schema,
  shipment: Bytes32Schema,
  identifier: nullable(
    Type.String({
      description: "Canonical URI of the shipment's business identifier; null if the caller may not read it.",
    }),
  ),
  sequence: Type.Integer({ minimum: 1, description: "Number within the shipment, from 1, without gaps." }),
  previous: Bytes32Schema,
  kind: KindSchema,
  author: nullable(ParticipantReferenceSchema),
  counterparty: nullable(ParticipantReferenceSchema),
  refersTo: nullable(Bytes32Schema),
  occurredAt: UnixSecondsSchema,
  recordedAt: UnixSecondsSchema,
  commitment: Bytes32Schema,
  signature: BytesSchema,
  block: Type.Integer({ minimum: 0 }),
  transaction: Bytes32Schema,
  position: Type.Integer({
    minimum: 0,
    description: "Number in the order of all entries; the id of the stream event begins with it.",
  }),
  payload: PayloadStateSchema,
  summary: nullable(SummarySchema),
};

export const EntryViewSchema = shape("Entry", "A recorded entry.", entryView);

export type EntryView = Shape<typeof EntryViewSchema>;

const WantedPayloadSchema = shape(
  "WantedPayload",
  "A payload that this gateway lacks in part or whole, and asks other members for.",
  {
    since: UnixSecondsSchema,
    state: oneOf(["awaited", "erased", "notHeld", "refused", "sealed"], {
      description:
        "`awaited`: not yet received. `erased`: its author answered that it erased it. `notHeld`: no member that was asked holds it. `refused`: `holder` finds by `rule` at block `height` that no member of this gateway may read it. `sealed`: this gateway lacks the key `key`, to which `holder` sealed it.",
    }),
    holder: Type.Optional(ParticipantIdSchema),
    rule: Type.Optional(Type.String()),
    height: Type.Optional(Type.Integer({ minimum: 0 })),
    key: Type.Optional(Bytes32Schema),
  },
);

export type WantedPayload = Shape<typeof WantedPayloadSchema>;

export const EntryDetailSchema = shape("EntryDetail", "A recorded entry with its payload.", {
  ...entryView,
  body: nullable(PayloadSchema),
  erasedAt: nullable(UnixSecondsSchema),
  supersededBy: nullable(Bytes32Schema),
  wanted: Type.Optional(WantedPayloadSchema),
  ...WARNED,
});

export type EntryDetail = Shape<typeof EntryDetailSchema>;

export const EntryDraftSchema = shape("EntryDraft", "An entry to record. The caller is its author.", {
  kind: KindSchema,
  shipment: Type.String({
    minLength: 1,
    maxLength: 512,
    description: "The shipment's id or business identifier. A Consign opens a new shipment under an identifier.",
  }),
  counterparty: Type.Optional(ParticipantIdSchema),
  refersTo: Type.Optional(RefersToSchema),
  occurredAt: Type.Optional(UnixSecondsSchema),
  payload: PayloadSchema,
  previous: Type.Optional(Bytes32Schema),
});

export type EntryDraft = Shape<typeof EntryDraftSchema>;

const SignedFieldsSchema = shape("SignedFields", "The fields that an author signs (EIP-712 struct `Entry`).", {
  shipment: Bytes32Schema,
  previous: Bytes32Schema,
  kind: Type.Integer({ minimum: 0, maximum: 255 }),
  author: ParticipantIdSchema,
  counterparty: Type.Integer({ minimum: 0, maximum: 2 ** 32 - 1 }),
  refersTo: Bytes32Schema,
  occurredAt: UnixSecondsSchema,
  commitment: Bytes32Schema,
});

export const PreparedEntrySchema = shape(
  "PreparedEntry",
  "An entry for the author's wallet to sign. Send it back unchanged with the signature.",
  {
    entry: SignedFieldsSchema,
    payload: PayloadSchema,
    seed: Bytes32Schema,
    identity: Type.Optional(
      shape("Identity", "Source of a new shipment's id.", {
        identifier: Type.String({ minLength: 1, maxLength: 512 }),
        blind: Bytes32Schema,
      }),
    ),
  },
);

export type PreparedEntry = Shape<typeof PreparedEntrySchema>;

export const SignedDraftSchema = shape("SignedDraft", "A prepared entry and its author's signature.", {
  prepared: PreparedEntrySchema,
  signature: BytesSchema,
});

export const PreparedDraftSchema = shape("PreparedDraft", "A prepared entry that the gateway signs unchanged.", {
  prepared: PreparedEntrySchema,
});

export type PreparedDraft = Shape<typeof PreparedDraftSchema>;

const TypedDataSchema = Type.Unsafe<TypedData>(
  shape("TypedData", "Argument of `eth_signTypedData_v4` (EIP-712).", {
    types: record(
      Type.Array(shape("TypedDataField", "One field of a struct.", { name: Type.String(), type: Type.String() })),
    ),
    domain: record(Type.Union([Type.String(), Type.Number()])),
    primaryType: Type.String(),
    message: record(Type.Union([Type.String(), Type.Number()])),
  }),
);

export const PreparationSchema = shape(
  "Preparation",
  "The typed data to sign, and the prepared entry to send back with the signature.",
  {
    prepared: PreparedEntrySchema,
    hash: Bytes32Schema,
    typedData: TypedDataSchema,
    audience: Type.Array(ReaderSchema, { description: "Who will read the payload, by which rule." }),
    ...WARNED,
  },
);

export type Preparation = Shape<typeof PreparationSchema>;

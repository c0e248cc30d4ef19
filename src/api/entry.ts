import { Type } from "@sinclair/typebox";
import type { JsonObject } from "../domain/encoding/json.ts";
import type { TypedData } from "../domain/typed-data.ts";
import { ParticipantReferenceSchema } from "./participant.ts";
import { Bytes32Schema, BytesSchema, KindSchema, ParticipantIdSchema, UnixSecondsSchema } from "./scalar.ts";
import { nullable, oneOf, shape, type Shape } from "./shape.ts";
import { SummarySchema } from "./summary.ts";

export const PayloadStateSchema = oneOf(["known", "erased", "unknown", "withheld"], {
  title: "PayloadState",
  description: "Whether the gateway has the payload; `withheld` from callers that read ledger facts only.",
});

export type PayloadState = Shape<typeof PayloadStateSchema>;

export const PayloadSchema = Type.Unsafe<JsonObject>({
  title: "Payload",
  type: "object",
  description: "The JSON body of an entry: an EPCIS 2.0 event where one fits. Only its commitment goes on chain.",
});

export const RefersToSchema = Type.String({
  minLength: 1,
  maxLength: 512,
  description:
    "The unit of a Load or Unload (id or identifier), the case of a customs entry (hash of its Hold), the corrected entry of a Correct.",
});

const entryView = {
  hash: Bytes32Schema,
  shipment: Bytes32Schema,
  identifier: nullable(
    Type.String({
      description: "Canonical URI of the shipment's business identifier; null where the caller does not read it.",
    }),
  ),
  sequence: Type.Integer({ minimum: 1, description: "From 1, without gaps, within the shipment." }),
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
  position: Type.Integer({ minimum: 0, description: "Its place in the order of all entries; the id of its event." }),
  payload: PayloadStateSchema,
  summary: nullable(SummarySchema),
};

export const EntryViewSchema = shape("Entry", "A recorded entry.", entryView);

export type EntryView = Shape<typeof EntryViewSchema>;

export const EntryDetailSchema = shape("EntryDetail", "A recorded entry with its payload.", {
  ...entryView,
  body: nullable(PayloadSchema),
  erasedAt: nullable(UnixSecondsSchema),
  supersededBy: nullable(Bytes32Schema),
});

export type EntryDetail = Shape<typeof EntryDetailSchema>;

export const EntryDraftSchema = shape("EntryDraft", "What is to be recorded. Its author is the caller.", {
  kind: KindSchema,
  shipment: Type.String({
    minLength: 1,
    maxLength: 512,
    description: "The shipment's id, or a business identifier. A Consign opens a new shipment under an identifier.",
  }),
  counterparty: Type.Optional(ParticipantIdSchema),
  refersTo: Type.Optional(RefersToSchema),
  occurredAt: Type.Optional(UnixSecondsSchema),
  payload: PayloadSchema,
  previous: Type.Optional(Bytes32Schema),
});

export type EntryDraft = Shape<typeof EntryDraftSchema>;

/** The struct that is signed, field for field. */
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
  "An entry made ready for its author's own wallet; it comes back whole with the signature.",
  {
    entry: SignedFieldsSchema,
    payload: PayloadSchema,
    seed: Bytes32Schema,
    identity: Type.Optional(
      shape("Identity", "What the id of a new shipment is derived from.", {
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

export const PreparedDraftSchema = shape("PreparedDraft", "A prepared entry, for the gateway to sign as it is.", {
  prepared: PreparedEntrySchema,
});

export type PreparedDraft = Shape<typeof PreparedDraftSchema>;

const TypedDataSchema = Type.Unsafe<TypedData>(
  shape("TypedData", "What eth_signTypedData_v4 takes (EIP-712).", {
    types: Type.Record(
      Type.String(),
      Type.Array(shape("TypedDataField", "One field of a struct.", { name: Type.String(), type: Type.String() })),
    ),
    domain: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()])),
    primaryType: Type.String(),
    message: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()])),
  }),
);

export const PreparationSchema = shape("Preparation", "What to sign, and what to send back with the signature.", {
  prepared: PreparedEntrySchema,
  hash: Bytes32Schema,
  typedData: TypedDataSchema,
});

export type Preparation = Shape<typeof PreparationSchema>;

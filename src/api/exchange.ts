import { Type, type TProperties } from "@sinclair/typebox";
import { PayloadSchema } from "./entry.ts";
import { DISCLOSURE_MEMBERS } from "./payload.ts";
import { Bytes32Schema, BytesSchema, lineOfText, ParticipantIdSchema, UnixSecondsSchema } from "./scalar.ts";
import { inline, nullable, oneOf, shape, type Shape } from "./shape.ts";

/** The version of the protocol between gateways. An incompatible version gets another number. */
export const EXCHANGE_VERSION = 1;

/** The largest request and answer, in bytes. */
export const MAX_EXCHANGE_BYTES = 4 * 2 ** 20;
/** The largest item, in bytes of UTF-8. Beside it, an answer to a want has room for its outcomes. */
export const MAX_ITEM_BYTES = MAX_EXCHANGE_BYTES - 2 ** 16;
/** The largest number of items in a request or answer, and of entries or ranges in an item. */
export const MAX_ITEMS = 100;
/** The largest number of receipts under one signature. */
export const MAX_RECEIPTS = 1_000;

/** The longest name of a rule of the audience, in characters. */
export const MAX_RULE = 47;
/** A rule of the audience. Its characters take one byte each. */
export const RULE_NAME = /^[A-Za-z][A-Za-z0-9-]*$/;

const PARTIES = {
  version: Type.Integer({ minimum: 1, maximum: 255, description: "Version of the protocol." }),
  sender: ParticipantIdSchema,
  recipient: ParticipantIdSchema,
};

/** A number that takes at most 48 bits, so that a JSON number holds it exactly. */
function count(description: string, minimum = 0) {
  return Type.Integer({ minimum, maximum: 2 ** 48 - 1, description });
}

const HeightSchema = count("Height of a block.");

const PositionSchema = Type.Integer({
  minimum: 0,
  maximum: Number.MAX_SAFE_INTEGER,
  description: "Number of an entry in the order of the chain.",
});

const RuleSchema = Type.String({
  maxLength: MAX_RULE,
  pattern: RULE_NAME.source,
  description: "Rule of the audience that entitles, or refuses.",
});

/** A word that a later version may extend. */
const WordSchema = Type.String({ maxLength: 64, pattern: RULE_NAME.source });

const Base64urlSchema = Type.String({ description: "Bytes in base64url without padding (RFC 4648, section 5)." });

/** A statement, signed with a ledger key of its sender. */
function signed<Statement extends TProperties>(title: string, description: string, statement: Statement) {
  return shape(title, description, { statement: inline(statement), signature: BytesSchema });
}

const BatchSchema = inline({
  index: Type.Integer({ minimum: 0, maximum: MAX_ITEMS - 1, description: "Place of the parcel in the batch, from 0." }),
  count: Type.Integer({ minimum: 2, maximum: MAX_ITEMS, description: "Number of parcels in the batch." }),
  path: Type.Array(Bytes32Schema, {
    maxItems: Math.ceil(Math.log2(MAX_ITEMS)),
    description: "Inclusion proof (RFC 9162, SHA-256) of the parcel's id.",
  }),
});

/** The place of a parcel among those that one signature covers. */
export type BatchPlace = Shape<typeof BatchSchema>;

export const ParcelSchema = shape("Parcel", "The payload of one entry, sealed to one recipient.", {
  statement: inline({
    ...PARTIES,
    suite: Type.Integer({ minimum: 0, maximum: 0xffff, description: "KEM id (IANA, HPKE) of the recipient's key." }),
    key: Bytes32Schema,
    height: HeightSchema,
    sequence: count("Number of the parcel from this sender to this recipient, from 1.", 1),
    previous: Bytes32Schema,
    size: Type.Integer({ minimum: 0, maximum: MAX_ITEM_BYTES, description: "Bytes of the sealed content." }),
    body: Bytes32Schema,
  }),
  signature: BytesSchema,
  batch: Type.Optional(BatchSchema),
  access: Base64urlSchema,
  content: Base64urlSchema,
});

export type ParcelItem = Shape<typeof ParcelSchema>;

/** The header of a parcel. */
export type ParcelHeader = ParcelItem["statement"];

const IdentitySchema = inline({
  identifier: Type.String({ minLength: 1, maxLength: 512 }),
  blind: Bytes32Schema,
});

export const ParcelContentSchema = shape("ParcelContent", "The content of a parcel, before it is padded and sealed.", {
  commitment: Bytes32Schema,
  identities: Type.Array(IdentitySchema, {
    maxItems: 2,
    description: "Identifier and blind of the entry's shipment, and of the unit of a Load or Unload.",
  }),
  payload: Type.Union([
    inline({ view: Type.Literal("whole"), seed: Bytes32Schema, body: PayloadSchema }),
    inline({ view: Type.Literal("fields"), ...DISCLOSURE_MEMBERS }),
  ]),
});

export type ParcelContent = Shape<typeof ParcelContentSchema>;

const about = { parcel: Bytes32Schema, entry: nullable(Bytes32Schema) };

export const ReceiptSchema = Type.Union(
  [
    inline({ ...about, outcome: oneOf(["stored", "full", "erased"]) }),
    inline({ ...about, outcome: Type.Literal("early"), height: HeightSchema }),
    inline({ ...about, outcome: Type.Literal("mismatch"), problem: WordSchema }),
    inline({ ...about, outcome: Type.Literal("undecryptable"), key: Bytes32Schema }),
    inline({ ...about, outcome: Type.Literal("notExpected"), rule: RuleSchema, height: HeightSchema }),
    inline({ ...about, outcome: Type.Literal("unsupported"), version: PARTIES.version }),
    inline({ ...about, outcome: Type.Literal("refused"), code: WordSchema }),
  ],
  { title: "Receipt", description: "The recipient's outcome of one parcel." },
);

export type Receipt = Shape<typeof ReceiptSchema>;

export const ReceiptsSchema = signed("Receipts", "Receipts of several parcels under one signature.", {
  ...PARTIES,
  height: HeightSchema,
  time: UnixSecondsSchema,
  receipts: Type.Array(ReceiptSchema, { minItems: 1, maxItems: MAX_RECEIPTS }),
});

export type ReceiptsItem = Shape<typeof ReceiptsSchema>;

const REQUEST = {
  ...PARTIES,
  nonce: Bytes32Schema,
  expires: UnixSecondsSchema,
};

const RangeSchema = inline({
  from: HeightSchema,
  to: HeightSchema,
});

const afterMember = {
  after: nullable(PositionSchema),
};

export const WantSchema = signed("Want", "A request for the payloads of entries.", {
  ...REQUEST,
  subject: Type.Union([
    inline({ entries: Type.Array(Bytes32Schema, { minItems: 1, maxItems: MAX_ITEMS, uniqueItems: true }) }),
    inline({ shipment: Bytes32Schema, ...afterMember }),
    inline({ blocks: RangeSchema, ...afterMember }),
  ]),
});

export type WantItem = Shape<typeof WantSchema>;

const ANSWER = {
  ...PARTIES,
  request: Bytes32Schema,
  height: HeightSchema,
};

export const WantAnswerSchema = signed("WantAnswer", "The answer to a want. Its parcels follow as further items.", {
  ...ANSWER,
  items: Type.Array(
    Type.Union([
      inline({ entry: Bytes32Schema, answer: Type.Literal("parcel"), parcel: Bytes32Schema }),
      inline({ entry: Bytes32Schema, answer: Type.Literal("erased"), erasedAt: UnixSecondsSchema }),
      inline({
        entry: Bytes32Schema,
        answer: Type.Literal("notEntitled"),
        rule: RuleSchema,
        height: HeightSchema,
      }),
      inline({ entry: Bytes32Schema, answer: oneOf(["notHeld", "busy"]) }),
    ]),
    { maxItems: MAX_ITEMS },
  ),
  next: nullable(PositionSchema),
});

export type WantAnswerItem = Shape<typeof WantAnswerSchema>;

const HoldingsSchema = inline({
  from: HeightSchema,
  to: HeightSchema,
  count: count("Number of entries."),
  digest: Bytes32Schema,
});

export type HoldingsDigest = Shape<typeof HoldingsSchema>;

const reader = { reader: ParticipantIdSchema };
const ranges = { ranges: Type.Array(HoldingsSchema, { minItems: 1, maxItems: MAX_ITEMS }) };

export const DigestSchema = signed(
  "Digest",
  "What the sender holds of the entries that `reader` may read, by ranges of blocks.",
  { ...REQUEST, ...reader, ...ranges },
);

export type DigestItem = Shape<typeof DigestSchema>;

export const DigestAnswerSchema = signed("DigestAnswer", "What the answering member holds over the same ranges.", {
  ...ANSWER,
  ...reader,
  ...ranges,
});

export type DigestAnswerItem = Shape<typeof DigestAnswerSchema>;

export const ErasureRequestSchema = signed(
  "ErasureRequest",
  "The author's request to erase the payload of an entry. It never expires: an erasure holds for later deliveries.",
  {
    ...PARTIES,
    entry: Bytes32Schema,
    erasedAt: UnixSecondsSchema,
    ground: lineOfText(500, "Why the payload must be erased."),
  },
);

export type ErasureRequestItem = Shape<typeof ErasureRequestSchema>;

export const ErasureAnswerSchema = signed("ErasureAnswer", "An attestation of an erasure, or a refusal with its end.", {
  ...ANSWER,
  entry: Bytes32Schema,
  result: Type.Union([
    inline({ state: Type.Literal("erased"), erasedAt: UnixSecondsSchema }),
    inline({
      state: Type.Literal("kept"),
      ground: lineOfText(500, "Why the payload is kept."),
      until: UnixSecondsSchema,
    }),
  ]),
});

export type ErasureAnswerItem = Shape<typeof ErasureAnswerSchema>;

import { Type } from "@sinclair/typebox";
import { PayloadSchema } from "./entry.ts";
import { DISCLOSURE_MEMBERS } from "./payload.ts";
import { Bytes32Schema, BytesSchema, ParticipantIdSchema } from "./scalar.ts";
import { inline, shape, type Shape } from "./shape.ts";

/** The version of the protocol between gateways. An incompatible version gets another number. */
export const EXCHANGE_VERSION = 1;

/** The largest item, in bytes of UTF-8. */
export const MAX_ITEM_BYTES = 2 ** 20;

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

const Base64urlSchema = Type.String({ description: "Bytes in base64url without padding (RFC 4648, section 5)." });

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

import { Type } from "@sinclair/typebox";
import { PAGE_MEMBERS } from "./page.ts";
import { ParticipantReferenceSchema } from "./participant.ts";
import { AddressSchema, Bytes32Schema, BytesSchema, UnixSecondsSchema } from "./scalar.ts";
import { nullable, oneOf, shape, type Shape } from "./shape.ts";

/** Unix seconds up to the largest time of the contract (uint48). */
const timeOf = (description: string) => Type.Integer({ minimum: 0, description: `Unix seconds. ${description}` });

const directory = {
  directory: nullable(AddressSchema),
};

const MemberKeySchema = shape("MemberKey", "A public key to which payloads for the member are sealed.", {
  id: Bytes32Schema,
  suite: Type.Integer({
    minimum: 1,
    maximum: 2 ** 16 - 1,
    description: "HPKE KEM id: 25722 (0x647a, MLKEM768-X25519) or 16 (0x0010, DHKEM P-256).",
  }),
  key: BytesSchema,
  state: oneOf(["pending", "valid", "ended", "stopped"], {
    description: "`pending`: not valid yet. `stopped`: its change was stopped before it took effect.",
  }),
  validFrom: timeOf("From this time on the key is valid."),
  validUntil: timeOf("From this time on the key is invalid."),
});

export type MemberKey = Shape<typeof MemberKeySchema>;

const MemberChangeSchema = shape("MemberChange", "A change of the directory, as the chain holds it.", {
  event: oneOf(["MemberPublished", "MemberRecovered", "EncryptionKeyEnded", "MemberChangeStopped"]),
  change: Bytes32Schema,
  state: oneOf(["pending", "effective", "stopped"], {
    description:
      "`pending`: takes effect at `effectiveAt`. `stopped`: a guardian stopped it, or a recovery replaced it.",
  }),
  effectiveAt: timeOf("The time at which the change takes effect."),
  endpoint: nullable(Type.String()),
  key: nullable(Bytes32Schema),
  recovery: nullable(Bytes32Schema),
  block: Type.Integer({ minimum: 0 }),
  recordedAt: UnixSecondsSchema,
  transactionHash: Bytes32Schema,
});

export type MemberChange = Shape<typeof MemberChangeSchema>;

const MEMBER = {
  participant: ParticipantReferenceSchema,
  endpoint: nullable(Type.String({ description: "URL of the member's gateway, unchecked printable ASCII." })),
  keys: Type.Array(MemberKeySchema),
  recovery: nullable(Bytes32Schema),
  head: nullable(Bytes32Schema),
};

export const MemberSummarySchema = shape("MemberSummary", "A member's gateway and encryption keys.", MEMBER);

export type MemberSummary = Shape<typeof MemberSummarySchema>;

export const MemberPageSchema = shape("MemberPage", "One page; `directory` is null in a deployment without one.", {
  items: Type.Array(MemberSummarySchema),
  ...PAGE_MEMBERS,
  ...directory,
});

export const MemberSchema = shape(
  "Member",
  "A participant in the directory of members; its members are null before its first publication.",
  {
    ...MEMBER,
    ...directory,
    history: Type.Array(MemberChangeSchema),
  },
);

export type Member = Shape<typeof MemberSchema>;

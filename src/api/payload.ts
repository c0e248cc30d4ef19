import { Type } from "@sinclair/typebox";
import { Bytes32Schema, UnixSecondsSchema } from "./scalar.ts";
import { inline, shape, type Shape } from "./shape.ts";

/** The members of a disclosure (RFC 9901). */
export const DISCLOSURE_MEMBERS = {
  object: inline({
    _sd: Type.Optional(Type.Array(Type.String())),
    _sd_alg: Type.Literal("sha-256"),
  }),
  disclosures: Type.Array(Type.String()),
};

export const PayloadDisclosureSchema = shape(
  "Disclosure",
  "Disclosed fields of a payload, verifiable against the entry's commitment (RFC 9901).",
  {
    entry: Bytes32Schema,
    commitment: Bytes32Schema,
    ...DISCLOSURE_MEMBERS,
  },
);

export type PayloadDisclosure = Shape<typeof PayloadDisclosureSchema>;

export const ErasureSchema = shape(
  "Erasure",
  "Confirms that a payload was erased; the entry and its commitment stay on chain.",
  {
    entry: Bytes32Schema,
    commitment: Bytes32Schema,
    erasedAt: UnixSecondsSchema,
  },
);

export type Erasure = Shape<typeof ErasureSchema>;

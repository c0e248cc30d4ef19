import { hash, randomBytes } from "node:crypto";

import { PortolanError } from "../errors/portolan-error.ts";

const PAYLOAD_SEED_BYTES = 32;

/** 144 bits: RFC 9901 recommends at least 128, and a multiple of 3 bytes is a whole slice of base64url text. */
const SALT_BYTES = 18;
const SALT_CHARACTERS = (SALT_BYTES / 3) * 4;

const DOMAIN = Buffer.from("portolan:payload-salts:1:");

/**
 * A fresh seed for one payload. Never use it for a second payload: fields at the same place would have the same salt,
 * and so show whether they are equal.
 */
export function newPayloadSeed(): Uint8Array {
  return randomBytes(PAYLOAD_SEED_BYTES);
}

/**
 * The salts of a payload's fields, in the order of the fields: consecutive slices of the output of SHAKE256 (FIPS 202)
 * over the seed. Only the seed need be stored. The output of SHAKE256 over a secret of 256 bits is pseudo-random, so the
 * salts that a disclosure reveals say nothing about the others; and once seed and payload are erased, the fields that
 * were not disclosed can no longer be guessed from their digests. (An HMAC for each field would be as safe, and was
 * measured to cost more than all the rest of a commitment.)
 *
 * @returns A function from a field's number, counted from 0, to its salt in base64url.
 * @throws `PayloadSeedInvalid`.
 */
export function payloadSalts(seed: Uint8Array, fields: number): (field: number) => string {
  if (seed.length !== PAYLOAD_SEED_BYTES) {
    throw new PortolanError("PayloadSeedInvalid", { expected: PAYLOAD_SEED_BYTES, length: seed.length });
  }
  const salts = hash("shake256", Buffer.concat([DOMAIN, seed]), {
    outputEncoding: "base64url",
    outputLength: fields * SALT_BYTES,
  });
  return (field) => salts.slice(field * SALT_CHARACTERS, (field + 1) * SALT_CHARACTERS);
}

import { hash, randomBytes } from "node:crypto";

import { PortolanError } from "../errors/portolan-error.ts";

const PAYLOAD_SEED_BYTES = 32;

/** 144 bits: RFC 9901 recommends at least 128, and a multiple of 3 bytes is a whole slice of base64url text. */
const SALT_BYTES = 18;
const SALT_CHARACTERS = (SALT_BYTES / 3) * 4;

const DOMAIN = Buffer.from("portolan:payload-salts:1:");

/**
 * A new seed for one payload. Never use it for a second payload: fields at the same place would have the same salt, so
 * that equal values would show equal digests.
 */
export function newPayloadSeed(): Uint8Array {
  return randomBytes(PAYLOAD_SEED_BYTES);
}

/**
 * The salts of a payload's fields, in the order of the fields: consecutive slices of the output of SHAKE256 (FIPS 202)
 * over the seed, so that only the seed is stored. SHAKE256 over a secret of 256 bits is pseudo-random. The salts of a
 * disclosure therefore reveal nothing about the other salts. Once seed and payload are erased, no undisclosed field can
 * be guessed from its digest. An HMAC for each field would be as safe, but cost more than the rest of a commitment when
 * measured.
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

import { bytesOf } from "../../domain/encoding/hex.ts";
import { fromJsonText, type JsonText } from "../../domain/encoding/json-text.ts";
import type { JsonObject } from "../../domain/encoding/json.ts";
import type { Bytes32 } from "../../domain/entry.ts";
import { disclose, type Disclosure } from "../../domain/payload/disclosure.ts";
import { disclosedPointers, narrowDisclosure } from "../../domain/payload/narrow-disclosure.ts";
import { payloadFields } from "../../domain/payload/payload-fields.ts";

/** A payload of which at least a part is held: the whole has a seed, a part has the disclosure that proves it. */
export interface HeldPayload {
  readonly body: JsonText<JsonObject>;
  readonly proof: { readonly seed: Bytes32 } | { readonly disclosure: JsonText<Disclosure> };
}

/** The payload in a stored row; `undefined` for one that is erased. */
export function heldPayload(row: {
  readonly body: JsonText<JsonObject> | null;
  readonly seed: Bytes32 | null;
  readonly disclosure: JsonText<Disclosure> | null;
}): HeldPayload | undefined {
  const { body, seed, disclosure } = row;
  if (body === null) return undefined;
  if (seed !== null) return { body, proof: { seed } };
  return disclosure === null ? undefined : { body, proof: { disclosure } };
}

/** The JSON Pointers of the held fields. */
export function heldFields({ body, proof }: HeldPayload): string[] {
  return "seed" in proof ? payloadFields(fromJsonText(body)) : disclosedPointers(fromJsonText(proof.disclosure));
}

/**
 * Discloses fields of a held payload.
 *
 * @param pointers JSON Pointers (RFC 6901); `""` discloses all that is held.
 * @throws PortolanError `DisclosureUnknownField` for a field that is not held.
 */
export function discloseHeld({ body, proof }: HeldPayload, pointers: readonly string[]): Disclosure {
  return "seed" in proof
    ? disclose(fromJsonText(body), bytesOf(proof.seed), pointers)
    : narrowDisclosure(fromJsonText(proof.disclosure), pointers);
}

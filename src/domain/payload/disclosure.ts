import { conceal } from "./conceal.ts";
import { PortolanError } from "../errors/portolan-error.ts";
import type { JsonObject } from "../encoding/json.ts";
import { payloadFields } from "./payload-fields.ts";

/** The data with which a verifier checks some fields of a payload against its commitment, as plain JSON. */
export interface Disclosure {
  /** The concealed payload; the commitment is the SHA-256 of its canonical JSON. */
  readonly object: ConcealedObject;
  /** The disclosures (RFC 9901, 4.2) of the shown fields and of those that contain them. */
  readonly disclosures: readonly string[];
}

interface ConcealedObject {
  /** Digests of the payload's members, 43 characters of base64url each, sorted; absent when it has no members. */
  readonly _sd?: readonly string[];
  readonly _sd_alg: "sha-256";
}

/**
 * Shows some fields of a payload, each with its content. Of the objects and arrays around them it shows only the number
 * of other fields.
 *
 * @param seed The seed of the payload's commitment.
 * @param pointers JSON Pointers (RFC 6901) of the fields; `""` shows the whole payload.
 * @throws `DisclosureUnknownField`, and the errors of `commit`.
 */
export function disclose(payload: JsonObject, seed: Uint8Array, pointers: readonly string[]): Disclosure {
  const concealed = conceal(payload, seed);
  const fields = payloadFields(payload);
  const known = new Set(["", ...fields]);
  for (const pointer of pointers) {
    if (!known.has(pointer)) throw new PortolanError("DisclosureUnknownField", { pointer });
  }
  const asked = new Set(pointers);
  const around = new Set(pointers.flatMap(pathTo));
  const isShown = (field: string): boolean => around.has(field) || pathTo(field).some((each) => asked.has(each));
  return {
    object: JSON.parse(concealed.object) as ConcealedObject,
    disclosures: concealed.disclosures.filter((_, index) => isShown(fields[index] ?? "")),
  };
}

/** The pointers from the payload to a field: for `/a/b` the empty one, `/a` and `/a/b`. */
export function pathTo(pointer: string): string[] {
  const steps = pointer.split("/");
  return steps.map((_, index) => steps.slice(0, index + 1).join("/"));
}

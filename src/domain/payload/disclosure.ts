import { conceal } from "./conceal.ts";
import { PortolanError } from "../errors/portolan-error.ts";
import type { JsonObject } from "../encoding/json.ts";
import { payloadFields } from "./payload-fields.ts";

/** What a verifier needs to check some fields of a payload against its commitment: plain JSON. */
export interface Disclosure {
  /** The concealed payload; the commitment is the SHA-256 of its canonical JSON. */
  readonly object: ConcealedObject;
  /** The disclosures (RFC 9901, 4.2) of the shown fields and of those that contain them. */
  readonly disclosures: readonly string[];
}

interface ConcealedObject {
  /** Digests of the payload's members, 43 characters of base64url each, sorted; absent when it has none. */
  readonly _sd?: readonly string[];
  readonly _sd_alg: "sha-256";
}

/**
 * Shows some fields of a payload, each with all that it contains. Of the objects and arrays around them it shows how
 * many other fields they have, nothing more.
 *
 * @param seed The seed that the payload was committed with.
 * @param pointers JSON Pointers (RFC 6901) of the fields; `""` shows the whole payload.
 * @throws `DisclosureUnknownField`, and what `commit` throws.
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

/** The pointers of all that contains a field, and its own: of `/a/b` these are the empty one, `/a` and `/a/b`. */
function pathTo(pointer: string): string[] {
  const steps = pointer.split("/");
  return steps.map((_, index) => steps.slice(0, index + 1).join("/"));
}

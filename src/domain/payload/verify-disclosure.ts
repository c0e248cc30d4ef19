import { canonicalJson } from "../encoding/canonical-json.ts";
import { commitmentOfConcealed, disclosureDigest } from "./disclosure-digest.ts";
import { fromBase64url } from "../encoding/strict-base64.ts";
import type { Bytes32 } from "../entry.ts";
import { PortolanError } from "../errors/portolan-error.ts";
import {
  elementsOf,
  isJsonArray,
  isJsonObject,
  type JsonLimits,
  PAYLOAD_LIMITS,
  type JsonObject,
  type JsonValue,
} from "../encoding/json.ts";
import { parseJson } from "../encoding/parse-json.ts";
import { requireFreeName } from "./payload-fields.ts";

export interface VerifiedDisclosure {
  /** If this equals the commitment in the entry, the author committed to this payload. */
  readonly commitment: Bytes32;
  /** The disclosed fields; undisclosed elements of arrays are left out (RFC 9901, 7.1). */
  readonly payload: JsonObject;
  /** Number of undisclosed fields of the shown objects and arrays; fields inside undisclosed ones are not counted. */
  readonly hidden: number;
}

/**
 * Verifies a disclosure and returns the disclosed payload (RFC 9901, 7.1). Stricter than the RFC: it refuses clear
 * values beside digests, because Portolan conceals whole payloads.
 *
 * @param document An unchecked `Disclosure`.
 * @throws `DisclosureMalformed`, `DisclosureDigestRepeated`, `DisclosureMemberRepeated`, `DisclosureUnused`,
 * `PayloadReservedName`, and the `Json…` errors of `parseJson` for the text of a disclosure.
 */
export function verifyDisclosure(document: JsonValue): VerifiedDisclosure {
  const { object, disclosures } = readDocument(document);
  const opened = openDisclosures(disclosures);
  const seen = new Set<string>();
  let hidden = 0;

  const open = (digest: JsonValue | undefined, within: "object" | "array"): OpenedField | undefined => {
    if (typeof digest !== "string" || !DIGEST.test(digest)) return malformed("/object", "a concealed payload");
    if (seen.has(digest)) throw new PortolanError("DisclosureDigestRepeated", { digest });
    seen.add(digest);
    const field = opened.get(digest);
    if (field === undefined) hidden++;
    else if ((field.name === undefined) !== (within === "array"))
      malformed("/disclosures", "made of names and values for objects, and of values alone for arrays");
    return field;
  };
  const revealMembers = (digests: JsonValue | undefined, depth: number): JsonObject => {
    const members: Record<string, JsonValue> = {};
    for (const digest of readList(digests)) {
      const field = open(digest, "object");
      if (field?.name === undefined) continue;
      if (Object.hasOwn(members, field.name))
        throw new PortolanError("DisclosureMemberRepeated", { member: field.name });
      members[field.name] = reveal(field.value, depth + 1);
    }
    return members;
  };
  const reveal = (value: JsonValue, depth: number): JsonValue => {
    if (typeof value !== "object" || value === null) return value;
    if (depth === PAYLOAD_LIMITS.depth) throw new PortolanError("JsonTooDeep", { limit: PAYLOAD_LIMITS.depth });
    if (isJsonObject(value)) {
      requireMembers(value, ["_sd"]);
      return revealMembers(value["_sd"], depth);
    }
    return value.flatMap((element) => {
      if (!isJsonObject(element)) return malformed("/disclosures", "free of elements in the clear");
      requireMembers(element, ["..."]);
      const field = open(element["..."], "array");
      return field === undefined ? [] : [reveal(field.value, depth + 1)];
    });
  };

  const payload = revealMembers(object["_sd"], 0);
  const unused = [...opened.keys()].findIndex((digest) => !seen.has(digest));
  if (unused >= 0) throw new PortolanError("DisclosureUnused", { index: unused });
  return { commitment: commitmentOfConcealed(canonicalJson(object)), payload, hidden };
}

/** A disclosure of an array has an object with a digest for each element, and one of an object a digest for each member. */
const DISCLOSURE_LIMITS: JsonLimits = {
  characters: PAYLOAD_LIMITS.characters + 64 * PAYLOAD_LIMITS.values,
  depth: PAYLOAD_LIMITS.depth,
  values: 2 * PAYLOAD_LIMITS.values + 8,
};

const DIGEST = /^[\w-]{43}$/;
const UTF8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

function readDocument(document: JsonValue): { object: JsonObject; disclosures: readonly JsonValue[] } {
  if (!isJsonObject(document) || document["disclosures"] === undefined) {
    return malformed("", "an object with the members object and disclosures");
  }
  requireMembers(document, ["object", "disclosures"]);
  const { object, disclosures } = document;
  if (!isJsonObject(object) || object["_sd_alg"] !== "sha-256") return malformed("/object", "concealed by sha-256");
  requireMembers(object, ["_sd", "_sd_alg"]);
  return { object, disclosures: readList(disclosures) };
}

/** A disclosed field; elements of arrays have no name. */
interface OpenedField {
  readonly name: string | undefined;
  readonly value: JsonValue;
}

/** The fields by the digests of their disclosures, in the given order. */
function openDisclosures(disclosures: readonly JsonValue[]): Map<string, OpenedField> {
  const opened = new Map<string, OpenedField>();
  disclosures.forEach((disclosure, index) => {
    const pointer = `/disclosures/${index}`;
    if (typeof disclosure !== "string") return malformed(pointer, "a text");
    const digest = disclosureDigest(disclosure);
    if (opened.has(digest)) throw new PortolanError("DisclosureDigestRepeated", { digest });
    const parts = parseJson(decodeBase64url(disclosure, pointer), DISCLOSURE_LIMITS);
    const [salt, ...field] = elementsOf(parts);
    const [name, value] = field.length === 1 ? [undefined, ...field] : field;
    if (typeof salt !== "string" || field.length > 2 || value === undefined) {
      return malformed(pointer, "a salt, a name for a member, and a value");
    }
    if (name !== undefined && typeof name !== "string") return malformed(pointer, "a salt, a name and a value");
    if (name !== undefined) requireFreeName(name);
    opened.set(digest, { name, value });
  });
  return opened;
}

function decodeBase64url(text: string, pointer: string): string {
  const bytes = fromBase64url(text);
  if (bytes === undefined) return malformed(pointer, "base64url without padding");
  try {
    return UTF8.decode(bytes);
  } catch {
    return malformed(pointer, "UTF-8 text");
  }
}

function readList(value: JsonValue | undefined): readonly JsonValue[] {
  if (value === undefined) return [];
  if (!isJsonArray(value)) return malformed("", "made of lists of digests and disclosures");
  if (value.length > PAYLOAD_LIMITS.values) {
    throw new PortolanError("JsonTooManyValues", { limit: PAYLOAD_LIMITS.values });
  }
  return value;
}

function requireMembers(object: JsonObject, allowed: readonly string[]): void {
  if (!Object.keys(object).every((name) => allowed.includes(name))) {
    malformed("", `limited to the members ${allowed.join(", ")} here`);
  }
}

function malformed(pointer: string, expected: string): never {
  throw new PortolanError("DisclosureMalformed", { pointer, expected });
}

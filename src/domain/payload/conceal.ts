import { canonicalJson } from "../encoding/canonical-json.ts";
import { disclosureDigest } from "./disclosure-digest.ts";
import { isJsonObject, type JsonObject, type JsonValue } from "../encoding/json.ts";
import { countPayloadFields, memberNames } from "./payload-fields.ts";
import { payloadSalts } from "./payload-salts.ts";

/** A payload with every field replaced by its digest, and the disclosures that open the digests. */
export interface Concealed {
  /** Canonical JSON of the object of digests: `{"_sd":[…],"_sd_alg":"sha-256"}`. */
  readonly object: string;
  /** The disclosure of each field, in the order of `payloadFields`. */
  readonly disclosures: readonly string[];
}

/**
 * Conceals a payload by the construction of SD-JWT (RFC 9901, 4.2), with recursive disclosures. Every member of every
 * object and every element of every array is one field, so that each can be shown and proved separately.
 *
 * A disclosure is base64url of canonical JSON: `[salt, name, value]` of a member, `[salt, value]` of an element, where
 * `value` is itself concealed. Its digest stands in the `_sd` list of its object, or as `{"...": digest}` at its place
 * in its array. The list is sorted, so that it hides the order of the members.
 *
 * A payload without members gets one decoy digest (RFC 9901, 4.2.5). Otherwise all such payloads would have the same
 * commitment, and none could be attributed to one author.
 *
 * @throws as `payloadFields`, `payloadSalts` and `canonicalJson`.
 */
export function conceal(payload: JsonObject, seed: Uint8Array): Concealed {
  const salt = payloadSalts(seed, Math.max(1, countPayloadFields(payload)));
  const disclosures: string[] = [];
  let fields = 0;

  const concealField = (name: string | undefined, value: JsonValue | undefined): string => {
    const field = fields++;
    const nameText = name === undefined ? "" : `${canonicalJson(name)},`;
    const text = `["${salt(field)}",${nameText}${concealValue(value)}]`;
    const disclosure = toBase64Url(text);
    disclosures[field] = disclosure;
    return disclosureDigest(disclosure);
  };
  const concealMembers = (object: JsonObject): string =>
    memberNames(object)
      .map((name) => concealField(name, object[name]))
      .sort()
      .join('","');
  const concealValue = (value: JsonValue | undefined): string => {
    if (typeof value !== "object" || value === null) return canonicalJson(value);
    if (!isJsonObject(value)) {
      return `[${Array.from(value, (element) => `{"...":"${concealField(undefined, element)}"}`).join(",")}]`;
    }
    const digests = concealMembers(value);
    return digests === "" ? "{}" : `{"_sd":["${digests}"]}`;
  };

  const digests = concealMembers(payload) || disclosureDigest(salt(0));
  return { object: `{"_sd":["${digests}"],"_sd_alg":"sha-256"}`, disclosures };
}

/** Holds the bytes of one disclosure at a time: a new buffer for each would cost as much as its digest. */
const scratch = Buffer.allocUnsafeSlow(4_096);

/** The base64url of the text in UTF-8. A UTF-16 code unit takes at most three bytes. */
function toBase64Url(text: string): string {
  if (text.length * 3 > scratch.length) return Buffer.from(text).toString("base64url");
  return scratch.toString("base64url", 0, scratch.write(text));
}

import { isJsonArray, isJsonObject, type JsonValue } from "../encoding/json.ts";
import { parseJson } from "../encoding/parse-json.ts";
import { PortolanError } from "../errors/portolan-error.ts";
import { disclosureDigest } from "./disclosure-digest.ts";
import { pathTo, type Disclosure } from "./disclosure.ts";

/**
 * Shows some of the fields that a disclosure shows, as `disclose` shows them of a whole payload.
 *
 * @param disclosure A verified disclosure.
 * @param pointers JSON Pointers (RFC 6901) of shown fields; `""` keeps all of them.
 * @throws PortolanError `DisclosureUnknownField` for a field that the disclosure does not show.
 */
export function narrowDisclosure({ object, disclosures }: Disclosure, pointers: readonly string[]): Disclosure {
  const fields = new Map(pointersOf({ object, disclosures }));
  const shown = new Set(["", ...fields.values()]);
  const unknown = pointers.find((pointer) => !shown.has(pointer));
  if (unknown !== undefined) throw new PortolanError("DisclosureUnknownField", { pointer: unknown });
  const asked = new Set(pointers);
  const around = new Set(pointers.flatMap(pathTo));
  const isShown = (field: string | undefined): boolean =>
    field !== undefined && (around.has(field) || pathTo(field).some((each) => asked.has(each)));
  return { object, disclosures: disclosures.filter((disclosure) => isShown(fields.get(disclosure))) };
}

/** The JSON Pointers of the fields that a verified disclosure shows. */
export function disclosedPointers(disclosure: Disclosure): string[] {
  return pointersOf(disclosure).map(([, pointer]) => pointer);
}

/** Each disclosure with the pointer of its field. An element of an array keeps its index in the whole array. */
function pointersOf({ object, disclosures }: Disclosure): [disclosure: string, pointer: string][] {
  const byDigest = new Map(disclosures.map((disclosure) => [disclosureDigest(disclosure), disclosure]));
  const found: [string, string][] = [];
  const open = (digest: JsonValue | undefined, around: string, index: number): void => {
    const disclosure = typeof digest === "string" ? byDigest.get(digest) : undefined;
    if (disclosure === undefined) return;
    const parts = parseJson(Buffer.from(disclosure, "base64url").toString("utf8"));
    if (!isJsonArray(parts)) return;
    const [, name, member] = parts;
    const isMember = parts.length === 3;
    const step = isMember ? String(name).replaceAll("~", "~0").replaceAll("/", "~1") : String(index);
    found.push([disclosure, `${around}/${step}`]);
    openWithin(isMember ? member : name, `${around}/${step}`);
  };
  const openWithin = (value: JsonValue | undefined, pointer: string): void => {
    if (isJsonArray(value)) {
      value.forEach((element, index) => open(isJsonObject(element) ? element["..."] : undefined, pointer, index));
    } else if (isJsonObject(value)) {
      const digests = value["_sd"];
      if (isJsonArray(digests)) digests.forEach((digest) => open(digest, pointer, 0));
    }
  };
  (object._sd ?? []).forEach((digest) => open(digest, "", 0));
  return found;
}

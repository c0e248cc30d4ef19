import { PortolanError } from "../errors/portolan-error.ts";
import { isJsonArray, isJsonObject, type JsonArray, type JsonObject, type JsonValue } from "../encoding/json.ts";
import { parseVerifierKey, type VerifierKey } from "./verifier-key.ts";

/** A witness that a policy names. */
export interface KnownWitness {
  readonly key: VerifierKey;
  /** The address from which its cosignatures are fetched; readers of files do not need it. */
  readonly url: string | undefined;
}

/** A group, satisfied by `threshold` of its members: names of witnesses, or of groups defined before it. */
export interface WitnessGroup {
  readonly name: string;
  readonly threshold: number;
  readonly members: readonly string[];
}

/** The rule that decides whose cosignatures make a checkpoint trusted. */
export interface WitnessPolicy {
  readonly witnesses: readonly KnownWitness[];
  readonly groups: readonly WitnessGroup[];
  /** The name of the group or witness that must be satisfied. */
  readonly quorum: string;
}

const MAX_WITNESSES = 64;
const MAX_GROUPS = 64;

/**
 * Reads a policy:
 *
 * ```json
 * { "witnesses": [{ "key": "name+id+base64", "url": "https://witness.example" }],
 *   "groups": [{ "name": "customs", "threshold": 1, "members": ["name"] }],
 *   "quorum": "customs" }
 * ```
 *
 * No key may stand twice, under whatever name: a cosignature does not bind the name, so that one witness could count as
 * two.
 *
 * @throws WitnessPolicyInvalid, VerifierKeyMalformed
 */
export function parseWitnessPolicy(value: JsonValue): WitnessPolicy {
  const { witnesses, groups, quorum } = membersOf(value, ["witnesses", "groups", "quorum"]);
  const policy = {
    witnesses: listOf(witnesses, "witnesses", MAX_WITNESSES).map(parseWitness),
    groups: listOf(groups ?? [], "groups", MAX_GROUPS).map(parseGroup),
    quorum: textOf(quorum, "quorum"),
  };
  requireNames(policy);
  return policy;
}

function parseWitness(value: JsonValue): KnownWitness {
  const { key, url } = membersOf(value, ["key", "url"]);
  return {
    key: parseVerifierKey(textOf(key, "key")),
    url: url === undefined ? undefined : parseUrl(textOf(url, "url")),
  };
}

function parseUrl(text: string): string {
  if (!/^https?:/.test(String(URL.parse(text)))) throw invalid("a url is not an HTTP address");
  return text;
}

function parseGroup(value: JsonValue): WitnessGroup {
  const { name, threshold, members } = membersOf(value, ["name", "threshold", "members"]);
  const names = listOf(members, "members", MAX_WITNESSES + MAX_GROUPS).map((member) => textOf(member, "member"));
  if (new Set(names).size !== names.length) throw invalid("a group has a member twice");
  if (!Number.isInteger(threshold) || Number(threshold) < 1 || Number(threshold) > names.length)
    throw invalid("a group's threshold is not a whole number from 1 to the number of its members");
  return { name: textOf(name, "name"), threshold: Number(threshold), members: names };
}

function requireNames({ witnesses, groups, quorum }: WitnessPolicy): void {
  if (new Set(witnesses.map(({ key }) => key.publicKey.join())).size !== witnesses.length)
    throw invalid("a key occurs twice");
  const known = new Set<string>();
  const define = (name: string): void => {
    if (known.has(name)) throw invalid(`the name ${name} occurs twice`);
    known.add(name);
  };
  for (const { key } of witnesses) define(key.name);
  for (const { name, members } of groups) {
    const stranger = members.find((member) => !known.has(member));
    if (stranger !== undefined) throw invalid(`the group ${name} names ${stranger}, which is not defined before it`);
    define(name);
  }
  if (!known.has(quorum)) throw invalid(`the quorum ${quorum} is neither a group nor a witness`);
}

function membersOf(value: JsonValue, names: readonly string[]): JsonObject {
  if (!isJsonObject(value)) throw invalid("an object is missing");
  const stranger = Object.keys(value).find((name) => !names.includes(name));
  if (stranger !== undefined) throw invalid(`the member ${stranger} is unknown`);
  return value;
}

function listOf(value: JsonValue | undefined, name: string, most: number): JsonArray {
  if (!isJsonArray(value) || value.length > most) throw invalid(`${name} is not a list of at most ${most}`);
  return value;
}

function textOf(value: JsonValue | undefined, name: string): string {
  if (typeof value !== "string" || value === "") throw invalid(`${name} is not a text`);
  return value;
}

function invalid(problem: string): PortolanError {
  return new PortolanError("WitnessPolicyInvalid", { problem });
}

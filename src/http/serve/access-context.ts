import type { IncomingHttpHeaders } from "node:http";
import type { ParticipantId } from "../../domain/entry.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { type AccessContext, NOT_STATED } from "../../domain/reads/access-record.ts";
import { PURPOSES } from "../../domain/cooperation/closed-lists.ts";

/** Most characters of a basis and of an officer's reference. */
const LONGEST = 200;

/** A member of a Dictionary of RFC 9651 whose value is a token, an integer, a String or a Display String. */
const MEMBER =
  /^([a-z*][a-z0-9_.*-]*)=(?:([A-Za-z*][\w!#$%&'*+.^`|~:/-]*)|(\d{1,15})|"((?:[\x20\x21\x23-\x5b\x5d-\x7e]|\\["\\])*)"|%"((?:[\x20\x21\x23\x24\x26-\x7e]|%[0-9a-f]{2})*)")/;

/** What separates two members. */
const COMMA = /^[ \t]*,[ \t]*/;

/**
 * Reads the field `Access-Context`, a Dictionary of RFC 9651 (Structured Field Values):
 * `purpose=investigation, basis="Article 46 UCC", officer="4711", for=12`. All members are optional.
 *
 * @throws PortolanError `RequestInvalid` for a field that is malformed, or has a member that is not known.
 */
export function readAccessContext(
  headers: IncomingHttpHeaders,
  isParticipant: (id: ParticipantId) => boolean,
): AccessContext {
  const field = headers["access-context"];
  if (field === undefined) return NOT_STATED;
  const members = readMembers(String(field));
  const text = (name: string) => {
    const value = members.get(name);
    if (value === undefined) return null;
    if (typeof value === "number" || value === "" || value.length > LONGEST)
      throw invalid(`${name} must be a text of 1 to ${LONGEST} characters`);
    return value;
  };
  for (const name of members.keys())
    if (!["purpose", "basis", "officer", "for"].includes(name)) throw invalid(`${name} is not known`);
  const stated = text("purpose");
  const purpose = stated === null ? null : PURPOSES.find((name) => name === stated);
  if (purpose === undefined) throw invalid(`purpose must be one of ${PURPOSES.join(", ")}`);
  const onBehalfOf = members.get("for") ?? null;
  if (onBehalfOf !== null && (typeof onBehalfOf === "string" || !isParticipant(onBehalfOf)))
    throw invalid("for must be the number of a participant");
  return { purpose, basis: text("basis"), officer: text("officer"), onBehalfOf };
}

function readMembers(field: string): Map<string, string | number> {
  const members = new Map<string, string | number>();
  let rest = field.trim();
  while (rest !== "") {
    const [whole, name, token, digits, quoted, display] = MEMBER.exec(rest) ?? [];
    if (whole === undefined || name === undefined) throw invalid("it must be a Dictionary of RFC 9651");
    members.set(name, digits === undefined ? textOf(token, quoted, display) : Number(digits));
    rest = rest.slice(whole.length);
    if (rest === "") break;
    const [comma] = COMMA.exec(rest) ?? [];
    if (comma === undefined || comma.length === rest.length) throw invalid("it must be a Dictionary of RFC 9651");
    rest = rest.slice(comma.length);
  }
  return members;
}

function textOf(token: string | undefined, quoted: string | undefined, display: string | undefined): string {
  if (token !== undefined) return token;
  if (quoted !== undefined) return quoted.replace(/\\(["\\])/g, "$1");
  try {
    return decodeURIComponent(display ?? "");
  } catch {
    throw invalid("a Display String must be UTF-8");
  }
}

function invalid(problem: string): PortolanError {
  return new PortolanError("RequestInvalid", { part: "header", problems: [`#/Access-Context: ${problem}`] });
}

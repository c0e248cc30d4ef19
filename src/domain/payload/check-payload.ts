import { PortolanError } from "../errors/portolan-error.ts";
import { parseInstant } from "../encoding/instant.ts";
import { isGeoUri } from "../places/geo-uri.ts";
import { isJsonObject, type JsonObject, type JsonValue } from "../encoding/json.ts";
import type { Kind } from "../rules/kind.ts";
import { requirePayloadObject } from "./payload-fields.ts";
import { keysOf } from "../keys-of.ts";
import { checkTermOf } from "./check-times.ts";
import { fitsField } from "./fits-field.ts";
import { HEARINGS, PORTOLAN_MEMBERS, type MemberRule } from "./portolan-members.ts";
import { HEARING_MEMBERS, REQUIRED_MEMBERS } from "./required-members.ts";

declare const CHECKED: unique symbol;

/** A payload whose members were checked. Only {@link checkMembers} makes one. */
export type CheckedPayload = JsonObject & { readonly [CHECKED]: true };

/**
 * Checks a payload for an entry of a kind: its members, and that the kind's required members are present.
 *
 * @throws as {@link checkMembers} and {@link requireMembers}.
 */
export function checkPayload(kind: Kind, payload: JsonValue): asserts payload is CheckedPayload {
  checkMembers(payload);
  requireMembers(kind, payload);
}

/**
 * Checks that the members required by the kind, and by what a Hear states, are present.
 *
 * @throws `PayloadMemberMissing` with the JSON Pointer of the member.
 */
export function requireMembers(kind: Kind, payload: CheckedPayload): void {
  const hearing = HEARINGS.find((name) => kind === "Hear" && name === payload["portolan:hearing"]);
  const required = [...(REQUIRED_MEMBERS[kind] ?? []), ...(hearing === undefined ? [] : HEARING_MEMBERS[hearing])];
  for (const { anyOf, reason } of required) {
    if (!anyOf.some((member) => payload[member] !== undefined)) {
      throw new PortolanError("PayloadMemberMissing", { kind, pointer: anyOf.map(pointerTo).join(" or "), reason });
    }
  }
}

/**
 * Checks the members that Portolan reads: its own members, the time of the event and points on Earth are valid where
 * present. Portolan does not check other members.
 *
 * @throws `PayloadMemberInvalid` with the JSON Pointer of the member; `PayloadTimesReversed`; `PayloadNotObject`.
 */
export function checkMembers(payload: JsonValue): asserts payload is CheckedPayload {
  requirePayloadObject(payload);
  for (const member of keysOf(PORTOLAN_MEMBERS)) {
    const rule: MemberRule = PORTOLAN_MEMBERS[member];
    const value = payload[member];
    if (value !== undefined && !fitsField(rule.accepted ?? rule.schema, value)) {
      throw invalid(pointerTo(member), rule.expected);
    }
  }
  if (payload["eventTime"] !== undefined && parseInstant(payload["eventTime"]) === undefined) {
    throw invalid("/eventTime", "a date and time with its zone (RFC 3339)");
  }
  checkTermOf(payload);
  for (const member of ["readPoint", "bizLocation"]) {
    const place = payload[member];
    const id = isJsonObject(place) ? place["id"] : undefined;
    if (typeof id === "string" && /^geo:/i.test(id) && !isGeoUri(id)) {
      throw invalid(`/${member}/id`, "a point on Earth (RFC 5870)");
    }
  }
}

function invalid(pointer: string, expected: string): PortolanError {
  return new PortolanError("PayloadMemberInvalid", { pointer, expected });
}

function pointerTo(member: string): string {
  return `/${member}`;
}

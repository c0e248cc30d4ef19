import { PortolanError } from "./errors/portolan-error.ts";
import { parseInstant } from "./instant.ts";
import { isJsonObject, type JsonObject, type JsonValue } from "./json.ts";
import type { Kind } from "./kind.ts";
import { PORTOLAN_MEMBERS, type MemberRule, type PortolanMember } from "./portolan-members.ts";
import { REQUIRED_MEMBERS } from "./required-members.ts";

/**
 * Checks what Portolan itself reads of a payload: that what the kind requires is there, and that our members and the
 * time of the event, where present, are what they should be. Whatever else a payload holds is its author's business.
 *
 * @throws `PayloadMemberMissing`, `PayloadMemberInvalid`, both with the JSON Pointer of the member; `PayloadNotObject`.
 */
export function checkPayload(kind: Kind, payload: JsonValue): asserts payload is JsonObject {
  if (!isJsonObject(payload))
    throw new PortolanError("PayloadNotObject", { found: JSON.stringify(payload).slice(0, 20) });
  for (const { anyOf, reason } of REQUIRED_MEMBERS[kind] ?? []) {
    if (!anyOf.some((member) => payload[member] !== undefined)) {
      throw new PortolanError("PayloadMemberMissing", { kind, pointer: anyOf.map(pointerTo).join(" or "), reason });
    }
  }
  for (const [member, rule] of Object.entries(PORTOLAN_MEMBERS) as [PortolanMember, MemberRule][]) {
    const value = payload[member];
    if (value !== undefined && !rule.accepts(value)) {
      throw new PortolanError("PayloadMemberInvalid", { pointer: pointerTo(member), expected: rule.expected });
    }
  }
  if (payload["eventTime"] !== undefined && parseInstant(payload["eventTime"]) === undefined) {
    const expected = "a date and time with its zone (RFC 3339)";
    throw new PortolanError("PayloadMemberInvalid", { pointer: "/eventTime", expected });
  }
}

function pointerTo(member: PortolanMember): string {
  return `/${member}`;
}

import { ZERO_BYTES32 } from "../entry.ts";
import type { MemberRecord } from "./member-record.ts";

/** Applies the pending change once its time has come. @param time Unix seconds. */
export function settleMember(member: MemberRecord, time: number): MemberRecord {
  const { pending } = member;
  if (pending === undefined || time < pending.effectiveAt) return member;
  return {
    ...member,
    endpoint: pending.endpoint === "" ? member.endpoint : pending.endpoint,
    recovery: pending.recovery === ZERO_BYTES32 ? member.recovery : pending.recovery,
    generation: member.generation + (pending.recovers ? 1 : 0),
    pending: undefined,
  };
}

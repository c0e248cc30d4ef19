import { ZERO_BYTES32 } from "../entry.ts";
import { type Refusal, refuse } from "../rules/refusal.ts";
import type { ChangeHash, DirectoryEvent, KeyEnd, Publication } from "./directory-event.ts";
import { encryptionKeyId } from "./encryption-key-id.ts";
import { intervalOf, type MemberRecord } from "./member-record.ts";
import { checkPublicationShape } from "./publication-shape.ts";
import { settleMember } from "./settle-member.ts";

/**
 * A participant's record after an event of the directory, by the rules of the contract's library `MemberRules`. The
 * caller checks the signature and the standing of the signer, and that `effectiveAt` follows the delay.
 *
 * @param time of the event's block, Unix seconds.
 * @returns the reason of the contract when it would refuse the change.
 */
export function memberAfter(before: MemberRecord, event: DirectoryEvent, time: number): MemberRecord | Refusal {
  const member = settleMember(before, time);
  switch (event.event) {
    case "MemberPublished":
      return published(member, event, time);
    case "MemberRecovered":
      return recovered(member, event, time);
    case "EncryptionKeyEnded":
      return keyEnded(member, event, time);
    case "MemberChangeStopped":
      return stopped(member, event.change);
  }
}

interface Announcement {
  readonly change: ChangeHash;
  readonly publication: Publication;
  readonly effectiveAt: number;
}

function published(member: MemberRecord, announced: Announcement, time: number): MemberRecord | Refusal {
  const { participant, pending } = member;
  const { publication } = announced;
  const refusal = checkPublicationShape(publication) ?? checkPrevious(member, publication);
  if (refusal) return refusal;
  const given = givenParts(publication);
  if (member.head === ZERO_BYTES32 ? given.includes(false) : !given.includes(true))
    return refuse("MemberDirectoryIncomplete", { participant });
  if (pending) {
    const { change, effectiveAt } = pending;
    return refuse("MemberDirectoryChangePending", { participant, change, effectiveAt });
  }
  return awaiting(member, announced, time, false);
}

function recovered(before: MemberRecord, announced: Announcement, time: number): MemberRecord | Refusal {
  const { publication } = announced;
  const { participant, recovery } = publication;
  const member = withoutPending(before);
  const refusal = checkPublicationShape(publication) ?? checkPrevious(member, publication);
  if (refusal) return refusal;
  if (givenParts(publication).includes(false)) return refuse("MemberDirectoryIncomplete", { participant });
  if (recovery === member.recovery) return refuse("MemberDirectoryRecoveryReused", { participant, recovery });
  const ended = { ...member, generationEnds: [...member.generationEnds, announced.effectiveAt] };
  return awaiting(ended, announced, time, true);
}

function keyEnded(
  member: MemberRecord,
  { change, end }: { readonly change: ChangeHash; readonly end: KeyEnd },
  time: number,
): MemberRecord | Refusal {
  const { participant, keys, pending } = member;
  const refusal = checkPrevious(member, end);
  if (refusal) return refusal;
  const known = keys.find(({ id }) => id === end.key);
  if (known === undefined || known.id === pending?.key)
    return refuse("MemberDirectoryUnknownKey", { participant, key: end.key });
  const { validUntil } = intervalOf(member, known);
  if (validUntil <= time) return refuse("MemberDirectoryKeyAlreadyEnded", { key: end.key, validUntil });
  return { ...member, head: change, keys: keys.map((key) => (key === known ? { ...key, validUntil: time } : key)) };
}

function stopped(member: MemberRecord, change: ChangeHash): MemberRecord | Refusal {
  const { participant, pending } = member;
  if (pending === undefined || pending.change !== change)
    return refuse("MemberDirectoryNotPending", { participant, change });
  return withoutPending(member);
}

function awaiting(
  member: MemberRecord,
  { change, publication, effectiveAt }: Announcement,
  time: number,
  recovers: boolean,
): MemberRecord | Refusal {
  const { participant, endpoint, recovery, suite, key, validUntil } = publication;
  const id = suite === 0 ? ZERO_BYTES32 : encryptionKeyId(suite, key);
  const pending = { change, effectiveAt, recovers, endpoint, recovery, key: id };
  const next = settleMember({ ...member, head: change, pending }, time);
  if (suite === 0) return next;
  if (member.keys.some((known) => known.id === id)) return refuse("MemberDirectoryKeyTaken", { participant, key: id });
  const validFrom = Math.max(publication.validFrom, effectiveAt);
  if (validUntil <= validFrom) return refuse("MemberDirectoryInvalidInterval", { key: id, validFrom, validUntil });
  const generation = member.generation + (recovers ? 1 : 0);
  return { ...next, keys: [...member.keys, { id, suite, key, generation, validFrom, validUntil }] };
}

/** The record as it was before the pending change, except the head. */
function withoutPending(member: MemberRecord): MemberRecord {
  const { pending, keys, generation, generationEnds } = member;
  return {
    ...member,
    keys: keys.filter(({ id }) => id !== pending?.key),
    generationEnds: generationEnds.slice(0, generation),
    pending: undefined,
  };
}

function checkPrevious(
  { head, participant }: MemberRecord,
  { previous }: Pick<Publication, "previous">,
): Refusal | undefined {
  return previous === head ? undefined : refuse("MemberDirectoryStale", { participant, previous, head });
}

/** Whether the endpoint, the recovery digest and the key are given. */
function givenParts({ endpoint, recovery, suite }: Publication): boolean[] {
  return [endpoint !== "", recovery !== ZERO_BYTES32, suite !== 0];
}

import type { Member, MemberChange, MemberKey, MemberSummary } from "../../api/member.ts";
import type { Page, PageRequest } from "../../api/page.ts";
import { changeStates, effectOf } from "../../domain/directory/change-state.ts";
import type { DirectoryEvent } from "../../domain/directory/directory-event.ts";
import { encryptionKeyId } from "../../domain/directory/encryption-key-id.ts";
import type { FollowedChange } from "../../domain/directory/followed-change.ts";
import { memberAt, type ReadAt } from "../../domain/directory/member-at.ts";
import { intervalOf, type MemberRecord } from "../../domain/directory/member-record.ts";
import { type Hex, type ParticipantId, ZERO_BYTES32 } from "../../domain/entry.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { readCheckpoint } from "../../store/chain/checkpoint.ts";
import { readMemberChanges, readMemberIds } from "../../store/chain/member-changes.ts";
import { readPinnedDirectory } from "../../store/chain/pinned-directory.ts";
import { readPage } from "./page.ts";
import { referenceTo } from "./participants.ts";
import type { ReadContext } from "./read-context.ts";

/**
 * Reads the members of the directory, by participant.
 *
 * @throws PortolanError `PageLimitInvalid`, `CursorInvalid`.
 */
export async function listMembers(
  context: ReadContext,
  request: PageRequest,
): Promise<Page<MemberSummary> & { readonly directory: Hex | null }> {
  const { db } = context;
  const at = await readAt(context);
  const page = await readPage(
    db,
    { name: "members", key: "number" },
    request,
    async (after, limit) => [...(await readMemberChanges(db, await readMemberIds(db, after ?? 0, limit)))],
    ([participant]) => participant,
    ([participant, changes]) => viewMember(context, participant, changes, at),
  );
  return { ...page, directory: (await readPinnedDirectory(db)) ?? null };
}

/** Reads one member with its history, oldest first. @throws ConsortiumUnknownParticipant */
export async function readMember(context: ReadContext, participant: ParticipantId): Promise<Member> {
  const { db, directory } = context;
  if (directory.get(participant) === undefined)
    throw new PortolanError("ConsortiumUnknownParticipant", { participant });
  const changes = (await readMemberChanges(db, [participant])).get(participant) ?? [];
  const at = await readAt(context);
  const stateOf = changeStates(changes, at.time);
  return {
    ...viewMember(context, participant, changes, at),
    directory: (await readPinnedDirectory(db)) ?? null,
    history: changes.map((change) => viewChange(change, stateOf(change))),
  };
}

/** The last followed block. Its time passes on without new blocks, so that a pending change takes effect. */
async function readAt({ db, now }: ReadContext): Promise<ReadAt> {
  const { block, timestamp } = (await readCheckpoint(db)) ?? { block: 0, timestamp: 0 };
  return { block, time: Math.max(timestamp, now()) };
}

function viewMember(
  { directory }: ReadContext,
  participant: ParticipantId,
  changes: readonly FollowedChange[],
  at: ReadAt,
): MemberSummary {
  const record = memberAt(participant, changes, at);
  return {
    participant: referenceTo(directory, participant),
    endpoint: record.endpoint === "" ? null : record.endpoint,
    keys: [...keysOf(record, at.time), ...stoppedKeys(record, changes, at.time)],
    recovery: orNull(record.recovery),
    head: orNull(record.head),
  };
}

function keysOf(record: MemberRecord, time: number): MemberKey[] {
  return record.keys.map((announced) => {
    const { id, suite, key } = announced;
    const { validFrom, validUntil } = intervalOf(record, announced);
    const state = time >= validUntil ? "ended" : time < validFrom ? "pending" : "valid";
    return { id, suite, key, state, validFrom, validUntil };
  });
}

/** The keys of stopped changes that no later change announced again. */
function stoppedKeys({ keys }: MemberRecord, changes: readonly FollowedChange[], time: number): MemberKey[] {
  const stateOf = changeStates(changes, time);
  const known = new Set(keys.map(({ id }) => id));
  return changes.flatMap((change): MemberKey[] => {
    const { event } = change;
    if (!("publication" in event) || event.publication.suite === 0 || stateOf(change) !== "stopped") return [];
    const { suite, key, validFrom, validUntil } = event.publication;
    const id = encryptionKeyId(suite, key);
    if (known.has(id)) return [];
    known.add(id);
    return [{ id, suite, key, state: "stopped", validFrom: Math.max(validFrom, event.effectiveAt), validUntil }];
  });
}

function viewChange(followed: FollowedChange, state: MemberChange["state"]): MemberChange {
  const { event, block, recordedAt, transactionHash } = followed;
  const { event: name, change } = event;
  const placed = { block, recordedAt, transactionHash };
  return { event: name, change, state, effectiveAt: effectOf(followed), ...announcedBy(event), ...placed };
}

function announcedBy(event: DirectoryEvent): Pick<MemberChange, "endpoint" | "key" | "recovery"> {
  if ("end" in event) return { endpoint: null, key: event.end.key, recovery: null };
  if (!("publication" in event)) return { endpoint: null, key: null, recovery: null };
  const { endpoint, suite, key, recovery } = event.publication;
  return {
    endpoint: endpoint === "" ? null : endpoint,
    key: suite === 0 ? null : encryptionKeyId(suite, key),
    recovery: orNull(recovery),
  };
}

function orNull(digest: Hex): Hex | null {
  return digest === ZERO_BYTES32 ? null : digest;
}

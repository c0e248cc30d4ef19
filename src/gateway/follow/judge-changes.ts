import type { ChangeHash } from "../../domain/directory/directory-event.ts";
import type { FollowedChange } from "../../domain/directory/followed-change.ts";
import { memberAfter } from "../../domain/directory/member-after.ts";
import { blankRecord, type MemberRecord } from "../../domain/directory/member-record.ts";
import type { Hex, ParticipantId } from "../../domain/entry.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import type { Placement } from "../../domain/followed.ts";
import { Refusal } from "../../domain/rules/refusal.ts";
import type { SignedChange } from "../../ledger/change-typed-data.ts";
import type { DirectoryLog } from "../../ledger/directory-log.ts";
import { signedChangeOf } from "../../ledger/signed-change-of.ts";

/** Hashes a change for one directory, as `changeHash` does. */
export type ChangeHasher = (change: SignedChange) => ChangeHash;

/** A directory of members to follow. */
export interface FollowedDirectory {
  /** Address of the MemberDirectory, lower-case. */
  readonly address: Hex;
  readonly hashChange: ChangeHasher;
}

/**
 * Replays changes of the directory of members by its rules. It computes the digest of each change, and checks that the
 * change follows the participant's last one. It leaves signatures to the audit, as for entries.
 */
export class ChangeJudge {
  readonly #members: Map<ParticipantId, MemberRecord>;
  readonly #hashChange: ChangeHasher | undefined;
  readonly #changes: FollowedChange[] = [];

  /** @param known records of the participants that the changes concern, before these changes. */
  constructor(known: ReadonlyMap<ParticipantId, MemberRecord>, hashChange: ChangeHasher | undefined) {
    this.#members = new Map(known);
    this.#hashChange = hashChange;
  }

  /** The accepted changes, in the order of the chain. */
  get changes(): readonly FollowedChange[] {
    return this.#changes;
  }

  /** @throws DirectoryRuleBroken for a change that the contract cannot have accepted. */
  take({ signature, position, ...event }: DirectoryLog, placement: Placement): void {
    const { participant, change } = event;
    const broken = (problem: string) =>
      new PortolanError("DirectoryRuleBroken", { block: position.blockNumber, change, problem });
    if (event.event !== "MemberChangeStopped") {
      const signed = signedChangeOf(event);
      if (this.#hashChange?.(signed) !== change) throw broken("its digest does not match its fields");
      if (signed.message.participant !== participant) throw broken("it is about another participant");
    }
    const before = this.#members.get(participant) ?? blankRecord(participant);
    const after = memberAfter(before, event, placement.recordedAt);
    if (after instanceof Refusal) throw broken(after.toError().message);
    this.#members.set(participant, after);
    this.#changes.push({ ...placement, event, signature });
  }
}

import { memberAfter } from "../../domain/directory/member-after.ts";
import { blankRecord, type MemberRecord } from "../../domain/directory/member-record.ts";
import { recoveryDigestOf } from "../../domain/directory/recovery-digest.ts";
import { settleMember } from "../../domain/directory/settle-member.ts";
import type { ParticipantId } from "../../domain/entry.ts";
import { Refusal } from "../../domain/rules/refusal.ts";
import { signedChangeOf } from "../../ledger/signed-change-of.ts";
import type { Fault, FaultCode } from "./fault.ts";
import type { InspectedBlock, InspectedChange } from "./inspected-block.ts";
import type { Registry } from "./registry.ts";
import type { WalletInquiry } from "./wallet-inquiry.ts";

/** The part of a replay on which changes of the directory depend. */
interface ChangeState {
  readonly registry: Registry;
  readonly members: Map<ParticipantId, MemberRecord>;
}

/**
 * Judges each change of the directory of members by the rules of the contract. It follows only a possible change: the
 * comparison of the storage shows what an impossible one did.
 */
export class ChangeAudit {
  readonly #state: ChangeState;
  readonly #wallets: WalletInquiry;
  readonly #report: (fault: Fault) => void;

  constructor(state: ChangeState, wallets: WalletInquiry, report: (fault: Fault) => void) {
    this.#state = state;
    this.#wallets = wallets;
    this.#report = report;
  }

  async judge(event: InspectedChange, block: InspectedBlock): Promise<void> {
    const { participant, change, hash } = event;
    const { registry, members } = this.#state;
    const time = block.timestamp;
    const subject = `participant ${participant}`;
    const say = (code: FaultCode, expected: string, found: string) =>
      this.#report({ code, block: block.number, entry: null, subject, expected, found });
    const impossible = (expected: string) => say("DirectoryEventImpossible", expected, event.event);

    const before = settleMember(members.get(participant) ?? blankRecord(participant), time);
    if (hash !== change) impossible(`the digest ${hash}`);
    if (event.event !== "MemberChangeStopped") {
      if (signedChangeOf(event).message.participant !== participant) impossible("a change of this participant");
      if (registry.rolesOf(participant) === 0) impossible("an active participant");
      const unsigned = await this.#signatureFault(event, before, block);
      if (unsigned !== undefined) say(...unsigned);
    }
    const after = memberAfter(before, event, time);
    if (after instanceof Refusal) impossible(after.toError().message);
    else members.set(participant, after);
  }

  async #signatureFault(
    { event, participant, hash, signer }: InspectedChange,
    { recovery }: MemberRecord,
    { number, timestamp }: InspectedBlock,
  ): Promise<[FaultCode, string, string] | undefined> {
    const { registry } = this.#state;
    const recovers = event === "MemberRecovered";
    const expected = `a signature by a ${recovers ? "recovery" : "ledger"} key of participant ${participant}`;
    if (signer.by === "nobody") return ["SignatureInvalid", expected, "an invalid signature"];
    const isAuthorised = recovers
      ? recoveryDigestOf(signer.key) === recovery && !registry.isRegistered(signer.key)
      : registry.isAuthorised(participant, signer.key, timestamp);
    if (!isAuthorised) return ["KeyNotAuthorised", expected, `one by ${registry.describeKey(signer.key)}`];
    if (signer.by === "account" || (await this.#wallets.confirms(signer, hash, number)) !== false) return undefined;
    return ["WalletDenies", expected, `one that the wallet ${signer.key} does not confirm`];
  }
}

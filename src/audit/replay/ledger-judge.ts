import type { CooperationState } from "../../domain/cooperation/cooperation-state.ts";
import type { MemberRecord } from "../../domain/directory/member-record.ts";
import type { Entry, ParticipantId } from "../../domain/entry.ts";
import { checkNotOfFuture } from "../../domain/rules/clock-drift.ts";
import { checkShape } from "../../domain/rules/entry-shape.ts";
import { KINDS } from "../../domain/rules/kind.ts";
import type { LedgerState } from "../../domain/rules/ledger-state.ts";
import { type Refusal, refuse } from "../../domain/rules/refusal.ts";
import type { ConsortiumEvent } from "../../ledger/consortium-log.ts";
import { revertToRefusal } from "../../ledger/revert-to-error.ts";
import { ActAudit } from "./act-audit.ts";
import { ChangeAudit } from "./change-audit.ts";
import type { DigestSet } from "./digest-set.ts";
import { authorshipDigest } from "./entry-digests.ts";
import type { Fault, FaultCode } from "./fault.ts";
import type { InspectedBlock, InspectedEvent, InspectedRecord, InspectedRefusal } from "./inspected-block.ts";
import type { Registry } from "./registry.ts";
import {
  expectedRefusal,
  refusalFault,
  refusalOfSignature,
  ruleFault,
  type RuleCodes,
  signatureFault,
  type SignatureRefusals,
} from "./statement-checks.ts";
import type { WalletInquiry } from "./wallet-inquiry.ts";

/** Mutable state of a replay. */
export interface JudgedState {
  readonly registry: Registry;
  readonly ledger: LedgerState;
  readonly cooperation: CooperationState;
  /** Records in the directory of members as the contract stores them: a change that took effect may still be pending. */
  readonly members: Map<ParticipantId, MemberRecord>;
  /** Digests of {@link authorshipDigest} of all judged entries. */
  readonly authorships: DigestSet;
}

const RULES: RuleCodes = {
  statement: "an entry",
  stale: "ShipmentLedgerStale",
  future: "ShipmentLedgerOccurredInFuture",
  notActive: "ShipmentLedgerParticipantNotActive",
  malformed: [
    "ShipmentLedgerUnknownKind",
    "ShipmentLedgerCounterpartyMismatch",
    "ShipmentLedgerCounterpartyIsAuthor",
    "ShipmentLedgerReferenceMismatch",
  ],
};

const REFUSALS: SignatureRefusals = {
  invalid: (entry, author) => refuse("ShipmentLedgerInvalidSignature", { entry, author }),
  notAuthorised: (entry, author, key) => refuse("ShipmentLedgerKeyNotAuthorised", { entry, author, key }),
};

/**
 * Judges each event by the rules of the contracts, in the order of the chain, on the state after the earlier events. It
 * also follows a recorded entry with a fault, so that one fault does not cause a hundred.
 */
export class LedgerJudge {
  readonly #state: JudgedState;
  readonly #wallets: WalletInquiry;
  readonly #report: (fault: Fault) => void;
  readonly #changes: ChangeAudit;
  readonly #acts: ActAudit;

  constructor(state: JudgedState, wallets: WalletInquiry, report: (fault: Fault) => void) {
    this.#state = state;
    this.#wallets = wallets;
    this.#report = report;
    this.#changes = new ChangeAudit(state, wallets, report);
    this.#acts = new ActAudit(state, wallets, report);
  }

  async judge(event: InspectedEvent, block: InspectedBlock): Promise<void> {
    switch (event.event) {
      case "EntryRecorded":
        return this.#recorded(event, block);
      case "EntryRefused":
        return this.#refused(event, block);
      case "ActRecorded":
      case "ActRefused":
        return this.#acts.judge(event, block);
      case "MemberPublished":
      case "MemberRecovered":
      case "EncryptionKeyEnded":
      case "MemberChangeStopped":
        return this.#changes.judge(event, block);
      default:
        return this.#registered(event, block);
    }
  }

  #registered(event: ConsortiumEvent, { number, timestamp }: InspectedBlock): void {
    const impossible = this.#state.registry.apply(event, timestamp);
    if (impossible === undefined) return;
    const subject = `participant ${event.participant}`;
    const code = "RegistryEventImpossible";
    this.#report({ code, block: number, entry: null, subject, expected: impossible, found: event.event });
  }

  async #recorded(event: InspectedRecord, block: InspectedBlock): Promise<void> {
    const { entry, hash, sequence } = event;
    const { shipment } = entry;
    const { ledger, registry, authorships } = this.#state;
    const say = (code: FaultCode, expected: string, found: string) =>
      this.#report({ code, block: block.number, entry: hash, subject: shipment, expected, found });

    const statement = { ...event, author: entry.author };
    const unsigned = await refusalOfSignature(statement, block, REFUSALS, registry, this.#wallets);
    if (unsigned !== undefined && unsigned !== "unverified")
      say(...signatureFault(statement, unsigned, REFUSALS, registry));
    const before = ledger.shipment(shipment);
    const refusal =
      refusalOfForm(entry, block.timestamp) ?? ledger.apply(entry, hash, registry.momentAt(block.timestamp));
    if (refusal !== undefined) {
      say(...ruleFault(entry, refusal, before.head, RULES));
      ledger.shipments.set(shipment, { ...before, head: hash, custody: { ...before.custody, sequence } });
    } else if (sequence !== before.custody.sequence + 1)
      say("SequenceWrong", String(before.custody.sequence + 1), String(sequence));
    if (entry.kind === KINDS.Correct && !authorships.has(authorshipDigest(shipment, entry.author, entry.refersTo)))
      say("CorrectedEntryUnknown", `an entry of participant ${entry.author} on this shipment`, entry.refersTo);
    authorships.add(event.authorship);
  }

  /** Repeats the checks in the order of the contract, whose reason is the first failure. */
  async #refused(event: InspectedRefusal, block: InspectedBlock): Promise<void> {
    const { entry, hash, reason } = event;
    const { ledger, registry } = this.#state;
    const given = revertToRefusal(reason);
    const ruled = ledger.judge(entry, registry.momentAt(block.timestamp));
    const form = refusalOfForm(entry, block.timestamp);
    const isStale = ruled?.code === RULES.stale;
    const statement = { ...event, author: entry.author, form, ruled, isStale };
    const parts = { registry, wallets: this.#wallets };
    const expected = await expectedRefusal(statement, given, block, REFUSALS, parts);
    const fault = expected === "unknowable" ? undefined : refusalFault(expected, given, reason);
    if (fault === undefined) return;
    const [code, wanted, found] = fault;
    this.#report({ code, block: block.number, entry: hash, subject: entry.shipment, expected: wanted, found });
  }
}

/** Checks an entry independently of the ledger's state. @param time of the block, Unix seconds. */
function refusalOfForm(entry: Entry, time: number): Refusal | undefined {
  return checkShape(entry) ?? checkNotOfFuture(entry, time);
}

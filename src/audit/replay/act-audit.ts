import { checkActForm } from "../../domain/cooperation/check-act-form.ts";
import type { CooperationState } from "../../domain/cooperation/cooperation-state.ts";
import { refuse } from "../../domain/rules/refusal.ts";
import { revertToRefusal } from "../../ledger/revert-to-error.ts";
import type { Fault, FaultCode } from "./fault.ts";
import type { InspectedAct, InspectedActRecord, InspectedActRefusal, InspectedBlock } from "./inspected-block.ts";
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

/** The part of a replay on which acts depend. */
interface ActState {
  readonly registry: Registry;
  readonly cooperation: CooperationState;
}

const RULES: RuleCodes = {
  statement: "an act",
  stale: "CooperationLedgerStale",
  future: "CooperationLedgerOccurredInFuture",
  notActive: "CooperationLedgerParticipantNotActive",
  malformed: [
    "CooperationLedgerUnknownKind",
    "CooperationLedgerFieldMismatch",
    "CooperationLedgerUnknownCode",
    "CooperationLedgerCounterpartyIsAuthor",
  ],
};

const REFUSALS: SignatureRefusals = {
  invalid: (act, author) => refuse("CooperationLedgerInvalidSignature", { act, author }),
  notAuthorised: (act, author, key) => refuse("CooperationLedgerKeyNotAuthorised", { act, author, key }),
};

/**
 * Judges each act by the rules of the ledger of cooperation, on the state after the earlier acts. It also follows a
 * recorded act with a fault, so that one fault does not cause a hundred.
 */
export class ActAudit {
  readonly #state: ActState;
  readonly #wallets: WalletInquiry;
  readonly #report: (fault: Fault) => void;

  constructor(state: ActState, wallets: WalletInquiry, report: (fault: Fault) => void) {
    this.#state = state;
    this.#wallets = wallets;
    this.#report = report;
  }

  judge(event: InspectedAct, block: InspectedBlock): Promise<void> {
    return event.event === "ActRecorded" ? this.#recorded(event, block) : this.#refused(event, block);
  }

  async #recorded(event: InspectedActRecord, block: InspectedBlock): Promise<void> {
    const { act, hash, sequence } = event;
    const { cooperation, registry } = this.#state;
    const say = (code: FaultCode, expected: string, found: string) => this.#say(event, block, code, expected, found);

    const statement = { ...event, author: act.author };
    const unsigned = await refusalOfSignature(statement, block, REFUSALS, registry, this.#wallets);
    if (unsigned !== undefined && unsigned !== "unverified")
      say(...signatureFault(statement, unsigned, REFUSALS, registry));
    const before = cooperation.record(act.matter);
    const refusal =
      checkActForm(act, block.timestamp) ??
      cooperation.apply(act, hash, this.#state.registry.momentAt(block.timestamp));
    if (refusal !== undefined) {
      say(...ruleFault(act, refusal, before.head, RULES));
      cooperation.matters.set(act.matter, { ...before, head: hash, matter: { ...before.matter, sequence } });
    } else if (sequence !== before.matter.sequence + 1)
      say("SequenceWrong", String(before.matter.sequence + 1), String(sequence));
  }

  async #refused(event: InspectedActRefusal, block: InspectedBlock): Promise<void> {
    const { act, reason } = event;
    const { cooperation, registry } = this.#state;
    const given = revertToRefusal(reason);
    const ruled = cooperation.judge(act, this.#state.registry.momentAt(block.timestamp));
    const statement = {
      ...event,
      author: act.author,
      form: checkActForm(act, block.timestamp),
      ruled,
      isStale: ruled?.code === RULES.stale,
    };
    const parts = { registry, wallets: this.#wallets };
    const expected = await expectedRefusal(statement, given, block, REFUSALS, parts);
    const fault = expected === "unknowable" ? undefined : refusalFault(expected, given, reason);
    if (fault !== undefined) this.#say(event, block, ...fault);
  }

  #say({ act, hash }: InspectedAct, block: InspectedBlock, code: FaultCode, expected: string, found: string): void {
    this.#report({ code, block: block.number, entry: hash, subject: `matter ${act.matter}`, expected, found });
  }
}

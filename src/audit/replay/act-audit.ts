import type { Act } from "../../domain/cooperation/act.ts";
import { checkActShape } from "../../domain/cooperation/act-shape.ts";
import type { CooperationState } from "../../domain/cooperation/cooperation-state.ts";
import type { EntryHash } from "../../domain/entry.ts";
import { CLOCK_DRIFT } from "../../domain/rules/clock-drift.ts";
import { type Refusal, refuse } from "../../domain/rules/refusal.ts";
import { revertToRefusal } from "../../ledger/revert-to-error.ts";
import type { Fault, FaultCode } from "./fault.ts";
import type { InspectedAct, InspectedActRecord, InspectedActRefusal, InspectedBlock } from "./inspected-block.ts";
import type { Registry } from "./registry.ts";
import {
  expectedRefusal,
  refusalFault,
  refusalOfSignature,
  signatureFault,
  type SignatureRefusals,
} from "./statement-checks.ts";
import type { WalletInquiry } from "./wallet-inquiry.ts";

/** The part of a replay on which acts depend. */
interface ActState {
  readonly registry: Registry;
  readonly cooperation: CooperationState;
}

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
      refusalOfForm(act, block.timestamp) ??
      cooperation.apply(act, hash, this.#state.registry.momentAt(block.timestamp));
    if (refusal !== undefined) {
      say(...actFault(act, refusal, before.head));
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
      form: refusalOfForm(act, block.timestamp),
      ruled,
      isStale: ruled?.code === "CooperationLedgerStale",
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

/** Checks an act independently of the ledger's state. @param time of the block, Unix seconds. */
function refusalOfForm(act: Act, time: number): Refusal | undefined {
  const limit = time + CLOCK_DRIFT;
  const { matter, occurredAt } = act;
  return (
    checkActShape(act) ??
    (occurredAt > limit ? refuse("CooperationLedgerOccurredInFuture", { matter, occurredAt, limit }) : undefined)
  );
}

function actFault(act: Act, refusal: Refusal, head: EntryHash): [FaultCode, string, string] {
  const found = refusal.toError().message;
  switch (refusal.code) {
    case "CooperationLedgerStale":
      return ["EntryNotChained", head, act.previous];
    case "CooperationLedgerOccurredInFuture":
      return ["EntryFromFuture", `at most ${String(refusal.facts["limit"])}`, String(act.occurredAt)];
    case "CooperationLedgerUnknownKind":
    case "CooperationLedgerFieldMismatch":
    case "CooperationLedgerUnknownCode":
    case "CooperationLedgerCounterpartyIsAuthor":
      return ["EntryMalformed", "an act with the fields that its kind requires", found];
    case "CooperationLedgerParticipantNotActive":
      if (refusal.facts["participant"] === act.author) return ["AuthorNotActive", "an active participant", found];
      return ["RuleBroken", "an act that the rules allow", found];
    default:
      return ["RuleBroken", "an act that the rules allow", found];
  }
}

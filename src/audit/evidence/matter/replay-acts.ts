import { ACT_KINDS } from "../../../domain/cooperation/act-kind.ts";
import type { Act, MatterId } from "../../../domain/cooperation/act.ts";
import { checkActForm } from "../../../domain/cooperation/check-act-form.ts";
import { codeOf, ENDINGS } from "../../../domain/cooperation/closed-lists.ts";
import { CooperationState } from "../../../domain/cooperation/cooperation-state.ts";
import type { Item } from "../../../domain/cooperation/item.ts";
import type { Matter } from "../../../domain/cooperation/matter.ts";
import { CONCLUDED } from "../../../domain/cooperation/matter-state.ts";
import { type EntryHash, ZERO_BYTES32 } from "../../../domain/entry.ts";
import { itemAt } from "../../../domain/item-at.ts";
import { keysOf } from "../../../domain/keys-of.ts";
import { type Moment, momentOf } from "../../../domain/rules/moment.ts";
import type { Refusal } from "../../../domain/rules/refusal.ts";
import { roleBits, ROLE_NAMES } from "../../../domain/rules/role.ts";
import { contradicted } from "../contradicted.ts";
import type { ProvenMatterState } from "./prove-matter-state.ts";

const ALL_ROLES = roleBits(ROLE_NAMES);
const SUPERSEDED = codeOf(ENDINGS, "superseded");

/** What one act changed, by the rules. */
export interface ReplayedAct {
  readonly before: Matter;
  readonly after: Matter;
  /** The handover or seal that the act opens or is about, with the hash of the act that opened it. */
  readonly item: { readonly hash: EntryHash; readonly after: Item } | undefined;
}

/** Result of the replay. */
export interface Replayed {
  readonly acts: readonly ReplayedAct[];
  readonly state: CooperationState;
  /**
   * Acts that need roles or a jurisdiction which their parties no longer have. The contract judged them by those of their
   * time.
   */
  readonly otherRoles: readonly EntryHash[];
}

/**
 * Replays the acts of a file under the rules of the ledger of cooperation, in the order of the chain, and requires that they
 * lead to exactly what the contract stores. An agreement that another matter superseded ends at the time that the contract
 * stores, because the file has no act of that other matter.
 *
 * @param times Unix seconds of the block of each act, by its place.
 * @throws EvidenceContradicted for an act that the contract cannot have recorded, and for another result.
 */
export function replayActs(
  acts: readonly Act[],
  hashes: readonly EntryHash[],
  times: readonly number[],
  proven: ProvenMatterState,
): Replayed {
  const state = new CooperationState();
  const endings = new Map<MatterId, Matter>();
  for (const [id, { matter }] of proven.records) if (isSuperseded(matter)) endings.set(id, matter);
  for (const [id, matter] of proven.replaced) {
    if (isSuperseded(matter)) endings.set(id, matter);
    const then: Matter = isSuperseded(matter) ? { ...matter, state: "InForce", endsAt: 0 } : matter;
    state.matters.set(id, { head: ZERO_BYTES32, matter: then, basis: ZERO_BYTES32, terms: ZERO_BYTES32 });
  }
  for (const seat of proven.seats) if (proven.replaced.has(seat.matter)) state.setSeat(seat);

  const otherRoles: EntryHash[] = [];
  const replayed = acts.map((act, index): ReplayedAct => {
    const hash = itemAt(hashes, index);
    const time = itemAt(times, index);
    if (!proven.records.has(act.matter)) throw contradicted(`act ${hash}`, "it belongs to another matter");
    const now = momentOf(time, (id) => proven.participants.get(id));
    const malformed = checkActForm(act, time);
    if (malformed !== undefined) throw refused(hash, malformed);
    endBy(state, endings, time - 1);
    const before = state.record(act.matter).matter;
    let outcome = attempt(state, act, hash, now, proven);
    if (outcome.refusal !== undefined) {
      // Within one block, the file does not show whether another matter superseded an agreement before this act.
      endBy(state, endings, time);
      const second = attempt(state, act, hash, now, proven);
      if (second.refusal !== undefined) throw refused(hash, outcome.refusal);
      outcome = second;
    }
    if (outcome.byOtherRoles) otherRoles.push(hash);
    const itemHash = state.itemRecord(act.matter, hash) === undefined ? act.refersTo : hash;
    const item = state.itemRecord(act.matter, itemHash);
    return {
      before,
      after: state.record(act.matter).matter,
      item: item && { hash: itemHash, after: item.item },
    };
  });
  endBy(state, endings, Infinity);
  requireResult(state, proven);
  return { acts: replayed, state, otherRoles };
}

const isSuperseded = ({ state, code }: Matter) => state === "Ended" && code === SUPERSEDED;

/** Ends each agreement that another matter superseded until `time`. */
function endBy(state: CooperationState, endings: ReadonlyMap<MatterId, Matter>, time: number): void {
  for (const [id, { endsAt }] of endings) {
    const record = state.record(id);
    if (endsAt > time || !CONCLUDED.includes(record.matter.state)) continue;
    state.matters.set(id, { ...record, matter: { ...record.matter, state: "Ended", endsAt, code: SUPERSEDED } });
  }
}

/** Applies an act among the participants of now, otherwise with the roles and the jurisdiction that it needs. */
function attempt(
  state: CooperationState,
  act: Act,
  hash: EntryHash,
  now: Moment,
  { items }: ProvenMatterState,
): { readonly refusal: Refusal | undefined; readonly byOtherRoles: boolean } {
  const sealed = act.kind === ACT_KINDS.Seal ? items.get(hash)?.item : state.item(act.matter, act.refersTo).item;
  const jurisdiction = sealed?.jurisdiction ?? now.jurisdictionOf(act.author);
  const opensElsewhere = act.kind === ACT_KINDS.Seal && jurisdiction !== now.jurisdictionOf(act.author);
  const refusal = opensElsewhere ? undefined : state.apply(act, hash, now);
  if (!opensElsewhere && refusal === undefined) return { refusal, byOtherRoles: false };
  const then: Moment = { ...now, rolesOf: () => ALL_ROLES, jurisdictionOf: () => jurisdiction };
  const refusalThen = state.apply(act, hash, then);
  return { refusal: refusalThen && (refusal ?? refusalThen), byOtherRoles: true };
}

/** Compares the replayed state with the contract's. */
function requireResult(state: CooperationState, proven: ProvenMatterState): void {
  for (const [id, record] of proven.records) {
    const replayed = state.record(id);
    if (replayed.head !== record.head)
      throw contradicted(
        `the history of matter ${id}`,
        `the contract's head is ${record.head}, and the acts end in ${replayed.head}`,
      );
    requireSame(`matter ${id}`, replayed.matter, record.matter);
    requireSame(`matter ${id}`, { basis: replayed.basis, terms: replayed.terms }, pick(record));
  }
  for (const [id, matter] of proven.replaced) requireSame(`matter ${id}`, state.record(id).matter, matter);
  for (const { matter, participant, seat } of proven.seats)
    requireSame(`the seat of participant ${participant} in matter ${matter}`, state.seat(matter, participant), seat);
  for (const [hash, { matter, item, content }] of proven.items) {
    const replayed = state.item(matter, hash);
    requireSame(`the handover or seal ${hash}`, { ...replayed.item, content: replayed.content }, { ...item, content });
  }
}

const pick = ({ basis, terms }: { basis: MatterId; terms: EntryHash }) => ({ basis, terms });

function requireSame<Fields extends object>(what: string, replayed: Fields, stored: Fields): void {
  const differs = keysOf(stored).find((field) => replayed[field] !== stored[field]);
  if (differs !== undefined)
    throw contradicted(what, `the contract has another ${String(differs)} than its acts lead to`);
}

function refused(hash: EntryHash, refusal: Refusal): Error {
  return contradicted(`act ${hash}`, `the contract could not have recorded it (${refusal.toError().message})`);
}

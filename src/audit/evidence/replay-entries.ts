import { type Custody, UNKNOWN_CUSTODY } from "../../domain/rules/custody.ts";
import { type EntryHash, type ShipmentId, ZERO_BYTES32 } from "../../domain/entry.ts";
import { checkShape } from "../../domain/rules/entry-shape.ts";
import { KINDS } from "../../domain/rules/kind.ts";
import { momentOf } from "../../domain/rules/moment.ts";
import { LedgerState, type ShipmentState } from "../../domain/rules/ledger-state.ts";
import type { Refusal } from "../../domain/rules/refusal.ts";
import { type RoleBits, ROLE_NAMES, roleBits } from "../../domain/rules/role.ts";
import { contradicted } from "./contradicted.ts";
import type { EvidenceEntry } from "./evidence.ts";
import type { ProvenState } from "./prove-state.ts";
import { itemAt } from "../../domain/item-at.ts";

const ALL_ROLES: RoleBits = roleBits(ROLE_NAMES);

/** Result of the replay. */
export interface Replayed {
  readonly shipment: ShipmentState;
  /**
   * Entries that need roles or a jurisdiction which their parties no longer have. The contract judged them by those of their
   * time.
   */
  readonly otherRoles: readonly EntryHash[];
}

/**
 * Replays the entries of a file under the rules of the ledger, in the order of the chain. The file has entries of a
 * unit only for the time that it contained the shipment. So the replay assumes at each Load the state that the rules
 * require: the unit is in custody of the Load's author, without open cases, and inside no other unit.
 *
 * @param times Unix seconds of the block of each entry, by its place; `null` where the file does not prove it.
 * @throws EvidenceContradicted for an entry that the contract cannot have recorded.
 */
export function replayEntries(
  entries: readonly EvidenceEntry[],
  hashes: readonly EntryHash[],
  shipment: ShipmentId,
  state: ProvenState,
  times: readonly (number | null)[],
): Replayed {
  const ledger = new LedgerState();
  const otherRoles: EntryHash[] = [];
  const unitHeads = headsAtLoading(entries);
  entries.forEach(({ entry }, index) => {
    const hash = itemAt(hashes, index);
    const around = unitsAround(ledger, shipment);
    if (!around.includes(entry.shipment))
      throw contradicted(`entry ${hash}`, "the shipment was not in that unit at the time");
    if (entry.kind === KINDS.Load) {
      if (around.includes(entry.refersTo)) throw contradicted(`entry ${hash}`, "it loads a unit into its own content");
      const head = unitHeads[index] ?? ZERO_BYTES32;
      const consignor = state.units.get(entry.refersTo)?.consignor ?? 0;
      ledger.shipments.set(entry.refersTo, loadableUnit(head, entry.author, consignor));
    }
    const malformed = checkShape(entry);
    if (malformed !== undefined) throw refused(hash, malformed);
    const now = momentOf(timeOf(entry.kind, times[index]), (id) => state.participants.get(id));
    const refusal = ledger.apply(entry, hash, now);
    if (refusal === undefined) return;
    const jurisdiction = ledger.cases.get(entry.refersTo)?.customsCase.jurisdiction ?? now.jurisdictionOf(entry.author);
    const then = { ...now, rolesOf: () => ALL_ROLES, jurisdictionOf: () => jurisdiction };
    const refusalThen = ledger.apply(entry, hash, then);
    if (refusalThen !== undefined) throw refused(hash, refusalThen);
    otherRoles.push(hash);
  });
  return { shipment: ledger.shipment(shipment), otherRoles };
}

/** An unproven time decides nothing: the time for a remedy then never forbids a Forfeit. */
function timeOf(kind: number, proven: number | null | undefined): number {
  return proven ?? (kind === KINDS.Forfeit ? Infinity : 0);
}

/** Lists the shipment, the unit around it, the unit around that, and so on. */
function unitsAround(ledger: LedgerState, shipment: ShipmentId): ShipmentId[] {
  const around: ShipmentId[] = [];
  for (let unit = shipment; unit !== ZERO_BYTES32; unit = ledger.shipment(unit).container) around.push(unit);
  return around;
}

/** Finds for each Load the head of its unit at that time: `previous` of the next entry of the unit. */
function headsAtLoading(entries: readonly EvidenceEntry[]): (EntryHash | undefined)[] {
  const next = new Map<ShipmentId, EntryHash>();
  return entries
    .toReversed()
    .map(({ entry }) => {
      const head = entry.kind === KINDS.Load ? next.get(entry.refersTo) : undefined;
      next.set(entry.shipment, entry.previous);
      return head;
    })
    .reverse();
}

function loadableUnit(head: EntryHash, custodian: number, consignor: number): ShipmentState {
  const custody: Custody = { ...UNKNOWN_CUSTODY, custodian, consignor, phase: "InCustody" };
  return { head, custody, container: ZERO_BYTES32 };
}

function refused(hash: EntryHash, refusal: Refusal): Error {
  return contradicted(`entry ${hash}`, `the contract could not have recorded it (${refusal.toError().message})`);
}

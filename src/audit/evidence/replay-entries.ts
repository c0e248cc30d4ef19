import { type Custody, UNKNOWN_CUSTODY } from "../../domain/rules/custody.ts";
import { type EntryHash, type ShipmentId, ZERO_BYTES32 } from "../../domain/entry.ts";
import { checkShape } from "../../domain/rules/entry-shape.ts";
import { KINDS } from "../../domain/rules/kind.ts";
import { LedgerState, type ShipmentState } from "../../domain/rules/ledger-state.ts";
import type { Refusal } from "../../domain/rules/refusal.ts";
import { type RoleBits, ROLE_NAMES, roleBits } from "../../domain/rules/role.ts";
import { contradicted } from "./contradicted.ts";
import type { EvidenceEntry } from "./evidence.ts";
import type { ProvenState } from "./prove-state.ts";
import { itemAt } from "../../domain/item-at.ts";

const ALL_ROLES: RoleBits = roleBits(ROLE_NAMES);

/** What replaying the entries gave. */
export interface Replayed {
  readonly shipment: ShipmentState;
  /** Entries that today's roles of their parties would not allow; the contract judged them by those of their time. */
  readonly otherRoles: readonly EntryHash[];
}

/**
 * Replays the entries of a file under the rules of the ledger, in the order of the chain. Of a unit the file has only
 * what happened while the shipment travelled in it: at each loading the unit is taken to be as the rules then require,
 * in custody of whoever loads, free and outermost.
 *
 * @throws EvidenceContradicted for an entry that the contract could not have recorded.
 */
export function replayEntries(
  entries: readonly EvidenceEntry[],
  hashes: readonly EntryHash[],
  shipment: ShipmentId,
  state: ProvenState,
): Replayed {
  const ledger = new LedgerState();
  const otherRoles: EntryHash[] = [];
  const rolesOf = (id: number): RoleBits => {
    const participant = state.participants.get(id);
    return participant === undefined || participant.suspended ? 0 : participant.roles;
  };
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
    const refusal = ledger.apply(entry, hash, rolesOf);
    if (refusal === undefined) return;
    const refusalThen = ledger.apply(entry, hash, () => ALL_ROLES);
    if (refusalThen !== undefined) throw refused(hash, refusalThen);
    otherRoles.push(hash);
  });
  return { shipment: ledger.shipment(shipment), otherRoles };
}

/** The shipment, the unit that it is in, the unit around that, and so on outwards. */
function unitsAround(ledger: LedgerState, shipment: ShipmentId): ShipmentId[] {
  const around: ShipmentId[] = [];
  for (let unit = shipment; unit !== ZERO_BYTES32; unit = ledger.shipment(unit).container) around.push(unit);
  return around;
}

/** For each Load the head that its unit then had: what the next entry about the unit follows, where there is one. */
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

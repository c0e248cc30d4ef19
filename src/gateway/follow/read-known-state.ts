import { type ShipmentId, ZERO_BYTES32 } from "../../domain/entry.ts";
import type { FollowedShipment } from "../../domain/followed.ts";
import { readFollowedCases, readFollowedShipments, readSuccessors } from "../../store/chain/followed-state.ts";
import type { Database } from "../../store/open-database.ts";
import { type BlockChanges, correctionsOf } from "../../store/chain/store-blocks.ts";
import { type KnownState, type ReadBlock, touchedBy } from "./judge-blocks.ts";

/** What blocks changed that may not be in the store yet. */
export type Unstored = Pick<BlockChanges, "shipments" | "cases" | "entries">;

/**
 * Reads what the entries of `blocks` touch: their shipments, the units they name and what holds those, the cases and
 * corrections.
 *
 * @param unstored What the blocks before them changed. The store may hold it by now, but nothing that came later.
 */
export async function readKnownState(
  db: Database,
  blocks: readonly ReadBlock[],
  unstored: Unstored | null,
): Promise<KnownState> {
  const { shipments: touched, units, referred } = touchedBy(blocks);
  const known = new Map<ShipmentId, FollowedShipment>();
  let level: readonly ShipmentId[] = [...new Set([...touched, ...units])];
  while (level.length > 0) {
    const found = overlay(level, await readFollowedShipments(db, level), unstored?.shipments);
    for (const [id, shipment] of found) known.set(id, shipment);
    if (units.size === 0) break;
    level = [...found.values()].map(({ container }) => container).filter((id) => id !== ZERO_BYTES32 && !known.has(id));
  }
  const named = [...referred];
  return {
    shipments: known,
    cases: overlay(named, await readFollowedCases(db, named), unstored?.cases),
    successors: [...(await readSuccessors(db, named)), ...correctionsOf(unstored?.entries ?? [])],
  };
}

/** The values of `ids`, the later ones where there are such. */
function overlay<Id, Value>(
  ids: readonly Id[],
  stored: ReadonlyMap<Id, Value>,
  later: ReadonlyMap<Id, Value> | undefined,
): ReadonlyMap<Id, Value> {
  if (later === undefined) return stored;
  const values = new Map(stored);
  for (const id of ids) {
    const value = later.get(id);
    if (value !== undefined) values.set(id, value);
  }
  return values;
}

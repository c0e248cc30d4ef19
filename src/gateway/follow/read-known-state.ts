import { OPEN_END, type Entitlement } from "../../domain/audience/entitlement.ts";
import { type ShipmentId, ZERO_BYTES32 } from "../../domain/entry.ts";
import type { FollowedShipment } from "../../domain/followed.ts";
import {
  readFollowedCases,
  readFollowedShipments,
  readOpenEntitlements,
  readSuccessors,
} from "../../store/chain/followed-state.ts";
import type { Database } from "../../store/open-database.ts";
import { type BlockChanges, correctionsOf } from "../../store/chain/store-blocks.ts";
import { entitlementKey } from "./followed-audience.ts";
import { type KnownState, type ReadBlock, touchedBy } from "./judge-blocks.ts";

/** Changes of blocks that may not be in the store yet. */
export type Unstored = Pick<BlockChanges, "shipments" | "cases" | "entries" | "entitlements">;

/**
 * Reads the state that the entries of `blocks` concern: shipments, units and the units around them, cases and
 * corrections.
 *
 * @param unstored changes of the previous blocks. The store may already have them, but has no later changes.
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
    entitlements: openAfter(await readOpenEntitlements(db, [...touched]), unstored?.entitlements ?? []),
    successors: [...(await readSuccessors(db, named)), ...correctionsOf(unstored?.entries ?? [])],
  };
}

/** The open entitlements after `changed` ones. The store may already have them, but has no later changes. */
function openAfter(stored: readonly Entitlement[], changed: readonly Entitlement[]): Entitlement[] {
  const all = new Map([...stored, ...changed].map((one) => [entitlementKey(one), one]));
  return [...all.values()].filter(({ until }) => until === OPEN_END);
}

/** Combines the values of `ids`; later values replace stored ones. */
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

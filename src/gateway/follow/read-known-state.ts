import { OPEN_END, type Entitlement } from "../../domain/audience/entitlement.ts";
import type { MatterId } from "../../domain/cooperation/act.ts";
import { memberAt } from "../../domain/directory/member-at.ts";
import type { FollowedChange } from "../../domain/directory/followed-change.ts";
import type { MemberRecord } from "../../domain/directory/member-record.ts";
import { type EntryHash, type ParticipantId, type ShipmentId, ZERO_BYTES32 } from "../../domain/entry.ts";
import type { FollowedShipment } from "../../domain/followed.ts";
import {
  readFollowedCases,
  readFollowedShipments,
  readOpenEntitlements,
  readSuccessors,
} from "../../store/chain/followed-state.ts";
import { readFollowedMatters, readItems, readSeats } from "../../store/cooperation/followed-matters.ts";
import { readMemberChanges } from "../../store/chain/member-changes.ts";
import type { Database } from "../../store/open-database.ts";
import { type BlockChanges, correctionsOf } from "../../store/chain/store-blocks.ts";
import { entitlementKey } from "./followed-audience.ts";
import { type KnownActs, NO_ACTS } from "./judge-acts.ts";
import { type KnownState, type ReadBlock, touchedBy } from "./judge-blocks.ts";

/** Changes of blocks that may not be in the store yet. */
export type Unstored = Pick<
  BlockChanges,
  "shipments" | "cases" | "entries" | "entitlements" | "memberChanges" | "matters" | "seats" | "items"
>;

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
  const { shipments: touched, units, referred, members, matters, items } = touchedBy(blocks);
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
    members: await readMembers(db, [...members], unstored?.memberChanges ?? []),
    acts: await readActs(db, matters, items, unstored),
  };
}

/** Reads matters, the agreements under them, all their seats, and the handovers and seals that acts refer to. */
async function readActs(
  db: Database,
  touched: ReadonlySet<MatterId>,
  referred: ReadonlySet<EntryHash>,
  unstored: Unstored | null,
): Promise<KnownActs> {
  if (touched.size === 0) return NO_ACTS;
  const read = async (ids: readonly MatterId[]) => overlay(ids, await readFollowedMatters(db, ids), unstored?.matters);
  const matters = await read([...touched]);
  const bases = await read([...new Set([...referred, ...[...matters.values()].map(({ basis }) => basis)])]);
  const ids = new Set([...matters.keys(), ...bases.keys(), ...touched]);
  return {
    matters: new Map([...bases, ...matters]),
    seats: [...(await readSeats(db, [...ids])), ...(unstored?.seats ?? [])],
    items: [...(await readItems(db, [...referred])), ...(unstored?.items ?? [])],
  };
}

/** The open entitlements after `changed` ones. The store may already have them, but has no later changes. */
function openAfter(stored: readonly Entitlement[], changed: readonly Entitlement[]): Entitlement[] {
  const all = new Map([...stored, ...changed].map((one) => [entitlementKey(one), one]));
  return [...all.values()].filter(({ until }) => until === OPEN_END);
}

/** Reads the records of these participants in the directory of members. */
async function readMembers(
  db: Database,
  participants: readonly ParticipantId[],
  unstored: readonly FollowedChange[],
): Promise<ReadonlyMap<ParticipantId, MemberRecord>> {
  const stored = await readMemberChanges(db, participants);
  return new Map(
    participants.map((participant) => {
      const known = stored.get(participant) ?? [];
      const last = known.at(-1)?.position ?? -1;
      const later = unstored.filter(({ event, position }) => event.participant === participant && position > last);
      return [participant, memberAt(participant, [...known, ...later], NOT_SETTLED)];
    }),
  );
}

/** All changes, of which the last may still be pending: the judge settles a record at the time of its next change. */
const NOT_SETTLED = { block: Infinity, time: 0 };

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

import type { Kysely } from "kysely";
import type { Entitlement } from "../../domain/audience/entitlement.ts";
import type { EntryHash, ShipmentId } from "../../domain/entry.ts";
import type { FollowedCase, FollowedEntry, FollowedShipment } from "../../domain/followed.ts";
import { KINDS } from "../../domain/rules/kind.ts";
import type { Participant } from "../../domain/participant.ts";
import type { FollowedChange } from "../../domain/directory/followed-change.ts";
import { storeActs, type ActChanges } from "../cooperation/store-acts.ts";
import { bulkInsert } from "../query/bulk-insert.ts";
import { overwrite } from "../query/overwrite.ts";
import { moveCheckpoint, type Checkpoint } from "./checkpoint.ts";
import { memberChangeToRow } from "./member-changes.ts";
import { caseToRow, entitlementToRow, entryToRow, participantToRows, refusalToRow, shipmentToRow } from "./rows.ts";
import { oneOf } from "../query/one-of.ts";
import type { Schema } from "../schema.ts";
import type { BlocksTable, ShipmentCountriesTable } from "./tables.ts";
import { settleSubmissions, type BlockOutcome, type Settlement } from "../outbox/settle-submissions.ts";
import { transaction } from "../transaction.ts";

/** The judged changes of consecutive blocks. */
export interface BlockChanges extends BlockOutcome, ActChanges {
  /** Final states of all changed shipments and cases. */
  readonly shipments: ReadonlyMap<ShipmentId, FollowedShipment>;
  readonly cases: ReadonlyMap<EntryHash, FollowedCase>;
  readonly participants: readonly Participant[];
  /** Given entitlements, and those that ended. */
  readonly entitlements: readonly Entitlement[];
  /** The entries of a shipment's consignor and custodians, whose payloads may name countries. */
  readonly ofHolders: ReadonlySet<EntryHash>;
  readonly memberChanges: readonly FollowedChange[];
  /** For each block near the head, the data with which to undo it. */
  readonly blocks: readonly BlocksTable[];
}

/** The move of the checkpoint: from the block before the stored ones to the last of them. */
export interface Advance {
  readonly from: Checkpoint;
  readonly to: Checkpoint;
  /** Blocks below this one can no longer be undone; their undo data is deleted. */
  readonly forgetBelow: number;
}

/**
 * Stores the changes of blocks and moves the checkpoint, in one transaction. After a crash the follower continues from
 * the checkpoint, and no entry is missing or stored twice.
 *
 * @param now Unix milliseconds, for the settlement of submissions.
 * @returns `undefined`, without storing, when the checkpoint is not the block before them.
 */
export const storeBlocks = transaction(
  import.meta.url,
  "storeBlocks",
  async (
    tx,
    changes: BlockChanges,
    { from, to, forgetBelow }: Advance,
    now: number,
  ): Promise<Settlement | undefined> => {
    if (!(await moveCheckpoint(tx, from, to))) return undefined;
    await bulkInsert(tx, "entries", changes.entries.map(entryToRow));
    await bulkInsert(tx, "refusals", changes.refusals.map(refusalToRow));
    await bulkInsert(
      tx,
      "shipments",
      Array.from(changes.shipments, ([id, shipment]) => shipmentToRow(id, shipment)),
      OVERWRITE_SHIPMENT,
    );
    await bulkInsert(
      tx,
      "cases",
      Array.from(changes.cases, ([hold, followed]) => caseToRow(hold, followed)),
      OVERWRITE_CASE,
    );
    await bulkInsert(tx, "successors", correctionsOf(changes.entries), "do nothing");
    await bulkInsert(tx, "entitlements", changes.entitlements.map(entitlementToRow), OVERWRITE_ENTITLEMENT);
    await storeCountries(
      tx,
      changes.entries.filter(({ hash }) => changes.ofHolders.has(hash)),
    );
    await storeParticipants(tx, changes.participants);
    await bulkInsert(tx, "member_changes", changes.memberChanges.map(memberChangeToRow));
    await storeActs(tx, changes);
    await bulkInsert(tx, "blocks", changes.blocks);
    await tx.deleteFrom("blocks").where("number", "<", forgetBelow).execute();
    return settleSubmissions(tx, changes, now);
  },
);

const OVERWRITE_SHIPMENT = overwrite("id", [
  "head",
  "custodian",
  "consignor",
  "offered_to",
  "sequence",
  "contents",
  "open_cases",
  "open_remedies",
  "height",
  "phase",
  "container",
  "updated_at",
  "updated_position",
]);
const OVERWRITE_ENTITLEMENT = overwrite("shipment, reader, rule, since_position", ["until_position"]);
const OVERWRITE_CASE = overwrite("hold", [
  "notified_at",
  "remedy_until",
  "tribunal",
  "instance",
  "custodian_standing",
  "consignor_standing",
  "charged",
  "exempt",
  "contested",
  "seized",
  "closed",
  "closed_at",
]);

/** The corrections among these entries. */
export function correctionsOf(entries: readonly FollowedEntry[]) {
  return entries
    .filter(({ entry }) => entry.kind === KINDS.Correct)
    .map(({ entry, hash }) => ({
      shipment: entry.shipment,
      author: entry.author,
      entry: entry.refersTo,
      successor: hash,
    }));
}

/** Lets customs of the countries in the payloads of these entries of holders read the shipments. */
async function storeCountries(tx: Kysely<Schema>, entries: readonly FollowedEntry[]): Promise<void> {
  if (entries.length === 0) return;
  const payloads = await tx
    .selectFrom("payloads")
    .select(["commitment", "author", "countries"])
    .where("countries", "!=", "")
    .where(
      oneOf(
        tx,
        "commitment",
        entries.map(({ entry }) => entry.commitment),
      ),
    )
    .execute();
  // Only the payload of the entry's own author counts: a commitment is public, and any participant can repeat it in an
  // entry.
  const keyOf = (commitment: string, author: number) => `${commitment} ${author}`;
  const countries = new Map(
    payloads.map(({ commitment, author, countries }) => [keyOf(commitment, author), countries.split(",")]),
  );
  const named = new Map<string, ShipmentCountriesTable>();
  for (const { entry, position } of entries) {
    const { shipment, commitment, author } = entry;
    for (const country of countries.get(keyOf(commitment, author)) ?? []) {
      // Most entries name a country that an earlier entry named; the first entry counts.
      if (!named.has(shipment + country)) named.set(shipment + country, { shipment, country, position });
    }
  }
  await bulkInsert(tx, "shipment_countries", [...named.values()], "do nothing");
}

/** Overwrites participants and their keys. */
export async function storeParticipants(tx: Kysely<Schema>, participants: readonly Participant[]): Promise<void> {
  const rows = participants.map(participantToRows);
  await bulkInsert(
    tx,
    "participants",
    rows.map((row) => row.participant),
    overwrite("id", ["name", "roles", "jurisdiction", "suspended"]),
  );
  await bulkInsert(
    tx,
    "keys",
    rows.flatMap((row) => row.keys),
    overwrite("address", ["valid_from", "valid_until"]),
  );
}

import type { EntryCopies, Holders } from "../../api/copies.ts";
import type { Page, PageRequest } from "../../api/page.ts";
import { VIEWS } from "../../domain/audience/view.ts";
import type { EntryHash, ParticipantId, ShipmentId } from "../../domain/entry.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { itemAt } from "../../domain/item-at.ts";
import { kindOf } from "../../domain/rules/kind.ts";
import { numberOf } from "../../store/access/visibility.ts";
import { readHeldEntries, readKnownHolders, type HeldEntry, type KnownHolder } from "../../store/exchange/copies.ts";
import { readErasuresOf, type ErasureState } from "../../store/exchange/owed-erasures.ts";
import { readPayload } from "../../store/outbox/payloads.ts";
import { visibilityOf, type Caller } from "../caller.ts";
import { requireEntry, viewOf } from "../read/entries.ts";
import { readPage } from "../read/page.ts";
import { referenceTo } from "../read/participants.ts";
import type { ReadContext } from "../read/read-context.ts";
import { readShipment } from "../read/shipments.ts";
import { readEndpoints } from "./read-endpoints.ts";

/**
 * Lists the members that are known to hold an entry's payload. Only who reads the whole payload is told. The author also
 * learns which members erased it after its request, and which keep it.
 *
 * @throws PortolanError `EntryUnknown`, `PayloadNotHeld`.
 */
export async function readHolders(reading: ReadContext, caller: Caller, hash: EntryHash): Promise<Holders> {
  const { db, directory } = reading;
  const record = await requireEntry(reading, caller, hash);
  if (viewOf(record) !== "all") throw new PortolanError("PayloadNotHeld", { entry: hash });
  const { commitment, author } = record.entry;
  const payload = await readPayload(db, commitment, author);
  const erasures = await readErasuresOf(db, hash);
  const erased = new Set(erasures.filter(({ state }) => state === "erased").map(({ recipient }) => recipient));
  const holders = (await readKnownHolders(db, [hash])).filter(({ member }) => !erased.has(member));
  const here = payload === undefined ? "nothing" : hereOf(payload);
  return {
    entry: hash,
    here,
    copies: copiesOf(here === "whole", holders, await endpointsOf(reading, holders)),
    others: holders.map(({ member, view, evidence, atMs }) => ({
      member: referenceTo(directory, member),
      view: itemAt(VIEWS, view),
      evidence,
      at: Math.floor(atMs / 1000),
    })),
    erasures: caller.participant === author ? erasures.map((each) => viewErasure(reading, each)) : [],
  };
}

function viewErasure(
  { directory }: ReadContext,
  { recipient, state, kept_until, kept_ground }: ErasureState,
): Holders["erasures"][number] {
  return {
    member: referenceTo(directory, recipient),
    state: state === "due" ? "asked" : state,
    until: kept_until,
    ground: kept_ground,
  };
}

/**
 * Lists the known copies of a shipment's payloads, for the entries whose whole payload the caller may read. An erased
 * payload has none.
 *
 * @throws PortolanError `ShipmentUnknown`, `PageLimitInvalid`, `CursorInvalid`.
 */
export async function listCopies(
  reading: ReadContext,
  caller: Caller,
  shipment: ShipmentId,
  request: PageRequest,
): Promise<Page<EntryCopies>> {
  const { db } = reading;
  await readShipment(reading, caller, shipment);
  const copies = new Map<EntryHash, number>();
  return readPage(
    db,
    { name: `copies-${shipment}`, key: "number" },
    request,
    async (after, limit) => {
      const rows = await readHeldEntries(db, visibilityOf(caller), shipment, after ?? 0, limit);
      const hashes = rows.map(({ hash }) => hash);
      const holders = await readKnownHolders(db, hashes);
      const endpoints = await endpointsOf(reading, holders);
      const byEntry = Map.groupBy(holders, ({ entry }) => entry);
      for (const { hash, held } of rows) copies.set(hash, copiesOf(held === WHOLE, byEntry.get(hash) ?? [], endpoints));
      return rows;
    },
    ({ sequence }) => sequence,
    (row) => viewCopies(row, copies.get(row.hash) ?? 0),
  );
}

const WHOLE = numberOf("all");

function viewCopies({ hash, kind, sequence }: HeldEntry, copies: number): EntryCopies {
  return { entry: hash, kind: kindOf(kind), sequence, copies };
}

/** Gateways with the whole payload. Members with one gateway have one copy. */
function copiesOf(
  isHere: boolean,
  holders: readonly KnownHolder[],
  endpoints: ReadonlyMap<ParticipantId, string>,
): number {
  const whole = holders.filter(({ view }) => view === WHOLE);
  return new Set(whole.map(({ member }) => endpoints.get(member) ?? String(member))).size + (isHere ? 1 : 0);
}

const endpointsOf = (reading: ReadContext, holders: readonly KnownHolder[]) =>
  readEndpoints(reading, [...new Set(holders.map(({ member }) => member))]);

function hereOf({ body, seed, erasedAt }: { body: string | null; seed: string | null; erasedAt: number | null }) {
  if (erasedAt !== null) return "erased";
  if (seed !== null) return "whole";
  return body === null ? "nothing" : "part";
}

import type { AccessAnchor, AccessProof, AccessRecordView, ShipmentRead } from "../../api/access-record.ts";
import type { Page, PageRequest } from "../../api/page.ts";
import { bytesOf, hexOf } from "../../domain/encoding/hex.ts";
import type { ShipmentId } from "../../domain/entry.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { anchorNote } from "../../domain/reads/access-record.ts";
import { merkleProofs } from "../../exchange/merkle-tree.ts";
import {
  type AnchorRow,
  entriesOfShipment,
  isAffected,
  readAccessRecords,
  readAnchors,
  readLeaves,
  type ReadPlace,
  readReadsBy,
  readReadsShown,
  type StoredAccessRecord,
} from "../../store/reads/access-records.ts";
import type { Caller } from "../caller.ts";
import { readPage } from "../read/page.ts";
import { referenceOrNull, referenceTo } from "../read/participants.ts";
import type { ReadContext } from "../read/read-context.ts";
import { readShipment } from "../read/shipments.ts";

const LAST = Number.MAX_SAFE_INTEGER;

/** Lists the records of what the caller read, the newest first. @throws PageLimitInvalid, CursorInvalid */
export function listAccessRecords(
  reading: ReadContext,
  { participant }: Caller,
  page: PageRequest,
): Promise<Page<AccessRecordView>> {
  reading.opened?.addUnnamed();
  return readPage(
    reading.db,
    { name: "access records", key: "number" },
    page,
    (before = LAST, limit) => readAccessRecords(reading.db, participant, before, limit),
    ({ number }) => number,
    (record) => viewRecord(reading, record),
  );
}

/**
 * Lists the reads of a shipment's payloads by authorities, the newest first: to its consignor and custodians those that
 * no time of discretion hides, to an authority its own.
 *
 * @throws ShipmentUnknown, PageLimitInvalid, CursorInvalid
 */
export async function listReadsOfShipment(
  reading: ReadContext,
  caller: Caller,
  shipment: ShipmentId,
  page: PageRequest,
): Promise<Page<ShipmentRead>> {
  const { db, now } = reading;
  await readShipment(reading, caller, shipment);
  reading.opened?.addUnnamed();
  const { participant } = caller;
  const seesAll = await isAffected(db, shipment, participant);
  const found = await readPage(
    db,
    { name: `reads of ${shipment}`, key: "string" },
    page,
    (after, limit) => {
      const before = placeOf(after);
      return seesAll
        ? readReadsShown(db, shipment, now(), before, limit)
        : readReadsBy(db, shipment, participant, before, limit);
    },
    ({ time, reader, number }) => `${time}-${reader}-${number}`,
    (record) => record,
  );
  const within = await entriesOfShipment(
    db,
    shipment,
    found.items.flatMap(({ entries }) => entries),
  );
  return { ...found, items: found.items.map((record) => viewRead(reading, record, within)) };
}

/** Lists the anchors of the caller's records, the newest first. @throws PageLimitInvalid, CursorInvalid */
export function listAccessAnchors(
  { db }: ReadContext,
  { participant }: Caller,
  page: PageRequest,
): Promise<Page<AccessAnchor>> {
  return readPage(
    db,
    { name: "access anchors", key: "number" },
    page,
    (before = LAST, limit) => readAnchors(db, participant, before - 1, 0, limit),
    ({ first }) => first,
    viewAnchor,
  );
}

/** Proves that a record of the caller is under an anchored root. @throws AccessRecordUnknown, AccessRecordNotAnchored */
export async function proveAccessRecord(
  reading: ReadContext,
  { participant }: Caller,
  number: number,
): Promise<AccessProof> {
  const { db } = reading;
  const [record] = await readAccessRecords(db, participant, number + 1, 1);
  if (record?.number !== number) throw new PortolanError("AccessRecordUnknown", { number });
  reading.opened?.addUnnamed();
  const [anchor] = await readAnchors(db, participant, number, number, 1);
  if (anchor === undefined) throw new PortolanError("AccessRecordNotAnchored", { number });
  const leaves = await readLeaves(db, participant, anchor.first, anchor.last);
  const { paths } = merkleProofs(leaves.map(bytesOf));
  const path = paths[number - anchor.first] ?? [];
  return { record: viewRecord(reading, record), anchor: viewAnchor(anchor), path: path.map(hexOf) };
}

function placeOf(key: string | undefined): ReadPlace {
  if (key === undefined) return [LAST, 0, 0];
  const place = /^(\d{1,15})-(\d{1,10})-(\d{1,15})$/.exec(key);
  if (place === null) throw new PortolanError("CursorInvalid", { reason: "it does not belong to this list" });
  return [Number(place[1]), Number(place[2]), Number(place[3])];
}

function viewRecord({ directory }: ReadContext, record: StoredAccessRecord): AccessRecordView {
  const { reader, onBehalfOf, ...same } = record;
  return {
    ...same,
    reader: referenceTo(directory, reader),
    onBehalfOf: referenceOrNull(directory, onBehalfOf ?? 0),
  };
}

function viewRead(
  { directory }: ReadContext,
  { reader, number, time, way, purpose, basis, onBehalfOf, entries }: StoredAccessRecord,
  within: ReadonlySet<string>,
): ShipmentRead {
  return {
    ...{ number, time, way, purpose, basis },
    reader: referenceTo(directory, reader),
    onBehalfOf: referenceOrNull(directory, onBehalfOf ?? 0),
    entries: entries.filter((entry) => within.has(entry)),
  };
}

function viewAnchor({ first, last, root, journal, act, seed, commitment, recordedAt }: AnchorRow): AccessAnchor {
  return { first, last, root, journal, act, note: anchorNote(first, last, root), seed, commitment, recordedAt };
}

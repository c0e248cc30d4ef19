import type { View } from "../../domain/audience/view.ts";
import type { ParticipantId, ShipmentId } from "../../domain/entry.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { KINDS } from "../../domain/rules/kind.ts";
import { positionOf } from "../../domain/position.ts";
import type { ShipmentStory, StoryEntry, StoryPayload } from "../../domain/shipment-story.ts";
import { fromJsonText } from "../../domain/encoding/json-text.ts";
import { readIdentity, readStoryRows, type StoryRow } from "../../store/chain/story-rows.ts";
import { isStillFollowed, readTracedShipment } from "../../store/chain/trace-rows.ts";
import type { Visibility } from "../../store/access/visibility.ts";
import { visibilityOf, type Caller } from "../caller.ts";
import { discloseHeld, heldFields, heldPayload, type HeldPayload } from "../read/disclose-held.ts";
import { viewOf } from "../read/entries.ts";
import { isOpen, openMembers } from "../read/payloads.ts";
import type { ReadContext } from "../read/read-context.ts";
import { TRACE_LIMITS } from "../../api/trace.ts";

/** Options of a story. */
export interface StoryOptions {
  /** JSON Pointers (RFC 6901) of the payload fields to disclose; all fields when absent. */
  readonly disclose?: readonly string[] | undefined;
}

const ATTEMPTS = 3;

/**
 * Reads the complete history of a shipment, and of the units while they contained it, with signatures and payloads, as
 * the source of evidence. It contains only data that the caller may read, see {@link visibilityOf}.
 *
 * @throws PortolanError `ShipmentUnknown`; `EvidenceTooLarge` beyond the limits of a trace, because a part proves
 * nothing; `TraceUnsettled` if reorganisations interrupted all attempts.
 */
export async function readStory(
  reading: ReadContext,
  caller: Caller,
  id: ShipmentId,
  options: StoryOptions = {},
): Promise<ShipmentStory> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const story = await readOnce(reading, visibilityOf(caller), id, options);
    if (story !== undefined) return story;
  }
  throw new PortolanError("TraceUnsettled", { shipment: id, attempts: ATTEMPTS });
}

async function readOnce(
  reading: ReadContext,
  visibility: Visibility,
  id: ShipmentId,
  options: StoryOptions,
): Promise<ShipmentStory | undefined> {
  const { db } = reading;
  const record = await readTracedShipment(db, visibility, id);
  if (record === undefined) throw new PortolanError("ShipmentUnknown", { shipment: id });
  const checkpoint = fromJsonText(record.checkpoint);
  const end = positionOf(checkpoint.block + 1, 0);
  const identified = new Set<ShipmentId>(record.identified === 1 ? [id] : []);
  const rows = new Map<number, StoryRow>();

  const follow = async (shipment: ShipmentId, after: number, before: number, level: number): Promise<void> => {
    const stay = { content: id, unit: shipment, after, before };
    const inside = await readStoryRows(db, visibility, stay, TRACE_LIMITS.entries + 1);
    for (const row of inside) rows.set(row.position, row);
    if (rows.size > TRACE_LIMITS.entries || level > TRACE_LIMITS.depth) {
      throw new PortolanError("EvidenceTooLarge", { shipment: id, limit: TRACE_LIMITS.entries, what: "entries" });
    }
    for (const [index, load] of inside.entries()) {
      if (load.entry.kind !== KINDS.Load) continue;
      const unit = load.entry.refersTo;
      if (viewOf(load) !== "facts") identified.add(unit);
      const unload = inside.slice(index).find(({ entry }) => entry.kind === KINDS.Unload);
      await follow(unit, load.position, unload?.position ?? before, level + 1);
    }
  };
  await follow(id, -1, end, 0);

  const inOrder = [...rows.values()].sort((a, b) => a.position - b.position);
  const head = inOrder.findLast(({ entry }) => entry.shipment === id)?.hash;
  if (head !== record.head || !(await isStillFollowed(db, checkpoint))) return undefined;
  return {
    shipment: id,
    block: { number: checkpoint.block, hash: checkpoint.hash },
    identities: await readIdentities(reading, identified),
    participants: namedIn(inOrder).map((number) => ({ id: number, name: reading.directory.get(number)?.name ?? "" })),
    entries: inOrder.map((row) => storyEntry(reading, row, options)),
  };
}

async function readIdentities({ db }: ReadContext, identified: ReadonlySet<ShipmentId>) {
  const identities = [];
  for (const shipment of identified) {
    const identity = await readIdentity(db, shipment);
    if (identity !== undefined) identities.push({ shipment, ...identity });
  }
  return identities;
}

function namedIn(rows: readonly StoryRow[]): ParticipantId[] {
  const named = new Set(rows.flatMap(({ entry }) => [entry.author, entry.counterparty]));
  named.delete(0);
  return [...named].sort((a, b) => a - b);
}

function storyEntry(reading: ReadContext, row: StoryRow, options: StoryOptions): StoryEntry {
  const { entry, hash, position, block, transactionHash, signature } = row;
  return { entry, signature, hash, position, block, transactionHash, payload: storyPayload(reading, row, options) };
}

function storyPayload(reading: ReadContext, row: StoryRow, options: StoryOptions): StoryPayload {
  const { erasedAt } = row;
  const view = viewOf(row);
  if (view === "facts") return { state: "withheld" };
  if (erasedAt !== null) return { state: "erased", erasedAt };
  const payload = heldPayload(row);
  if (payload === undefined) return { state: "unknown" };
  reading.opened?.add(row.hash, row.entry.shipment, row.entry.author);
  return { state: "disclosed", disclosure: discloseHeld(payload, pointersOf(payload, view, options)) };
}

function pointersOf(payload: HeldPayload, view: View, { disclose: asked }: StoryOptions): string[] {
  if (asked === undefined) return openMembers(payload, view);
  const known = new Set(["", ...heldFields(payload)]);
  return asked.filter((pointer) => known.has(pointer) && isOpen(pointer, view));
}

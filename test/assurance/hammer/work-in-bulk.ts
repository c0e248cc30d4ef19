import type { EntryHash, ShipmentId } from "../../../src/domain/entry.ts";
import { castOf } from "../../../scripts/bench/network/consortium.ts";
import { shipmentStory, type WorkloadEntry } from "../../../scripts/bench/workload/shipment-story.ts";
import type { Arena } from "./arena.ts";

/** Number of shipments that one writer records together. */
const TOGETHER = 50;

interface Result {
  readonly submission?: { readonly state: string; readonly shipment: ShipmentId; readonly entry: EntryHash };
}

/** Records the histories of many shipments at once, stage by stage, through `POST /v1/entries/bulk`. */
export async function workInBulk(arena: Arena): Promise<void> {
  while (!arena.ending.aborted) {
    const cast = castOf(arena.nextNumber());
    const stories = Array.from({ length: TOGETHER }, () => shipmentStory(arena.nextNumber(), cast));
    const hashes = new Map<ShipmentId, EntryHash[]>();
    for (const stage of stories[0]?.stages.keys() ?? []) {
      const statements = stories.flatMap(({ identifier, stages }) =>
        (stages[stage] as readonly WorkloadEntry[]).map((statement) => ({ identifier, ...statement })),
      );
      const told = await post(arena, statements);
      if (told === undefined) break;
      for (const { shipment, entry } of told) {
        const known = hashes.get(shipment) ?? [];
        known.push(entry);
        hashes.set(shipment, known);
      }
      for (const [id, known] of hashes) arena.learn({ id, cast, hashes: [...known] });
    }
  }
}

/** Posts one stage. @returns `undefined`, after noting a fault, when the gateway did not record all of it. */
async function post(arena: Arena, statements: readonly (WorkloadEntry & { readonly identifier: string })[]) {
  const lines = statements.map(({ kind, identifier, counterparty, occurredAt, payload }) => {
    const receiver = counterparty === undefined ? {} : { counterparty: arena.network.member(counterparty).id };
    return JSON.stringify({ kind, shipment: identifier, ...receiver, occurredAt, payload });
  });
  const { status, text, ms } = await arena.ask("bulk", {
    method: "POST",
    path: "/v1/entries/bulk",
    headers: {
      authorization: `Bearer ${arena.token((statements[0] as WorkloadEntry).author)}`,
      "content-type": "application/x-ndjson",
      prefer: "wait=60",
    },
    body: lines.join("\n"),
  });
  const results = status === 200 ? (JSON.parse(text) as { results: Result[] }).results : [];
  const recorded = results.flatMap(({ submission }) => (submission?.state === "recorded" ? submission : []));
  if (recorded.length > 0) arena.tally.did("bulk", recorded.length, ms);
  if (recorded.length === statements.length) return recorded;
  arena.tally.fault("bulk", `${recorded.length} of ${statements.length} recorded; ${status}: ${text.slice(0, 300)}`);
  return undefined;
}

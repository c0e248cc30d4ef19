import type { ShipmentId } from "../../../src/domain/entry.ts";
import type { BenchNetwork } from "../network/bench-network.ts";
import { STORY_ENTRIES } from "./shipment-story.ts";
import { GROUP_SHIPMENTS, prepareGroups, recordInBulk, type BulkRun } from "./record-in-bulk.ts";

/** Prints the progress of long work. */
export type Report = (text: string) => void;

/** A network whose gateway has recorded a number of entries, and the numbers for further shipments. */
export interface FilledNetwork {
  readonly network: BenchNetwork;
  readonly entries: number;
  /** The shipments in the order of their numbers. */
  readonly shipments: readonly ShipmentId[];
  /** Records the ten entries of each further shipment through the bulk endpoint of a gateway. */
  recordMore(url: string, entries: number): Promise<BulkRun>;
}

/** Number of entries per run while a ledger is filled, because all request bodies of a run are in memory. */
const SHARE = 20_000;

/** Fills the ledger through the bulk endpoint, so that the store has the same data as in production. */
export async function fillNetwork(network: BenchNetwork, entries: number, report: Report): Promise<FilledNetwork> {
  const shipments: ShipmentId[] = [];
  let next = 0;

  async function recordMore(url: string, count: number): Promise<BulkRun> {
    const groups = prepareGroups(network, next, count / STORY_ENTRIES);
    next += count / STORY_ENTRIES;
    return recordInBulk(url, network, groups);
  }

  const gateway = await network.startGateway();
  try {
    while (shipments.length * STORY_ENTRIES < entries) {
      const share = Math.min(SHARE, entries - shipments.length * STORY_ENTRIES);
      const run = await recordMore(gateway.url, share);
      shipments.push(...run.shipments);
      report(`filled with ${shipments.length * STORY_ENTRIES} entries, ${Math.round(share / run.seconds)} a second`);
    }
  } finally {
    await gateway.stop();
  }
  return { network, entries, shipments, recordMore };
}

/**
 * The group of the shipment at `index` of {@link FilledNetwork.shipments}; it determines the shipment's participants.
 */
export function groupOf(index: number): number {
  return Math.floor(index / GROUP_SHIPMENTS);
}

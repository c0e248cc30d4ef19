import { Pool } from "undici";
import type { ShipmentId } from "../../../src/domain/entry.ts";
import type { BenchNetwork } from "../network/bench-network.ts";
import { castOf } from "../network/consortium.ts";
import { shipmentStory, STORY_ENTRIES } from "./shipment-story.ts";

/** Number of shipments whose entries share requests, and number of groups that are recorded at the same time. */
export const GROUP_SHIPMENTS = 100;
const GROUPS_AT_ONCE = 10;

/** One request for each stage of a group's stories. */
interface PreparedGroup {
  readonly stages: readonly { readonly author: string; readonly entries: number; readonly body: Buffer }[];
  readonly reader: string;
}

export interface BulkRun {
  readonly entries: number;
  /** Time from the first request until a trace contained the last entry of the last group. */
  readonly seconds: number;
  /** Processor time of this process, the client, in the same period. */
  readonly cpuSeconds: number;
  /** The shipments in the order of their numbers. */
  readonly shipments: readonly ShipmentId[];
}

/** Makes the requests that record the entries of these shipments, before the measurement starts. */
export function prepareGroups(network: BenchNetwork, first: number, shipments: number): PreparedGroup[] {
  if (first % GROUP_SHIPMENTS !== 0 || shipments % GROUP_SHIPMENTS !== 0) throw new Error("Whole groups only.");
  return Array.from({ length: shipments / GROUP_SHIPMENTS }, (_, index) =>
    prepareGroup(network, first / GROUP_SHIPMENTS + index),
  );
}

function prepareGroup(network: BenchNetwork, group: number): PreparedGroup {
  const cast = castOf(group);
  const lines: string[][] = [];
  for (let index = 0; index < GROUP_SHIPMENTS; index++) {
    const { identifier, stages } = shipmentStory(group * GROUP_SHIPMENTS + index, cast);
    for (const [stage, statements] of stages.entries()) {
      for (const { kind, counterparty, occurredAt, payload } of statements) {
        const receiver = counterparty === undefined ? {} : { counterparty: network.member(counterparty).id };
        (lines[stage] ??= []).push(JSON.stringify({ kind, shipment: identifier, ...receiver, occurredAt, payload }));
      }
    }
  }
  const authors = [cast.trader, cast.carrier, cast.customs, cast.terminal];
  return {
    stages: lines.map((stage, index) => ({
      author: authors[index] as string,
      entries: stage.length,
      body: Buffer.from(stage.join("\n")),
    })),
    reader: cast.terminal,
  };
}

/** Records all entries through `POST /v1/entries/bulk`. @throws if an entry is not recorded. */
export async function recordInBulk(
  url: string,
  network: BenchNetwork,
  groups: readonly PreparedGroup[],
): Promise<BulkRun> {
  const pool = new Pool(url, { connections: GROUPS_AT_ONCE, headersTimeout: 90_000 });
  const recorded: ShipmentId[][] = [];
  let next = 0;
  let entries = 0;
  const began = performance.now();
  const cpuBefore = process.cpuUsage();

  async function recordGroup(index: number, { stages, reader }: PreparedGroup): Promise<void> {
    for (const { author, entries: expected, body } of stages) {
      const { tokens } = network.member(author);
      const shipments = await post(pool, tokens[index % tokens.length] as string, body, expected);
      recorded[index] ??= [...new Set(shipments)];
      entries += expected;
    }
    await requireTrace(pool, network.member(reader).tokens[0] as string, recorded[index]?.at(-1) as ShipmentId);
  }

  async function work(): Promise<void> {
    for (let index = next++; index < groups.length; index = next++) {
      await recordGroup(index, groups[index] as PreparedGroup);
    }
  }

  try {
    await Promise.all(Array.from({ length: GROUPS_AT_ONCE }, work));
    const { user, system } = process.cpuUsage(cpuBefore);
    const seconds = (performance.now() - began) / 1000;
    return { entries, seconds, cpuSeconds: (user + system) / 1e6, shipments: recorded.flat() };
  } finally {
    await pool.destroy();
  }
}

/** Posts one body and waits until each of its entries is recorded. @returns the shipments of the entries. */
async function post(pool: Pool, token: string, body: Buffer, expected: number): Promise<ShipmentId[]> {
  const { statusCode, body: answer } = await pool.request({
    method: "POST",
    path: "/v1/entries/bulk",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/x-ndjson", prefer: "wait=60" },
    body,
  });
  const text = await answer.text();
  if (statusCode !== 200) throw new Error(`The gateway answered ${statusCode}: ${text.slice(0, 500)}`);
  const { results } = JSON.parse(text) as { results: { submission?: { state: string; shipment: ShipmentId } }[] };
  const shipments = results.flatMap(({ submission }) => (submission?.state === "recorded" ? submission.shipment : []));
  if (shipments.length !== expected) throw new Error(`Not every entry was recorded: ${text.slice(0, 2_000)}`);
  return shipments;
}

async function requireTrace(pool: Pool, token: string, shipment: ShipmentId): Promise<void> {
  const { statusCode, body } = await pool.request({
    method: "GET",
    path: `/v1/shipments/${shipment}/trace`,
    headers: { authorization: `Bearer ${token}` },
  });
  const { sequence } = (await body.json()) as { sequence?: number };
  if (statusCode !== 200 || sequence !== STORY_ENTRIES) {
    throw new Error(`The trace of ${shipment} answered ${statusCode} with ${sequence} entries.`);
  }
}

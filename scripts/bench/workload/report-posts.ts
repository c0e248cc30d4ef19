import type { ShipmentId } from "../../../src/domain/entry.ts";
import type { PreparedPost } from "../load/post-load.ts";
import type { BenchNetwork } from "../network/bench-network.ts";
import { castOf } from "../network/consortium.ts";
import { eventPayload } from "./event-payload.ts";
import { groupOf } from "./filled-network.ts";
import type { WorkloadEntry } from "./shipment-story.ts";

/** Shipments in rotation: more than concurrent requests, so that no two requests are for the same shipment. */
export const REPORTED_SHIPMENTS = 500;

/** Makes requests to a gateway, each with a report by the terminal that has custody of a shipment. */
export function terminalReports(network: BenchNetwork, shipments: readonly ShipmentId[]): PreparedPost[] {
  return shipments.slice(0, REPORTED_SHIPMENTS).map((shipment, index) => {
    const { terminal } = castOf(groupOf(index));
    const { tokens } = network.member(terminal);
    const { kind, occurredAt, payload } = reportBy(terminal, index);
    return {
      path: "/v1/entries",
      headers: {
        authorization: `Bearer ${tokens[index % tokens.length]}`,
        "content-type": "application/json",
        prefer: "wait=10",
      },
      body: Buffer.from(JSON.stringify({ kind, shipment, occurredAt, payload })),
    };
  });
}

/** A report about the unit with this number, at the present time. */
export function reportBy(author: string, number: number): WorkloadEntry {
  const occurredAt = Math.floor(Date.now() / 1000);
  return { author, kind: "Report", occurredAt, payload: eventPayload("Report", `urn:x:${number}`, occurredAt, number) };
}

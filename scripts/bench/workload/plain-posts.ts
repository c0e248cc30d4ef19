import { randomBytes } from "node:crypto";
import type { ShipmentId } from "../../../src/domain/entry.ts";
import { KINDS } from "../../../src/domain/rules/kind.ts";
import type { PreparedPost } from "../load/post-load.ts";
import type { BenchNetwork } from "../network/bench-network.ts";
import { castOf } from "../network/consortium.ts";
import { shipmentStory, STORY_ENTRIES, type WorkloadEntry } from "./shipment-story.ts";

/**
 * Makes requests to the plain gateway with the entries of new shipments. Each request has one entry. The requests
 * rotate over `abreast` shipments, so that fewer concurrent requests are always for different shipments.
 */
export function plainStories(network: BenchNetwork, entries: number, abreast: number): PreparedPost[] {
  const shipments = Math.ceil(entries / STORY_ENTRIES / abreast) * abreast;
  const stories = Array.from({ length: shipments }, (_, number) => {
    const shipment = randomShipment();
    const statements = shipmentStory(number, castOf(number)).stages.flat();
    return statements.map((statement) => plainPost(network, shipment, statement));
  });
  const posts: PreparedPost[] = [];
  for (let first = 0; first < shipments; first += abreast) {
    for (let step = 0; step < STORY_ENTRIES; step++) {
      posts.push(...stories.slice(first, first + abreast).map((story) => story[step] as PreparedPost));
    }
  }
  return posts;
}

/** Makes a request to the plain gateway from a statement about a shipment. */
export function plainPost(network: BenchNetwork, shipment: ShipmentId, statement: WorkloadEntry): PreparedPost {
  const { author, kind, counterparty, occurredAt, payload } = statement;
  return {
    path: "/events",
    headers: { "content-type": "application/json" },
    body: Buffer.from(
      JSON.stringify({
        shipment,
        kind: KINDS[kind],
        author: network.member(author).id,
        counterparty: counterparty === undefined ? 0 : network.member(counterparty).id,
        occurredAt,
        payload,
      }),
    ),
  };
}

export function randomShipment(): ShipmentId {
  return `0x${randomBytes(32).toString("hex")}`;
}

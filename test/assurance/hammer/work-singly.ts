import { randomUUID } from "node:crypto";
import type { EntryHash, ShipmentId } from "../../../src/domain/entry.ts";
import { castOf } from "../../../scripts/bench/network/consortium.ts";
import { shipmentStory } from "../../../scripts/bench/workload/shipment-story.ts";
import type { Arena } from "./arena.ts";

/** Share of requests that are repeated under their key, as by a client that lost the answer; the first of a story always is. */
const REPEATED = 0.1;

/** Records the history of one shipment after the other, one entry in each request, as a carrier's system does. */
export async function workSingly(arena: Arena): Promise<void> {
  while (!arena.ending.aborted) {
    const cast = castOf(arena.nextNumber());
    const { identifier, stages } = shipmentStory(arena.nextNumber(), cast);
    const hashes: EntryHash[] = [];
    for (const { author, kind, counterparty, occurredAt, payload } of stages.flat()) {
      const receiver = counterparty === undefined ? {} : { counterparty: arena.network.member(counterparty).id };
      const key = randomUUID();
      const token = arena.token(author);
      const body = JSON.stringify({ kind, shipment: identifier, ...receiver, occurredAt, payload });
      const told = await post(arena, token, key, body);
      if (told === undefined) break;
      if (hashes.length === 0 || Math.random() < REPEATED) await repeat(arena, token, key, body, told.hash);
      hashes.push(told.hash);
      arena.learn({ id: told.shipment, cast, hashes: [...hashes] });
    }
  }
}

interface Recorded {
  readonly shipment: ShipmentId;
  readonly hash: EntryHash;
}

async function post(arena: Arena, token: string, key: string, body: string): Promise<Recorded | undefined> {
  const { status, text, ms } = await send(arena, token, key, body);
  const told = status === 201 ? (JSON.parse(text) as Recorded) : undefined;
  if (told === undefined) arena.tally.fault("single", `${status}: ${text.slice(0, 300)}`);
  else arena.tally.did("single", 1, ms);
  return told;
}

/** Repeats a request, which must give the same entry and record none. */
async function repeat(arena: Arena, token: string, key: string, body: string, hash: EntryHash): Promise<void> {
  const { text, ms } = await send(arena, token, key, body);
  if (text.includes(hash)) arena.tally.did("repeated", 0, ms);
  else arena.tally.fault("repeated", `instead of ${hash}: ${text.slice(0, 300)}`);
}

function send(arena: Arena, token: string, key: string, body: string) {
  return arena.ask("single", {
    method: "POST",
    path: "/v1/entries",
    headers: {
      authorization: `Bearer ${token}`,
      "content-type": "application/json",
      "idempotency-key": `"${key}"`,
      prefer: "wait=60",
    },
    body,
  });
}

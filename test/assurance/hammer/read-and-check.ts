import { setTimeout as sleep } from "node:timers/promises";
import type { Entry, EntryHash } from "../../../src/domain/entry.ts";
import type { Trace } from "../../../src/api/trace.ts";
import { getBlockHeader } from "../../../src/ledger/get-block-header.ts";
import { readHead } from "../../../src/ledger/read-head.ts";
import type { Rpc } from "../../../src/rpc/json-rpc-client.ts";
import type { Arena } from "./arena.ts";
import { checkTrace } from "./check-trace.ts";

/** Milliseconds between two searches for a first shipment. */
const LOOK_MS = 50;

/** Reads one trace after the other as a party to the shipment, and compares each with the chain of a node. */
export async function readAndCheck(arena: Arena, rpc: Rpc, hashOf: (entry: Entry) => EntryHash): Promise<void> {
  while (!arena.ending.aborted) {
    const known = arena.anyShipment();
    if (known === undefined) {
      await sleep(LOOK_MS);
      continue;
    }
    const { status, text, ms } = await arena.ask("trace", {
      method: "GET",
      path: `/v1/shipments/${known.id}/trace`,
      headers: { authorization: `Bearer ${arena.token(known.cast.trader)}` },
    });
    if (status !== 200) {
      arena.tally.fault("trace", `${status}: ${text.slice(0, 300)}`);
      continue;
    }
    const trace = JSON.parse(text) as Trace;
    const { number } = trace.checkpoint;
    const { ledger } = arena.network.contracts;
    const [header, head] = await Promise.all([getBlockHeader(rpc, number), readHead(rpc, ledger, known.id, number)]);
    const onChain = { ...head, block: header?.hash ?? "unknown to the node" };
    const fault = checkTrace(trace, known.id, known.hashes, hashOf, onChain);
    if (fault === undefined) arena.tally.did("trace", 1, ms);
    else arena.tally.fault("trace", fault);
  }
}

import type { Dispatcher } from "undici";
import { setTimeout as sleep } from "node:timers/promises";
import type { EntryHash, ShipmentId } from "../../../src/domain/entry.ts";
import type { BenchNetwork } from "../../../scripts/bench/network/bench-network.ts";
import type { Cast } from "../../../scripts/bench/network/consortium.ts";
import type { Tally, WorkKind } from "./tally.ts";

/** A shipment with recorded entries, which every authorised reader must see from then on. */
export interface KnownShipment {
  readonly id: ShipmentId;
  readonly cast: Cast;
  /** Hashes of the entries reported as recorded so far. */
  readonly hashes: readonly EntryHash[];
}

/** Most shipments from which readers choose; older ones are dropped. */
const KNOWN = 20_000;

/** The state shared by all workers of one hammer run. */
export class Arena {
  readonly network: BenchNetwork;
  readonly gateway: Dispatcher;
  readonly tally: Tally;
  /** Aborts when the time is up: workers finish their current work and start no more. */
  readonly ending: AbortSignal;
  readonly #known: KnownShipment[] = [];
  #places = 0;
  #group = 0;

  constructor(network: BenchNetwork, gateway: Dispatcher, tally: Tally, ending: AbortSignal) {
    this.network = network;
    this.gateway = gateway;
    this.tally = tally;
    this.ending = ending;
  }

  /** A number unique to one shipment of this run. */
  nextNumber(): number {
    return this.#group++;
  }

  learn(shipment: KnownShipment): void {
    this.#known[this.#places++ % KNOWN] = shipment;
  }

  anyShipment(): KnownShipment | undefined {
    return this.#known[Math.floor(Math.random() * this.#known.length)];
  }

  /** An API key of a participant, in turn, because each key has a limit of requests per second. */
  token(alias: string): string {
    const { tokens } = this.network.member(alias);
    return tokens[Math.floor(Math.random() * tokens.length)] as string;
  }

  /** Sends a request, repeats it while the gateway answers 429 or 503, and returns the final answer. */
  async ask(kind: WorkKind, options: Dispatcher.RequestOptions): Promise<{ status: number; text: string; ms: number }> {
    for (;;) {
      const sent = performance.now();
      const { statusCode, headers, body } = await this.gateway.request(options);
      const text = await body.text();
      const busy = Number(headers["retry-after"]);
      if ((statusCode !== 503 && statusCode !== 429) || Number.isNaN(busy)) {
        return { status: statusCode, text, ms: performance.now() - sent };
      }
      this.tally.postponed(kind);
      await sleep(busy * 1000 * (0.5 + Math.random()));
    }
  }
}

import type { Dispatcher } from "undici";
import { setTimeout as sleep } from "node:timers/promises";
import type { EntryHash, ShipmentId } from "../../../src/domain/entry.ts";
import type { BenchNetwork } from "../../../scripts/bench/network/bench-network.ts";
import type { Cast } from "../../../scripts/bench/network/consortium.ts";
import type { Tally, WorkKind } from "./tally.ts";

/** A shipment with entries that the gateway said are recorded: whoever may read it must find them all from now on. */
export interface KnownShipment {
  readonly id: ShipmentId;
  readonly cast: Cast;
  /** Of the entries told as recorded so far. */
  readonly hashes: readonly EntryHash[];
}

/** Shipments that readers choose from; older ones make room. */
const KNOWN = 20_000;

/** What all workers of one hammering share. */
export class Arena {
  readonly network: BenchNetwork;
  readonly gateway: Dispatcher;
  readonly tally: Tally;
  /** Aborts when the time is up: work that has begun is ended, none is begun. */
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

  /** A number that no other shipment of this hammering has. */
  nextNumber(): number {
    return this.#group++;
  }

  learn(shipment: KnownShipment): void {
    this.#known[this.#places++ % KNOWN] = shipment;
  }

  anyShipment(): KnownShipment | undefined {
    return this.#known[Math.floor(Math.random() * this.#known.length)];
  }

  /** An API key of a participant, another one each time, since each is limited to so many requests a second. */
  token(alias: string): string {
    const { tokens } = this.network.member(alias);
    return tokens[Math.floor(Math.random() * tokens.length)] as string;
  }

  /**
   * Asks the gateway, again while it asks to be left in peace, and gives the answer that it then has.
   */
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

import type { Figure } from "../figure.ts";
import { captureLoad, type PreparedCapture } from "../load/capture-load.ts";
import { getLoad, type PreparedGet } from "../load/get-load.ts";
import type { BenchNetwork, Member } from "../network/bench-network.ts";
import { CHAIN_DEPTH, CHAIN_EVENTS, chainEvents, epcisDocument, lastLot, unitOf } from "../workload/epcis-documents.ts";
import type { Report } from "../workload/filled-network.ts";
import { prepareGroups, recordInBulk } from "../workload/record-in-bulk.ts";

/** Events per document, events in total, and connections. */
const CAPTURES = [
  { each: 1, events: 1_000, connections: 64 },
  { each: 10, events: 2_000, connections: 32 },
  { each: 500, events: 5_000, connections: 4 },
] as const;

/** Entries per second of the bulk endpoint, for comparison. */
const BULK_SHIPMENTS = 500;

const CONNECTIONS = 16;
const REQUESTS = 4_800;
const SECONDS = 5;

/**
 * Measures EPCIS: events per second from the capture of documents to the end of their jobs, compared with entries per
 * second of the bulk endpoint; then queries by EPC and traces over these events.
 */
export async function benchEpcis(network: BenchNetwork, size: number, report: Report): Promise<Figure[]> {
  const gateway = await network.startGateway();
  const member = network.member("trader-1");
  const chains = new Chains(member);
  const figures: Figure[] = [];
  try {
    const bulk = await recordInBulk(gateway.url, network, prepareGroups(network, 0, BULK_SHIPMENTS));
    const rival = { name: "entries/s of the bulk endpoint", value: bulk.entries / bulk.seconds };
    report(`the bulk endpoint records ${Math.round(rival.value)} entries a second`);
    for (const { each, events, connections } of CAPTURES) {
      const perSecond = events / (await captureLoad(gateway.url, chains.documents(events, each), connections));
      report(`${Math.round(perSecond)} events a second in documents of ${each}`);
      const what = `captured to recorded, documents of ${each}`;
      figures.push({ benchmark: "epcis", entries: chains.events, what, value: perSecond, unit: "events/s", rival });
    }
    while (chains.events < size) {
      const share = Math.min(20_000, size - chains.events);
      const seconds = await captureLoad(gateway.url, chains.documents(share, 500), 4);
      report(`${chains.events} events, ${Math.round(share / seconds)} a second`);
    }
    await requireAnswers(gateway.url, chains);
    const asked = { benchmark: "epcis", entries: chains.events, unit: "requests/s" };
    for (const [what, gets] of [
      ["MATCH_epc queries, 16 connections", chains.queries()],
      [`traces of depth ${CHAIN_DEPTH}, 16 connections`, chains.traces()],
    ] as const) {
      await getLoad(gateway.url, gets, CONNECTIONS, 2);
      const { perSecond, p99 } = await getLoad(gateway.url, gets, CONNECTIONS, SECONDS);
      report(`${Math.round(perSecond)} a second, ${what}`);
      figures.push({ ...asked, what, value: perSecond }, { ...asked, what: `${what}, p99`, value: p99, unit: "ms" });
    }
    const memory = gateway.peakMemory();
    if (memory !== undefined)
      figures.push({ ...asked, what: "peak memory of the gateway", value: memory, unit: "MiB" });
    return figures;
  } finally {
    await gateway.stop();
  }
}

/** @throws unless a query finds the two events of a unit, and a trace goes back through every transformation. */
async function requireAnswers(url: string, chains: Chains): Promise<void> {
  const ask = async ([get]: readonly PreparedGet[]) =>
    (await fetch(`${url}${get?.path}`, { headers: get?.headers ?? {} })).json();
  const found = (await ask(chains.queries())) as {
    epcisBody: { queryResults: { resultsBody: { eventList: object[] } } };
  };
  const events = found.epcisBody.queryResults.resultsBody.eventList.length;
  if (events !== 2) throw new Error(`A query by EPC found ${events} events.`);
  const { objects, complete } = (await ask(chains.traces())) as { objects: object[]; complete: boolean };
  if (objects.length !== CHAIN_DEPTH + 1 || !complete) throw new Error(`A trace found ${objects.length} lots.`);
}

/** The captured chains of events, in whole documents. */
class Chains {
  readonly #member: Member;
  #chains = 0;
  #requests = 0;

  constructor(member: Member) {
    this.#member = member;
  }

  get events(): number {
    return this.#chains * CHAIN_EVENTS;
  }

  /** The next events in documents of `each`; a chain may be in several of them. */
  documents(count: number, each: number): PreparedCapture[] {
    const events = Array.from({ length: count / CHAIN_EVENTS }, () => chainEvents(this.#chains++)).flat();
    return Array.from({ length: Math.ceil(events.length / each) }, (_, index) => ({
      body: epcisDocument(events.slice(index * each, (index + 1) * each)),
      token: this.#token(),
    }));
  }

  queries(): PreparedGet[] {
    return this.#gets((chain) => `/epcis/events?MATCH_epc=${encodeURIComponent(unitOf(chain, chain % 5))}`);
  }

  traces(): PreparedGet[] {
    return this.#gets((chain) => `/epcis/trace?epc=${encodeURIComponent(lastLot(chain))}&direction=back`);
  }

  #gets(pathOf: (chain: number) => string): PreparedGet[] {
    const stride = Math.max(1, Math.floor(this.#chains / REQUESTS));
    return Array.from({ length: REQUESTS }, (_, request) => ({
      path: pathOf((request * stride) % this.#chains),
      headers: { authorization: `Bearer ${this.#token()}` },
    }));
  }

  #token(): string {
    const { tokens } = this.#member;
    return tokens[this.#requests++ % tokens.length] as string;
  }
}

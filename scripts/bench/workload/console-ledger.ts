import { Pool } from "undici";
import type { BenchNetwork } from "../network/bench-network.ts";
import type { Report } from "./filled-network.ts";

/** The data for the console: the number of shipments in a list, and the number of entries of the last changed one. */
export const SHIPMENTS = 100_000;
export const ENTRIES = 1_000;

const TOGETHER = 1_000;
const AT_ONCE = 4;
const PORTS = ["BRSSZ", "NLRTM", "DEDUI", "CHBSL", "SGSIN", "USNYC", "ZADUR", "AEJEA"];

/** Records the shipments as one participant, and entries at changing places about the last shipment. */
export async function fillForConsole(url: string, network: BenchNetwork, alias: string, report: Report) {
  const pool = new Pool(url, { connections: AT_ONCE, headersTimeout: 120_000 });
  const { tokens } = network.member(alias);
  let next = 0;

  async function post(entries: readonly object[], token: string): Promise<string> {
    const { statusCode, body } = await pool.request({
      method: "POST",
      path: "/v1/entries/bulk",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/x-ndjson", prefer: "wait=60" },
      body: entries.map((entry) => JSON.stringify(entry)).join("\n"),
    });
    const text = await body.text();
    const { results = [] } = JSON.parse(text) as { results?: { submission?: { state: string; shipment: string } }[] };
    const recorded = results.flatMap(({ submission }) => (submission?.state === "recorded" ? submission.shipment : []));
    if (statusCode !== 200 || recorded.length !== entries.length)
      throw new Error(`Not recorded: ${text.slice(0, 500)}`);
    return recorded.at(-1) as string;
  }

  async function consign(token: string): Promise<void> {
    for (let from = next; from < SHIPMENTS; from = next) {
      next += TOGETHER;
      const numbers = Array.from({ length: Math.min(TOGETHER, SHIPMENTS - from) }, (_, index) => from + index);
      await post(
        numbers.map((number) => ({
          kind: "Consign",
          shipment: identifierOf(number),
          payload: { bizStep: "commissioning" },
        })),
        token,
      );
      if (from % 20_000 === 0) report(`${from} of ${SHIPMENTS} shipments`);
    }
  }

  try {
    await Promise.all(tokens.slice(0, AT_ONCE).map(consign));
    const began = Math.floor(Date.now() / 1000) - ENTRIES * 3_600;
    const shipment = identifierOf(SHIPMENTS);
    const entry = (index: number) => ({
      kind: index === 0 ? "Consign" : "Report",
      shipment,
      occurredAt: began + index * 3_600,
      payload: {
        bizStep: index === 0 ? "commissioning" : "in_transit",
        "portolan:place": PORTS[Math.floor(index / 40) % PORTS.length],
        note: `Reading ${index}`,
      },
    });
    await post([entry(0)], tokens[0] as string);
    return await post(
      Array.from({ length: ENTRIES - 1 }, (_, index) => entry(index + 1)),
      tokens[0] as string,
    );
  } finally {
    await pool.destroy();
  }
}

function identifierOf(number: number): string {
  return `urn:portolan:ucr:6BR${String(number).padStart(8, "0")}`;
}

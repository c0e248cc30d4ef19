import { request } from "undici";
import { verifyEvidence } from "../../../src/audit/evidence/verify-evidence.ts";
import { recoverAddress as recoverInJavaScript } from "../../../src/audit/page/recover-address.ts";
import type { ShipmentId } from "../../../src/domain/entry.ts";
import { recoverAddress } from "../../../src/keys/recover-address.ts";
import type { Figure } from "../figure.ts";
import { median } from "../load/latencies.ts";
import { castOf } from "../network/consortium.ts";
import type { FilledNetwork, Report } from "../workload/filled-network.ts";
import { eventPayload } from "../workload/event-payload.ts";

/** Numbers of entries of the shipments whose evidence is measured. */
const HISTORIES = [10, 100, 1_000];

const ROUNDS = 5;

/**
 * Measures evidence files of shipments with histories of growing length: their size, the time to make them, and the
 * time to verify them, with native signature recovery (command line) and with JavaScript only (browser).
 */
export async function benchEvidence({ network, entries }: FilledNetwork, report: Report): Promise<Figure[]> {
  const gateway = await network.startGateway();
  const { trader } = castOf(0);
  const [token = ""] = network.member(trader).tokens;
  const figures: Figure[] = [];
  try {
    for (const length of HISTORIES) {
      const shipment = await recordHistory(gateway.url, token, length);
      const made: number[] = [];
      let text = "";
      for (let round = 0; round < ROUNDS; round++) {
        const began = performance.now();
        text = await getEvidence(gateway.url, token, shipment);
        made.push(performance.now() - began);
      }
      const native = timed(() => verified(text, recoverAddress));
      const inJavaScript = timed(() => verified(text, recoverInJavaScript));
      const figure = { benchmark: "evidence", entries };
      const of = `evidence of ${length} entries`;
      figures.push(
        { ...figure, what: `${of}: file`, value: text.length / 1024, unit: "KiB" },
        { ...figure, what: `${of}: made by the gateway`, value: median(made), unit: "ms" },
        { ...figure, what: `${of}: verified, native recovery`, value: native, unit: "ms" },
        { ...figure, what: `${of}: verified, JavaScript recovery`, value: inJavaScript, unit: "ms" },
      );
      report(`${length} entries: ${Math.round(text.length / 1024)} KiB, verified in ${native.toFixed(1)} ms`);
    }
    return figures;
  } finally {
    await gateway.stop();
  }
}

function timed(work: () => void): number {
  return median(
    Array.from({ length: ROUNDS }, () => {
      const began = performance.now();
      work();
      return performance.now() - began;
    }),
  );
}

function verified(text: string, recover: typeof recoverAddress): void {
  const { problem } = verifyEvidence(text, {}, recover);
  if (problem !== null) throw new Error(`The evidence does not hold: ${problem.text}`);
}

/** Opens a shipment and adds reports until it has this number of entries. */
async function recordHistory(url: string, token: string, length: number): Promise<ShipmentId> {
  const identifier = `urn:example:evidence-of-${length}-${Date.now()}`;
  const lines = Array.from({ length }, (_, index) => {
    const kind = index === 0 ? "Consign" : "Report";
    const occurredAt = Math.floor(Date.now() / 1000) - length + index;
    const payload = eventPayload(kind, identifier, occurredAt, index);
    return JSON.stringify({ kind, shipment: identifier, occurredAt, payload });
  });
  const { statusCode, body } = await request(`${url}/v1/entries/bulk`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/x-ndjson", prefer: "wait=60" },
    body: lines.join("\n"),
  });
  const text = await body.text();
  if (statusCode !== 200) throw new Error(`The gateway answered ${statusCode}: ${text.slice(0, 500)}`);
  const { results } = JSON.parse(text) as { results: { submission?: { state: string; shipment: ShipmentId } }[] };
  const recorded = results.filter(({ submission }) => submission?.state === "recorded");
  const shipment = recorded[0]?.submission?.shipment;
  if (shipment === undefined || recorded.length !== length) throw new Error("Not every entry was recorded.");
  return shipment;
}

async function getEvidence(url: string, token: string, shipment: ShipmentId): Promise<string> {
  const { statusCode, body } = await request(`${url}/v1/shipments/${shipment}/evidence`, {
    headers: { authorization: `Bearer ${token}` },
  });
  const text = await body.text();
  if (statusCode !== 200) throw new Error(`The gateway answered ${statusCode}: ${text.slice(0, 500)}`);
  return text;
}

import { publicUrl } from "../../domain/encoding/public-url.ts";
import { randomInt } from "node:crypto";
import type { ShipmentId } from "../../domain/entry.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import type { Fault } from "../replay/fault.ts";
import { type Answer, ask, type GatewayAnswers, isRefusal, pagesOf } from "./gateway-answers.ts";
import { type ComparisonContext, type ComparisonFigures, ShipmentComparison } from "./shipment-comparison.ts";

export interface GatewayFigures extends ComparisonFigures {
  readonly url: string;
  readonly all: boolean;
  /** Number of shipments that the gateway lists for the API key. */
  readonly listed: number;
}

export interface GatewayRequest extends ComparisonContext {
  /** Whether to compare all listed shipments instead of a sample. */
  readonly all: boolean;
}

/** Size of a sample of listed shipments, and of a sample of shipments on the chain. */
const SAMPLE = 50;
/** Number of newest listed shipments from which the sample is drawn. */
const SAMPLED_FROM = 2_000;

/**
 * Compares a gateway's shipments, entries, traces and payloads with the chain. For an edited row of the database, the
 * fault names the entry and the field.
 *
 * @throws GatewayUnreachable, GatewayRefused, GatewayAnswerUnexpected
 */
export async function compareGateway(request: GatewayRequest): Promise<GatewayFigures> {
  const { answers, all, memory, report } = request;
  const listed = await listShipments(answers, all);
  const comparison = new ShipmentComparison(request);
  for (const shipment of all ? listed.keys() : sampleOf([...listed.keys()])) await comparison.compare(shipment);
  // A key with the access `facts` reads the ledger facts of all shipments: only then can a missing shipment be a fault.
  const seesAll = [...listed.values()].some((access) => access === "facts");
  const known = [...memory.ledger.shipments.keys()];
  const missing = !seesAll
    ? []
    : all
      ? known.filter((shipment) => !listed.has(shipment))
      : await unanswered(answers, sampleOf(known));
  for (const shipment of missing) report(missingFault(shipment));
  return { url: publicUrl(answers.url), all, listed: listed.size, ...comparison.figures };
}

/** Reads the shipments that the gateway lists, with the access that the API key has to each. */
async function listShipments(answers: GatewayAnswers, all: boolean): Promise<ReadonlyMap<ShipmentId, unknown>> {
  const listed = new Map<ShipmentId, unknown>();
  for await (const page of pagesOf(answers, "/v1/shipments")) {
    for (const { id, access } of page) listed.set(shipmentIdIn(answers, id), access);
    if (!all && listed.size >= SAMPLED_FROM) break;
  }
  return listed;
}

/** @throws GatewayAnswerUnexpected for an invalid id, because the comparison needs one. */
function shipmentIdIn({ url }: GatewayAnswers, id: unknown): ShipmentId {
  if (typeof id === "string" && /^0x[0-9a-f]{64}$/.test(id)) return `0x${id.slice(2)}`;
  throw new PortolanError("GatewayAnswerUnexpected", { url, problem: "a listed shipment has no id" });
}

async function unanswered(answers: GatewayAnswers, shipments: readonly ShipmentId[]): Promise<ShipmentId[]> {
  const missing: ShipmentId[] = [];
  for (const shipment of shipments)
    await ask(answers, `/v1/shipments/${shipment}`).catch((error: unknown): Answer => {
      if (!isRefusal(error, "ShipmentUnknown")) throw error;
      missing.push(shipment);
      return {};
    });
  return missing;
}

/** Draws a sample with a secure random generator, so that an operator cannot predict and correct the sampled rows. */
function sampleOf<Item>(items: readonly Item[]): Item[] {
  const left = [...items];
  const chosen: Item[] = [];
  while (chosen.length < SAMPLE && left.length > 0) chosen.push(...left.splice(randomInt(left.length), 1));
  return chosen;
}

function missingFault(shipment: ShipmentId): Fault {
  const expected = `shipment ${shipment}`;
  return { code: "GatewayShipmentMissing", block: null, entry: null, subject: shipment, expected, found: "nothing" };
}

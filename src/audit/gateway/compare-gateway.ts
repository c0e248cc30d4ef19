import { randomInt } from "node:crypto";
import type { ShipmentId } from "../../domain/entry.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import type { Fault } from "../replay/fault.ts";
import { type Answer, ask, type GatewayAnswers, isRefusal, pagesOf } from "./gateway-answers.ts";
import { type ComparisonContext, type ComparisonFigures, ShipmentComparison } from "./shipment-comparison.ts";

/** Figures of the comparison with a gateway. */
export interface GatewayFigures extends ComparisonFigures {
  readonly url: string;
  readonly all: boolean;
  /** Number of shipments that the gateway lists for the key. */
  readonly listed: number;
}

export interface GatewayRequest extends ComparisonContext {
  /** Whether every listed shipment is compared, instead of a sample. */
  readonly all: boolean;
}

/** Size of a sample, the number of latest shipments it comes from, and the number from the chain. */
const SAMPLE = 50;
const SAMPLED_FROM = 2_000;

/**
 * Compares what a gateway answers with what the chain holds: shipments, their entries and traces, and that payloads are
 * those which the entries commit to. A row that was edited in its database is named by its entry and field.
 *
 * @throws the errors of the command line for a gateway that does not answer.
 */
export async function compareGateway(request: GatewayRequest): Promise<GatewayFigures> {
  const { answers, all, memory, report } = request;
  const listed = await listShipments(answers, all);
  const comparison = new ShipmentComparison(request);
  for (const shipment of all ? listed.keys() : sampleOf([...listed.keys()])) await comparison.compare(shipment);
  // Who reads ledger facts alone reads those of every shipment: an auditor.
  const seesAll = [...listed.values()].some((access) => access === "facts");
  const known = [...memory.ledger.shipments.keys()];
  const missing = !seesAll
    ? []
    : all
      ? known.filter((shipment) => !listed.has(shipment))
      : await unanswered(answers, sampleOf(known));
  for (const shipment of missing) report(missingFault(shipment));
  return { url: answers.url, all, listed: listed.size, ...comparison.figures };
}

/** The shipments that the gateway lists, with how much of each the key may read. */
async function listShipments(answers: GatewayAnswers, all: boolean): Promise<ReadonlyMap<ShipmentId, unknown>> {
  const listed = new Map<ShipmentId, unknown>();
  for await (const page of pagesOf(answers, "/v1/shipments")) {
    for (const { id, access } of page) listed.set(shipmentIdIn(answers, id), access);
    if (!all && listed.size >= SAMPLED_FROM) break;
  }
  return listed;
}

/** @throws GatewayAnswerUnexpected for anything else: nothing on the chain could be compared with it. */
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

/** Random and unpredictable, so that an operator cannot correct only these rows. */
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

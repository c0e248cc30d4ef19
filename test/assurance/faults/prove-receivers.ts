import { randomUUID } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import type { JsonObject } from "../../../src/domain/encoding/json.ts";
import { EPCIS_CONTEXT } from "../../../src/epcis/query/query-document.ts";
import { captureEvents } from "../../support/capture-events.ts";
import { gatewayClient } from "../../support/gateway-client.ts";
import { bodyOf, serve } from "../../support/http-server.ts";
import type { Proof } from "./prove-fault.ts";
import type { World } from "./world.ts";

interface Letter {
  readonly id: string;
  readonly about: string;
}

/** Starts an HTTP receiver that accepts every message and loses its answer to the first attempt of each. */
async function startForgetfulReceiver(read: (headers: IncomingHttpHeaders, body: JsonObject) => Letter) {
  const received: Letter[] = [];
  const server = await serve(async (request, response) => {
    const letter = read(request.headers, JSON.parse(await bodyOf(request)) as JsonObject);
    const isFirst = !received.some(({ id }) => id === letter.id);
    received.push(letter);
    if (isFirst) response.destroy();
    else response.writeHead(204).end();
  });
  return { ...server, received };
}

/** Limit in milliseconds for a repetition: it follows after 5 s, give or take a fifth. */
const REPEATED_MS = 120_000;

/**
 * Sends webhooks and EPCIS callbacks to a receiver whose answers are lost. Each message must be repeated under its id,
 * and no other message may arrive.
 */
export async function proveReceivers(world: World, messages: number): Promise<Proof[]> {
  const { trader } = world.stack.participants;
  const url = world.gateways[0]?.url ?? "";
  const token = trader?.token ?? "";
  const client = gatewayClient(url, token);
  const webhooks = await startForgetfulReceiver((headers, body) => ({
    id: String(headers["webhook-id"]),
    about: String((body["data"] as JsonObject | undefined)?.["hash"]),
  }));
  const callbacks = await startForgetfulReceiver((_headers, body) => {
    const { subscriptionID, resultsBody } = (body["epcisBody"] as JsonObject)["queryResults"] as JsonObject;
    const events = (resultsBody as { eventList: { eventID: string }[] }).eventList.map(({ eventID }) => eventID);
    return { id: `${String(subscriptionID)} ${events.join()}`, about: events.join() };
  });
  try {
    await requireStatus(201, client.post("/v1/webhooks", { url: `${webhooks.url}/hook`, kinds: ["Consign"] }));
    const name = `packing-${randomUUID()}`;
    await requireStatus(201, client.post("/epcis/queries", { name, query: { EQ_bizStep: ["packing"] } }));
    const subscription = { dest: `${callbacks.url}/hook`, signatureToken: "a token of some length", stream: true };
    await requireStatus(201, client.post(`/epcis/queries/${name}/subscriptions`, subscription));

    const opened: string[] = [];
    const captured: string[] = [];
    for (let count = 0; count < messages; count++) {
      const opening = { identifier: `urn:example:told:${randomUUID()}`, payload: { count } };
      const { body } = await requireStatus(201, client.post("/v1/shipments", opening, { prefer: "wait=30" }));
      opened.push(body.head);
      const event = packing();
      await captureEvents(url, token, [event], [EPCIS_CONTEXT]);
      captured.push(String(event["eventID"]));
    }
    const begun = Date.now();
    const isDone = () => isToldTwice(webhooks.received, opened) && isToldTwice(callbacks.received, captured);
    while (!isDone() && Date.now() - begun < REPEATED_MS) await sleep(50);
    const recoveredMs = Date.now() - begun;
    return [
      proofOf("webhooks arrive, and the answers are lost", webhooks.received, opened, recoveredMs),
      proofOf("EPCIS callbacks arrive, and the answers are lost", callbacks.received, captured, recoveredMs),
    ];
  } finally {
    await webhooks.close();
    await callbacks.close();
  }
}

const times = (letters: readonly Letter[], about: string) => letters.filter((letter) => letter.about.includes(about));

const isToldTwice = (letters: readonly Letter[], expected: readonly string[]) =>
  expected.every((about) => times(letters, about).length >= 2);

function proofOf(fault: string, letters: readonly Letter[], expected: readonly string[], recoveredMs: number): Proof {
  const violations = expected.flatMap((about) => {
    const told = times(letters, about);
    if (told.length !== 2) return [`${about} was sent ${told.length} times`];
    return new Set(told.map(({ id }) => id)).size === 1 ? [] : [`${about} was sent under several ids`];
  });
  return { fault, promises: expected.length, recoveredMs, checks: expected.length * 2, violations };
}

async function requireStatus<Told extends { status: number; body: unknown }>(
  status: number,
  answer: Promise<Told>,
): Promise<Told> {
  const told = await answer;
  if (told.status !== status) throw new Error(`answered ${told.status} ${JSON.stringify(told.body)}`);
  return told;
}

function packing(): JsonObject {
  return {
    type: "ObjectEvent",
    eventID: `urn:uuid:${randomUUID()}`,
    eventTime: "2026-03-01T09:00:00.000Z",
    eventTimeZoneOffset: "+01:00",
    action: "ADD",
    bizStep: "packing",
    epcList: [`urn:epc:id:sgtin:9506000.134352.${randomUUID().replaceAll("-", "").slice(0, 18)}`],
  };
}

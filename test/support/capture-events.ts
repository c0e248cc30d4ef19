import { setTimeout as sleep } from "node:timers/promises";
import type { JsonObject, JsonValue } from "../../src/domain/encoding/json.ts";
import { EPCIS_CONTEXT } from "../../src/epcis/query/query-document.ts";
import { gatewayClient } from "./gateway-client.ts";

/** Captures events in one document, and waits until they are recorded. @throws when one is not. */
export async function captureEvents(
  url: string,
  token: string,
  eventList: readonly JsonObject[],
  contexts: readonly JsonValue[] = [],
): Promise<void> {
  const client = gatewayClient(url, token);
  const captured = await client.post("/epcis/capture", {
    "@context": [EPCIS_CONTEXT, ...contexts],
    type: "EPCISDocument",
    schemaVersion: "2.0",
    creationDate: new Date().toISOString(),
    epcisBody: { eventList },
  });
  if (captured.status !== 202) throw new Error(JSON.stringify(captured.body));
  for (;;) {
    const { body: job } = await client.get(captured.headers.get("location") as string);
    if (job.running === false) {
      if (job.success !== true) throw new Error(JSON.stringify(job));
      return;
    }
    await sleep(20);
  }
}

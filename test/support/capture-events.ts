import type { JsonObject, JsonValue } from "../../src/domain/encoding/json.ts";
import { EPCIS_CONTEXT } from "../../src/epcis/query/query-document.ts";
import { gatewayClient } from "./gateway-client.ts";
import { eventually } from "./eventually.ts";

/** Captures events in one document, and waits until they are recorded. @throws when one is not recorded. */
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
  const job = await eventually("the capture job is done", async () => {
    const { body } = await client.get(captured.headers.get("location") as string);
    return body.running === false && body;
  });
  if (job.success !== true) throw new Error(JSON.stringify(job));
}

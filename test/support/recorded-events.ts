import type { JsonObject, JsonValue } from "../../src/domain/json.ts";
import { checkEvent, isChecked } from "../../src/epcis/event/check-event.ts";
import { Context } from "../../src/epcis/event/context.ts";
import { indexEvent } from "../../src/epcis/query/index-event.ts";
import { indexEvents, noteRecorded, type EventToIndex } from "../../src/store/epcis-events.ts";
import type { Database } from "../../src/store/open-database.ts";
import { transaction } from "../../src/store/transaction.ts";
import { gatewayClient } from "./gateway-client.ts";

const indexRecorded = transaction(import.meta.url, "indexRecorded", async (tx, event: EventToIndex) => {
  await indexEvents(tx, [event]);
  await noteRecorded(
    tx,
    event.carriers.map(({ submission }) => submission),
  );
});

/** Records an event as a Report on a shipment that its author opened, and puts it into the index. */
export async function recordEvent(
  db: Database,
  url: string,
  token: string,
  shipment: string,
  json: JsonObject,
  contexts: readonly JsonValue[] = [],
): Promise<void> {
  const client = gatewayClient(url, token);
  const posted = await client.post("/v1/entries", { kind: "Report", shipment, payload: json }, { prefer: "wait=20" });
  if (posted.status !== 201) throw new Error(JSON.stringify(posted.body));
  const submission = await db.reader
    .selectFrom("submissions")
    .selectAll()
    .where("entry", "=", posted.body.hash)
    .executeTakeFirstOrThrow();
  const checked = checkEvent(json, Context.STANDARD.with(contexts));
  if (!isChecked(checked)) throw new Error(JSON.stringify(checked));
  await indexRecorded(db, {
    ...indexEvent(checked, contexts),
    key: `${submission.author} ${checked.facts.eventID} ${checked.facts.errorDeclaration?.declaredAtMs ?? ""}`,
    author: submission.author,
    commitment: submission.commitment as `0x${string}`,
    carriers: [{ submission: submission.id, shipment: submission.shipment as `0x${string}` }],
  });
}

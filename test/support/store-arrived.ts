import { toJsonText } from "../../src/domain/encoding/json-text.ts";
import type { View } from "../../src/domain/audience/view.ts";
import type { JsonObject } from "../../src/domain/encoding/json.ts";
import type { Bytes32, ParticipantId } from "../../src/domain/entry.ts";
import { summarise } from "../../src/domain/payload/summary.ts";
import { arrivedEvent } from "../../src/epcis/capture/arrived-event.ts";
import { numberOf } from "../../src/store/access/visibility.ts";
import { indexArrived } from "../../src/store/epcis/index-arrived.ts";
import type { KeyedEvent } from "../../src/store/epcis/events.ts";
import type { Database } from "../../src/store/open-database.ts";
import type { PayloadsTable } from "../../src/store/outbox/tables.ts";
import { transaction } from "../../src/store/transaction.ts";

const store = transaction(
  import.meta.url,
  "storeArrived",
  async (tx, payload: PayloadsTable, events: readonly KeyedEvent[]) => {
    await tx.deleteFrom("payloads").where("commitment", "=", payload.commitment).execute();
    await tx.insertInto("payloads").values(payload).execute();
    await indexArrived(tx, events);
  },
);

/** Stores a payload as one that arrived from another gateway, with its index. */
export async function storeArrived(
  db: Database,
  author: ParticipantId,
  { payload, seed, commitment }: { readonly payload: JsonObject; readonly seed: Bytes32; readonly commitment: Bytes32 },
  view: View = "all",
): Promise<void> {
  const event = arrivedEvent(author, commitment, payload);
  const row: PayloadsTable = {
    commitment,
    body: toJsonText(payload),
    seed,
    disclosure: null,
    view: numberOf(view),
    summary: toJsonText(summarise(payload)),
    countries: "",
    author,
    erased_at: null,
  };
  await store(db, row, event === undefined ? [] : [event]);
}

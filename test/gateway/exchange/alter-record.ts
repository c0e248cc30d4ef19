import type { Bytes32 } from "../../../src/domain/entry.ts";
import type { JsonObject } from "../../../src/domain/encoding/json.ts";
import type { JsonText } from "../../../src/domain/encoding/json-text.ts";
import { transaction } from "../../../src/store/transaction.ts";

/** Replaces the record of an act, as a member does that says something else than it committed to. */
export const alterRecord = transaction(
  import.meta.url,
  "alterRecord",
  async (tx, commitment: Bytes32, body: JsonText<JsonObject>) => {
    await tx.updateTable("act_records").set({ body }).where("commitment", "=", commitment).execute();
  },
);

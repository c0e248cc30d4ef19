import type { Bytes32 } from "../../../src/domain/entry.ts";
import { transaction } from "../../../src/store/transaction.ts";

/** Deletes payloads as the loss of a database does. */
export const forgetPayload = transaction(import.meta.url, "forgetPayload", (tx, commitment: Bytes32) =>
  tx.deleteFrom("payloads").where("commitment", "=", commitment).execute(),
);

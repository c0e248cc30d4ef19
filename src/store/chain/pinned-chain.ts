import type { PinnedChain } from "../../domain/pinned-chain.ts";
import type { Database } from "../open-database.ts";
import { readValue, writeValue } from "../single-values.ts";
import { transaction } from "../transaction.ts";

export const readPinnedChain = (db: Database) => readValue<PinnedChain>(db.reader, "chain");
export const pinChain = transaction(import.meta.url, "pinChain", (tx, chain: PinnedChain) =>
  writeValue(tx, "chain", chain),
);

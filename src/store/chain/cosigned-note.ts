import { readFact, writeFact } from "./facts.ts";
import type { Database } from "../open-database.ts";
import { transaction } from "../transaction.ts";

/** The last checkpoint that witnesses cosigned for this gateway. */
export interface CosignedNote {
  /** A signed note (c2sp.org/signed-note). */
  readonly note: string;
}

export const readCosignedNote = (db: Database) => readFact<CosignedNote>(db.reader, "cosigned");
export const writeCosignedNote = transaction(import.meta.url, "writeCosignedNote", (tx, note: CosignedNote) =>
  writeFact(tx, "cosigned", note),
);

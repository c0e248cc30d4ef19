import type { Database } from "../open-database.ts";
import { readValue, writeValue } from "../single-values.ts";
import { transaction } from "../transaction.ts";

/** The newest checkpoint that witnesses cosigned for this gateway. */
export interface CosignedNote {
  /** A signed note (c2sp.org/signed-note). */
  readonly note: string;
}

export const readCosignedNote = (db: Database) => readValue<CosignedNote>(db.reader, "cosigned");
export const writeCosignedNote = transaction(import.meta.url, "writeCosignedNote", (tx, note: CosignedNote) =>
  writeValue(tx, "cosigned", note),
);

import type { EntryHash } from "../../domain/entry.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { readEntryRecord, type EntryRecord } from "../../store/chain/entries.ts";
import { visibilityOf } from "../access.ts";
import type { Caller } from "../caller.ts";
import type { Reading } from "./reading.ts";

/** @throws PortolanError `EntryUnknown` when the entry does not exist for the caller. */
export async function requireEntry({ db }: Reading, caller: Caller, hash: EntryHash): Promise<EntryRecord> {
  const record = await readEntryRecord(db, visibilityOf(caller), hash);
  if (record === undefined) throw new PortolanError("EntryUnknown", { entry: hash });
  return record;
}

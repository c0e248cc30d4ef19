import type { EntryHash } from "../../domain/entry.ts";
import type { Caller } from "../caller.ts";
import type { EntryDetail } from "./entry-view.ts";
import type { Reading } from "./reading.ts";

/**
 * One entry with its payload.
 *
 * @throws PortolanError `EntryUnknown` when it does not exist for the caller.
 */
export declare function readEntry(reading: Reading, caller: Caller, hash: EntryHash): Promise<EntryDetail>;

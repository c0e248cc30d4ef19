import type { EntryHash } from "../../domain/entry.ts";
import { fromJsonText } from "../../domain/encoding/json-text.ts";
import { readSuccessor } from "../../store/chain/entries.ts";
import { readPayload } from "../../store/outbox/payloads.ts";
import type { Caller } from "../caller.ts";
import type { EntryDetail } from "../../api/entry.ts";
import { viewEntry } from "./entry-view.ts";
import type { Reading } from "./reading.ts";
import { requireEntry } from "./require-entry.ts";

/**
 * One entry with its payload.
 *
 * @throws PortolanError `EntryUnknown` when it does not exist for the caller.
 */
export async function readEntry(reading: Reading, caller: Caller, hash: EntryHash): Promise<EntryDetail> {
  const record = await requireEntry(reading, caller, hash);
  const isWhole = record.whole === 1;
  const payload = isWhole ? await readPayload(reading.db, record.entry.commitment, record.entry.author) : undefined;
  const body = payload?.body ?? null;
  return {
    ...viewEntry(reading, record),
    body: body === null ? null : fromJsonText(body),
    erasedAt: isWhole ? record.erasedAt : null,
    supersededBy: (await readSuccessor(reading.db, record)) ?? null,
  };
}

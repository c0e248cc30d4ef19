import type { Erasure } from "../../api/payload.ts";
import type { EntryHash } from "../../domain/entry.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { erasePayloadRecord, readPayload } from "../../store/outbox/payloads.ts";
import type { Caller } from "../caller.ts";
import type { Reading } from "./reading.ts";
import { requireEntry } from "./require-entry.ts";

/**
 * Erases an entry's payload, its seed and its summary for good; the ledger and the commitment stay. Only its author
 * may. Repeating it changes nothing and gives the time of the first erasure.
 *
 * @throws PortolanError `EntryUnknown`, `NotAuthorOfPayload`, `PayloadNotHeld`.
 */
export async function erasePayload(reading: Reading, caller: Caller, entry: EntryHash): Promise<Erasure> {
  const { author, commitment } = (await requireEntry(reading, caller, entry)).entry;
  if (author !== caller.participant) throw new PortolanError("NotAuthorOfPayload", { entry, author });
  await erasePayloadRecord(reading.db, commitment, author, reading.now());
  const erasedAt = (await readPayload(reading.db, commitment, author))?.erasedAt ?? null;
  if (erasedAt === null) throw new PortolanError("PayloadNotHeld", { entry });
  return { entry, commitment, erasedAt };
}

import type { Erasure, PayloadDisclosure } from "../../api/payload.ts";
import { bytesOf } from "../../domain/encoding/hex.ts";
import { fromJsonText } from "../../domain/encoding/json-text.ts";
import type { EntryHash } from "../../domain/entry.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { disclose } from "../../domain/payload/disclosure.ts";
import { erasePayloadRecord, readPayload } from "../../store/outbox/payloads.ts";
import type { Caller } from "../caller.ts";
import { requireEntry } from "./entries.ts";
import type { ReadContext } from "./read-context.ts";

/**
 * Discloses selected fields of an entry's payload.
 *
 * @param pointers JSON Pointers (RFC 6901) of the fields; `""` discloses the whole payload.
 * @throws PortolanError `EntryUnknown`, `PayloadNotHeld`, `PayloadErased`, `DisclosureUnknownField`.
 */
export async function disclosePayload(
  reading: ReadContext,
  caller: Caller,
  entry: EntryHash,
  pointers: readonly string[],
): Promise<PayloadDisclosure> {
  const {
    entry: { author, commitment },
    whole,
  } = await requireEntry(reading, caller, entry);
  const payload = whole === 1 ? await readPayload(reading.db, commitment, author) : undefined;
  if (payload === undefined) throw new PortolanError("PayloadNotHeld", { entry });
  const { body, seed, erasedAt } = payload;
  if (body === null || seed === null) throw new PortolanError("PayloadErased", { entry, erasedAt: erasedAt ?? 0 });
  return { entry, commitment, ...disclose(fromJsonText(body), bytesOf(seed), pointers) };
}

/**
 * Erases an entry's payload, seed and summary permanently; the entry and its commitment stay on the ledger. Only the
 * author may erase. A repeated call has no effect and returns the time of the first erasure.
 *
 * @throws PortolanError `EntryUnknown`, `NotAuthorOfPayload`, `PayloadNotHeld`.
 */
export async function erasePayload(reading: ReadContext, caller: Caller, entry: EntryHash): Promise<Erasure> {
  const { author, commitment } = (await requireEntry(reading, caller, entry)).entry;
  if (author !== caller.participant) throw new PortolanError("NotAuthorOfPayload", { entry, author });
  await erasePayloadRecord(reading.db, commitment, author, reading.now());
  const erasedAt = (await readPayload(reading.db, commitment, author))?.erasedAt ?? null;
  if (erasedAt === null) throw new PortolanError("PayloadNotHeld", { entry });
  return { entry, commitment, erasedAt };
}

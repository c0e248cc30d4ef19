import type { Erasure, PayloadDisclosure } from "../../api/payload.ts";
import { bytesOf } from "../../domain/encoding/hex.ts";
import type { JsonObject } from "../../domain/encoding/json.ts";
import { fromJsonText } from "../../domain/encoding/json-text.ts";
import type { EntryHash } from "../../domain/entry.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { VIEW_CLASSES, type View } from "../../domain/audience/view.ts";
import { classOfPointer } from "../../domain/payload/field-class.ts";
import { payloadFields } from "../../domain/payload/payload-fields.ts";
import { disclose } from "../../domain/payload/disclosure.ts";
import { erasePayloadRecord, readPayload } from "../../store/outbox/payloads.ts";
import type { Caller } from "../caller.ts";
import { requireEntry, viewOf } from "./entries.ts";
import type { ReadContext } from "./read-context.ts";

/**
 * Discloses selected fields of an entry's payload.
 *
 * @param pointers JSON Pointers (RFC 6901) of the fields; `""` discloses the whole payload. When absent, all that the
 * caller reads.
 * @throws PortolanError `EntryUnknown`, `PayloadNotHeld`, `PayloadErased`, `DisclosureUnknownField`, `FieldWithheld`.
 */
export async function disclosePayload(
  reading: ReadContext,
  caller: Caller,
  entry: EntryHash,
  pointers?: readonly string[],
): Promise<PayloadDisclosure> {
  const record = await requireEntry(reading, caller, entry);
  const { author, commitment } = record.entry;
  const view = viewOf(record);
  const payload = view === "facts" ? undefined : await readPayload(reading.db, commitment, author);
  if (payload === undefined) throw new PortolanError("PayloadNotHeld", { entry });
  const { body, seed, erasedAt } = payload;
  if (body === null || seed === null) throw new PortolanError("PayloadErased", { entry, erasedAt: erasedAt ?? 0 });
  const withheld = pointers?.find((pointer) => !isOpen(pointer, view));
  if (withheld !== undefined) throw new PortolanError("FieldWithheld", { entry, pointer: withheld });
  const held = fromJsonText(body);
  return { entry, commitment, ...disclose(held, bytesOf(seed), pointers ?? openMembers(held, view)) };
}

/** The pointers that a view opens: `""` for the whole payload, otherwise those of its open members. */
export function openMembers(payload: JsonObject, view: View): string[] {
  if (view === "all") return [""];
  return payloadFields(payload).filter((pointer) => pointer.lastIndexOf("/") === 0 && isOpen(pointer, view));
}

/** Whether a view opens a field; `""`, the whole payload, needs the whole view. */
export const isOpen = (pointer: string, view: View): boolean =>
  view === "all" || (pointer !== "" && VIEW_CLASSES[view].has(classOfPointer(pointer)));

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

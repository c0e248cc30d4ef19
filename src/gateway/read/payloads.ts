import type { Erasure, PayloadDisclosure } from "../../api/payload.ts";
import type { EntryHash } from "../../domain/entry.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { VIEW_CLASSES, type View } from "../../domain/audience/view.ts";
import { classOfPointer } from "../../domain/payload/field-class.ts";
import { erasePayloadRecord, readPayload } from "../../store/outbox/payloads.ts";
import type { Caller } from "../caller.ts";
import { discloseHeld, heldFields, heldPayload, type HeldPayload } from "./disclose-held.ts";
import { heldOf, noteOpened, requireEntry, viewOf } from "./entries.ts";
import type { ReadContext } from "./read-context.ts";

/**
 * Discloses selected fields of an entry's payload.
 *
 * @param pointers JSON Pointers (RFC 6901) of the fields; `""` discloses the whole payload. When absent, all that the
 * caller reads.
 * @throws PortolanError `EntryUnknown`, `PayloadErased`, `DisclosureUnknownField`, `FieldWithheld`; `PayloadNotHeld` also
 * for fields outside the held part.
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
  const { erasedAt } = payload;
  if (erasedAt !== null) throw new PortolanError("PayloadErased", { entry, erasedAt });
  const withheld = pointers?.find((pointer) => !isOpen(pointer, view));
  if (withheld !== undefined) throw new PortolanError("FieldWithheld", { entry, pointer: withheld });
  const held = heldPayload(payload);
  const heldView = heldOf(payload);
  const lacks = pointers?.some((pointer) => !isOpen(pointer, heldView)) ?? false;
  if (held === undefined || lacks) throw new PortolanError("PayloadNotHeld", { entry });
  noteOpened(reading, record, record.entry.shipment);
  return { entry, commitment, ...discloseHeld(held, pointers ?? openMembers(held, view)) };
}

/** The pointers that a view opens: `""` for all that is held, otherwise those of the open members. */
export function openMembers(payload: HeldPayload, view: View): string[] {
  if (view === "all") return [""];
  return heldFields(payload).filter((pointer) => pointer.lastIndexOf("/") === 0 && isOpen(pointer, view));
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

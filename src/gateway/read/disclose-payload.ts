import type { PayloadDisclosure } from "../../api/payload.ts";
import { disclose } from "../../domain/payload/disclosure.ts";
import type { EntryHash } from "../../domain/entry.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { fromJsonText } from "../../domain/encoding/json-text.ts";
import { bytesOf } from "../../domain/encoding/hex.ts";
import { readPayload } from "../../store/outbox/payloads.ts";
import type { Caller } from "../caller.ts";
import type { Reading } from "./reading.ts";
import { requireEntry } from "./require-entry.ts";

/**
 * Discloses chosen fields of an entry's payload without showing the others.
 *
 * @param pointers JSON Pointers (RFC 6901) of the fields; `""` shows the whole payload.
 * @throws PortolanError `EntryUnknown`, `PayloadNotHeld`, `PayloadErased`, `DisclosureUnknownField`.
 */
export async function disclosePayload(
  reading: Reading,
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

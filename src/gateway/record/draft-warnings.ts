import type { EntryDraft, PreparedEntry } from "../../api/entry.ts";
import { warningOf, type Warning } from "../../api/warning.ts";
import { parseInstant } from "../../domain/encoding/instant.ts";
import { wrongCheckDigitOf } from "../../domain/identifiers/wrong-check-digit.ts";
import { unitsIn } from "../../domain/payload/units-in.ts";

/** Most warnings in one answer. */
const MOST = 100;

type Warned = Pick<EntryDraft, "shipment" | "refersTo" | "payload" | "occurredAt">;

/** Warns of wrong check digits in a draft, and of an event whose own time differs from the entry's. */
export function draftWarnings({ shipment, refersTo, payload, occurredAt }: Warned): Warning[] {
  const units = unitsIn(payload).map(({ identifier, pointer }) => checkDigitWarning(identifier, `/payload${pointer}`));
  return [
    checkDigitWarning(shipment, "/shipment"),
    refersTo === undefined ? undefined : checkDigitWarning(refersTo, "/refersTo"),
    occurredAt === undefined ? undefined : timeWarning(payload["eventTime"], occurredAt),
    ...units,
  ]
    .filter((warning) => warning !== undefined)
    .slice(0, MOST);
}

/** Warns of a prepared entry as {@link draftWarnings} does of its draft. The pointers begin at the prepared entry. */
export function preparedWarnings({ entry, payload, identity }: PreparedEntry): Warning[] {
  const { occurredAt } = entry;
  const warnings = draftWarnings({ shipment: identity?.identifier ?? entry.shipment, payload, occurredAt });
  return warnings.map((warning) =>
    warning.pointer === "/shipment" ? { ...warning, pointer: "/identity/identifier" } : warning,
  );
}

/** Warns of a wrong check digit. @param pointer JSON Pointer of the identifier in the request or answer. */
export function checkDigitWarning(identifier: string, pointer: string): Warning | undefined {
  const wrong = wrongCheckDigitOf(identifier);
  return wrong && warningOf("wrong-check-digit", pointer, { ...wrong });
}

function timeWarning(stated: unknown, occurredAt: number): Warning | undefined {
  const eventTime = parseInstant(stated);
  if (typeof stated !== "string" || eventTime === undefined || eventTime === occurredAt) return undefined;
  return warningOf("event-time-differs", "/payload/eventTime", { eventTime: stated, occurredAt });
}

import type { ShipmentActions, KindView } from "../../../api/work.ts";
import { shipmentName } from "../../parts/shipment-name.ts";
import { dateTime } from "../../parts/date-time.ts";
import { text } from "../../texts/text.ts";
import { type Draft, unitTyped } from "./draft.ts";

/** What a draft refers to, as people call it; `undefined` for nothing. */
export function referenceName({ names }: KindView, actions: ShipmentActions, { refersTo }: Draft): string | undefined {
  if (refersTo === "") return undefined;
  switch (names) {
    case "case":
      return caseName(actions, refersTo);
    case "entry":
      return entryName(actions, refersTo);
    case "unit": {
      const unit = unitTyped(actions, refersTo);
      return unit === undefined ? refersTo : shipmentName(unit.id, unit.identifier);
    }
    default:
      return refersTo;
  }
}

export function caseName({ cases }: ShipmentActions, hold: string): string {
  const found = cases.find((one) => one.hold === hold);
  if (found === undefined) return hold;
  const { agency, openedAt, closedAt } = found;
  const key = closedAt === null ? "record.openCase" : "record.closedCase";
  return text(key, { agency: agency?.name ?? "", at: dateTime(openedAt) });
}

export function entryName({ entries }: ShipmentActions, hash: string): string {
  const found = entries.find((one) => one.hash === hash);
  if (found === undefined) return hash;
  return text("record.entry", {
    number: found.sequence,
    kind: text(`kind.${found.kind}`),
    at: dateTime(found.occurredAt),
  });
}

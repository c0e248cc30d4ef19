import type { ActionView, KindView, ShipmentActions } from "../../../../api/work.ts";
import type { ParticipantId } from "../../../../domain/entry.ts";
import { shipmentName } from "../../../parts/shipment-name.tsx";
import { text } from "../../../texts/text.ts";
import { dateTime } from "../../../times/format-time.ts";
import type { TypedMembers } from "./typed.ts";

/** Everything that a person has said of an entry so far. */
export interface Draft {
  /** The hash of a case or entry, the id of a unit or its number; empty for nothing. */
  readonly refersTo: string;
  /** A participant's number; empty for nobody. */
  readonly counterparty: string;
  readonly members: TypedMembers;
}

/**
 * The initial draft, with the only choice, or the choice that the address names, already made.
 *
 * @param begun when it was opened, as an `<input type="datetime-local">` takes it.
 */
export function blankDraft({ choices }: ActionView, about: string | undefined, begun: string): Draft {
  const named = choices.find(({ refersTo }) => refersTo === about && about !== undefined);
  const [only, ...others] = choices;
  const chosen = named ?? (others.length === 0 ? only : undefined);
  const [first, ...further] = chosen?.counterparties ?? [];
  return {
    refersTo: chosen?.refersTo ?? "",
    counterparty: first !== undefined && further.length === 0 ? String(first) : "",
    members: { eventTime: begun },
  };
}

/** The possible addressees for the draft's reference. */
export function addresseesOf({ choices }: ActionView, { refersTo }: Draft): readonly ParticipantId[] {
  return choices.find((choice) => (choice.refersTo ?? "") === refersTo)?.counterparties ?? [];
}

/** The unit that was typed, by its id or by its number as it is shown; `undefined` for one that is not among those named. */
export function unitTyped({ units }: ShipmentActions, typed: string): ShipmentActions["units"][number] | undefined {
  const said = typed.trim();
  return units.find(({ id, identifier }) => [id, identifier, shipmentName(id, identifier)].includes(said));
}

/** The display name of the draft's reference; `undefined` if it has none. */
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

import type { ActionView, KindView, ShipmentActions } from "../../../../api/work.ts";
import type { ParticipantId } from "../../../../domain/entry.ts";
import { shipmentName } from "../../../parts/shipment-name.tsx";
import { text } from "../../../texts/text.ts";
import { dateTime } from "../../../times/format-time.ts";
import type { TypedMembers } from "./typed.ts";

/** The input for an entry so far. */
export interface Draft {
  /** The hash of a case or entry, or the id or number of a unit; empty without a reference. */
  readonly refersTo: string;
  /** A participant's number; empty without a counterparty. */
  readonly counterparty: string;
  readonly members: TypedMembers;
}

/**
 * The initial draft, with the choice preset that the address names or that is the only one.
 *
 * @param begun The time at which the form was opened, as an `<input type="datetime-local">` accepts it.
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

/** The unit with the typed id or number; `undefined` when it is not one of the known units. */
export function unitTyped({ units }: ShipmentActions, typed: string): ShipmentActions["units"][number] | undefined {
  const said = typed.trim();
  return units.find(({ id, identifier }) => [id, identifier, shipmentName(id, identifier)].includes(said));
}

/** The display name of the draft's reference; `undefined` without a reference. */
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

import fc from "fast-check";
import type { Case, Phase } from "../../src/domain/rules/custody.ts";
import { type Bytes32, type Entry, type EntryHash, type ShipmentId, ZERO_BYTES32 } from "../../src/domain/entry.ts";
import { type Kind, KIND_NAMES } from "../../src/domain/rules/kind.ts";
import { KIND_RULES } from "../../src/domain/rules/kind-rules.ts";
import type { RoleBits } from "../../src/domain/rules/role.ts";
import { entryOf } from "./entry-of.ts";
import type { ModelLedger, ModelShipment } from "./model-ledger.ts";

/** The choice of an entry. Each number is taken modulo the number of candidates. */
export interface Move {
  readonly shipment: number;
  readonly kind: number;
  readonly author: number;
  readonly counterparty: number;
  readonly reference: number;
  /** Whether kind, author and reference are likely to be allowed. */
  readonly plausible: boolean;
  readonly stale: boolean;
}

/** The candidates of a choice. */
export interface Choices {
  readonly ledger: ModelLedger;
  readonly shipments: readonly ShipmentId[];
  readonly members: readonly { readonly id: number; readonly roles: RoleBits }[];
  readonly recorded: readonly EntryHash[];
}

export const move: fc.Arbitrary<Move> = fc.record({
  shipment: fc.nat(),
  kind: fc.nat(),
  author: fc.nat(),
  counterparty: fc.nat(),
  reference: fc.nat(),
  plausible: fc.nat(9).map((tenth) => tenth !== 9),
  stale: fc.nat(29).map((thirtieth) => thirtieth === 29),
});

/** The kinds that are useful in a phase; a kind that is listed twice comes twice as often. */
const PLAUSIBLE_KINDS: Readonly<Record<Phase, readonly Kind[]>> = {
  Unknown: ["Consign"],
  InCustody: ["Offer", "Load", "Load", "Load", "Hold", "Offer", "Load", "Report", "Inspect", "Correct", "Close"],
  Offered: ["Accept", "Accept", "Refuse", "Withdraw", "Hold"],
  Inside: ["Unload", "Report", "Offer"],
  Closed: ["Report", "Inspect", "Correct"],
  Forfeited: ["Report", "Inspect", "Correct", "Close"],
};
const KINDS_UNDER_A_CASE: readonly Kind[] = [
  ...([
    "Notice",
    "Notice",
    "Seize",
    "Contest",
    "Uphold",
    "Uphold",
    "Annul",
    "Seize",
    "Forfeit",
    "Forfeit",
    "Forfeit",
  ] as const),
  ...(["Release", "Offer", "Accept", "Inspect"] as const),
];
const BY_AGENCY: readonly Kind[] = ["Notice", "Release", "Seize", "Forfeit"];

/** The chosen entry in the ledger's present state. */
export function randomEntry(choices: Choices, choice: Move): Entry {
  const { ledger, shipments, members } = choices;
  const shipment = pick(shipments, choice.shipment);
  const known = ledger.shipment(shipment);
  const kind = chooseKind(known, choice);
  const [hold, customsCase] = chooseCase(choices, shipment, choice);
  const addressed = KIND_RULES[kind].counterparty === "required";
  const served = choice.plausible && kind === "Notice" ? customsCase?.custodian : undefined;
  return entryOf(kind, {
    shipment,
    previous: choice.stale ? shipment : known.head,
    author: chooseAuthor(choices, known, kind, customsCase, choice),
    counterparty: addressed ? (served ?? pick(members, choice.counterparty).id) : 0,
    refersTo: chooseReference(choices, known, kind, hold, choice),
  });
}

function chooseKind({ custody }: ModelShipment, { plausible, kind }: Move): Kind {
  if (!plausible) return pick(KIND_NAMES, kind);
  return pick(custody.openCases > 0 ? KINDS_UNDER_A_CASE : PLAUSIBLE_KINDS[custody.phase], kind);
}

function chooseCase({ ledger }: Choices, shipment: ShipmentId, choice: Move): [EntryHash?, Case?] {
  const cases = [...ledger.cases(shipment)];
  const candidates = choice.plausible ? cases.filter(([, { closed }]) => !closed) : cases;
  return candidates.length > 0 ? pick(candidates, choice.reference) : [];
}

function chooseAuthor(
  { ledger, members }: Choices,
  { custody, container }: ModelShipment,
  kind: Kind,
  customsCase: Case | undefined,
  choice: Move,
): number {
  const anyone = pick(members, choice.author).id;
  if (!choice.plausible) return anyone;
  if (kind === "Consign") return pick(members.slice(0, 1), choice.author).id;
  if (BY_AGENCY.includes(kind)) return customsCase?.agency ?? anyone;
  if (kind === "Contest") return customsCase?.custodian ?? anyone;
  if (kind === "Accept" || kind === "Refuse") return custody.offeredTo || anyone;
  if (kind === "Unload") return ledger.shipment(container).custody.custodian || anyone;
  const required = KIND_RULES[kind].roles;
  if (required === undefined) return custody.custodian || anyone;
  return pick(
    members.filter(({ roles }) => (roles & required) !== 0),
    choice.author,
  ).id;
}

function chooseReference(
  { shipments, recorded }: Choices,
  { container }: ModelShipment,
  kind: Kind,
  hold: EntryHash | undefined,
  { plausible, reference }: Move,
): Bytes32 {
  const entry = recorded[reference % Math.max(recorded.length, 1)] ?? ZERO_BYTES32;
  switch (KIND_RULES[kind].names) {
    case "unit":
      return plausible && kind === "Unload" && container !== ZERO_BYTES32 ? container : pick(shipments, reference);
    case "case":
      return hold ?? (plausible ? ZERO_BYTES32 : entry);
    case "entry":
      return entry;
    case undefined:
      return plausible ? ZERO_BYTES32 : entry;
  }
}

function pick<Item>(items: readonly Item[], index: number): Item {
  const item = items[index % items.length];
  if (item === undefined) throw new Error("There is nothing to pick from.");
  return item;
}

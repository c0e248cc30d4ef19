import fc from "fast-check";
import type { Case, Custody, Phase } from "../../src/domain/rules/custody.ts";
import { type Bytes32, type Entry, type EntryHash, type ShipmentId, ZERO_BYTES32 } from "../../src/domain/entry.ts";
import { type Kind, KIND_NAMES } from "../../src/domain/rules/kind.ts";
import { KIND_RULES } from "../../src/domain/rules/kind-rules.ts";
import { type RoleBits, ROLES } from "../../src/domain/rules/role.ts";
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
    "Charge",
    "Hear",
    "Hear",
    "Appeal",
    "Appeal",
    "Lapse",
  ] as const),
  ...(["Release", "Offer", "Accept", "Inspect"] as const),
];
const BY_AGENCY: readonly Kind[] = ["Notice", "Release", "Seize", "Forfeit", "Charge", "Lapse"];

/** The chosen entry in the ledger's present state. */
export function randomEntry(choices: Choices, choice: Move): Entry {
  const { ledger, shipments, members } = choices;
  const shipment = pick(shipments, choice.shipment);
  const known = ledger.shipment(shipment);
  const [hold, customsCase] = chooseCase(choices, shipment, choice);
  const kind = chooseKind(known, customsCase, choice);
  const author = chooseAuthor(choices, known, kind, customsCase, choice);
  return entryOf(kind, {
    shipment,
    previous: choice.stale ? shipment : known.head,
    author,
    counterparty: chooseCounterparty(members, known, kind, customsCase, author, choice),
    refersTo: chooseReference(choices, known, kind, hold, choice),
  });
}

function chooseCounterparty(
  members: Choices["members"],
  { custody }: ModelShipment,
  kind: Kind,
  customsCase: Case | undefined,
  author: number,
  { plausible, counterparty }: Move,
): number {
  const addressed = KIND_RULES[kind].counterparty;
  if (addressed === "none") return 0;
  if (plausible && customsCase !== undefined && (kind === "Notice" || kind === "Hear")) {
    const parties = [customsCase.custodian, custody.consignor];
    const nobody = kind === "Hear" && (author !== customsCase.agency || counterparty % 5 === 0);
    return nobody ? 0 : pick(parties, counterparty);
  }
  if (plausible && kind === "Appeal") {
    const tribunals = members.filter(({ id, roles }) => (roles & ROLES.tribunal) !== 0 && id !== customsCase?.tribunal);
    if (tribunals.length > 0) return pick(tribunals, counterparty).id;
  }
  return addressed === "optional" && counterparty % 3 === 0 ? 0 : pick(members, counterparty).id;
}

/** The entry that brings a case nearer to its end, which chance alone rarely makes in order. */
function nextStep({ custody }: ModelShipment, customsCase: Case, kind: number): Kind {
  const standings = [customsCase.custodianStanding, customsCase.consignorStanding];
  if (customsCase.contested) return kind % 5 === 0 ? "Annul" : "Uphold";
  if (kind % 7 === 0) return customsCase.tribunal === 0 ? "Contest" : "Appeal";
  if (!customsCase.seized) return "Seize";
  if (!customsCase.charged) return "Charge";
  if (standings.includes("Unserved") && custody.consignor !== customsCase.agency) return "Notice";
  return standings.includes("Served") && !customsCase.exempt ? "Hear" : "Forfeit";
}

function chooseKind(known: ModelShipment, customsCase: Case | undefined, { plausible, kind }: Move): Kind {
  const { custody } = known;
  if (!plausible) return pick(KIND_NAMES, kind);
  if (customsCase !== undefined && !customsCase.closed && kind % 4 !== 0) return nextStep(known, customsCase, kind);
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
  const byCase = customsCase === undefined ? undefined : chooseAuthorInCase(kind, customsCase, custody, choice);
  if (byCase !== undefined && byCase !== 0) return byCase;
  if (kind === "Accept" || kind === "Refuse") return custody.offeredTo || anyone;
  if (kind === "Unload") return ledger.shipment(container).custody.custodian || anyone;
  const required = KIND_RULES[kind].roles;
  if (required === undefined) return custody.custodian || anyone;
  return pick(
    members.filter(({ roles }) => (roles & required) !== 0),
    choice.author,
  ).id;
}

/** The author of an entry about a case; 0 or nothing when the case does not say who. */
function chooseAuthorInCase(
  kind: Kind,
  { agency, custodian, tribunal }: Case,
  { consignor }: Custody,
  { author }: Move,
): number | undefined {
  if (BY_AGENCY.includes(kind)) return agency;
  if (kind === "Hear") return pick([agency, custodian, consignor], author);
  if (kind === "Contest" || kind === "Appeal") return pick([custodian, consignor], author);
  return kind === "Uphold" || kind === "Annul" ? tribunal : undefined;
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
    case "profile":
    case undefined:
      return plausible ? ZERO_BYTES32 : entry;
  }
}

function pick<Item>(items: readonly Item[], index: number): Item {
  const item = items[index % items.length];
  if (item === undefined) throw new Error("There is nothing to pick from.");
  return item;
}

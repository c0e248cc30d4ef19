import fc from "fast-check";
import { type EntryHash, type ShipmentId, ZERO_BYTES32 } from "../../../src/domain/entry.ts";
import { PortolanError } from "../../../src/domain/errors/portolan-error.ts";
import { itemAt } from "../../../src/domain/item-at.ts";
import type { Kind } from "../../../src/domain/rules/kind.ts";
import type { Caller } from "../../../src/gateway/caller.ts";
import type { Said, SeededLedger } from "../../support/seeded-ledger.ts";

/** What a random member does with a random shipment. The ledger refuses much of it. */
const ACTS: readonly Kind[] = [
  ...(["Offer", "Offer", "Accept", "Accept", "Refuse", "Withdraw", "Report", "Report", "Correct"] as const),
  ...(["Hold", "Notice", "Contest", "Contest", "Inspect", "Seize", "Load", "Unload"] as const),
];

const ABOUT_A_CASE: readonly Kind[] = ["Notice", "Contest", "Seize"];

const STEPS = 300;

/** Random numbers that decide who does what. */
export interface Act {
  readonly kind: number;
  readonly author: number;
  readonly shipment: number;
  readonly other: number;
}

/** What was recorded so far. */
export interface Told {
  readonly shipments: ShipmentId[];
  readonly recorded: EntryHash[];
  readonly offered: Map<ShipmentId, Caller>;
  readonly cases: { hold: EntryHash; shipment: ShipmentId; agency: Caller }[];
}

/** The members of a story. */
export interface Cast {
  readonly everybody: readonly Caller[];
  readonly consignors: readonly Caller[];
}

export const ACT: fc.Arbitrary<Act> = fc.record({
  kind: fc.nat(),
  author: fc.nat(),
  shipment: fc.nat(),
  other: fc.nat(),
});

export const newStory = (): Told => ({ shipments: [], recorded: [], offered: new Map(), cases: [] });

/** Records some hundred random entries, always the same ones. @param afterStep called after each. */
export async function tellRandomStory(
  ledger: SeededLedger,
  cast: Cast,
  afterStep: (step: number) => Promise<void>,
): Promise<void> {
  const told = newStory();
  for (const [step, each] of fc.sample(ACT, { numRuns: STEPS, seed: 7 }).entries()) {
    if (step % 20 === 0) {
      const said: Said = step % 40 === 0 ? {} : { countries: ["CH"] };
      told.shipments.push(await ledger.consign(some(cast.consignors, step), someUnit(step), said));
    }
    await tell(ledger, cast, told, each);
    await afterStep(step);
  }
}

/** What the author of a random entry says besides its fields. */
const SAID = ({ other }: Act): Said => ({
  ...(other % 5 === 0 && { countries: ["NL"] }),
  ...(other % 7 === 0 && { payload: null }),
});

/** Records one random entry, unless the ledger refuses it. @param say gives the entry's payload. */
export async function tell(
  ledger: SeededLedger,
  { everybody }: Pick<Cast, "everybody">,
  told: Told,
  act: Act,
  say: (act: Act) => Said = SAID,
): Promise<void> {
  const kind = some(ACTS, act.kind);
  const about = ABOUT_A_CASE.includes(kind) && told.cases.length > 0 ? some(told.cases, act.other) : undefined;
  const shipment = about?.shipment ?? some(told.shipments, act.shipment);
  const likely = kind === "Accept" || kind === "Refuse" ? told.offered.get(shipment) : about?.agency;
  const author = (kind !== "Contest" && likely) || some(everybody, act.author);
  const counterparty = some(everybody, act.other);
  const hash = await recordUnlessRefused(ledger, author, kind, shipment, {
    refersTo: about?.hold ?? referred(kind, told, act.other),
    ...((kind === "Offer" || kind === "Notice") && { counterparty }),
    ...say(act),
  });
  if (hash === undefined) return;
  told.recorded.push(hash);
  if (kind === "Offer") told.offered.set(shipment, counterparty);
  if (kind === "Hold") told.cases.push({ hold: hash, shipment, agency: author });
}

async function recordUnlessRefused(
  ledger: SeededLedger,
  ...entry: Parameters<SeededLedger["record"]>
): Promise<EntryHash | undefined> {
  try {
    return await ledger.record(...entry);
  } catch (error) {
    if (!PortolanError.is(error, "LedgerRuleBroken")) throw error;
    return undefined;
  }
}

/** What an entry of a kind refers to, other than a case. */
function referred(kind: Kind, { recorded, shipments }: Told, index: number): EntryHash {
  if (kind === "Correct" && recorded.length > 0) return some(recorded, index);
  return kind === "Load" || kind === "Unload" ? some(shipments, index) : ZERO_BYTES32;
}

/** The identifier of one of many logistic units. */
export function someUnit(index: number): string {
  return `urn:epc:id:sscc:4012345.${String(index).padStart(10, "0")}`;
}

export const some = <Item>(items: readonly Item[], index: number): Item => itemAt(items, index % items.length);

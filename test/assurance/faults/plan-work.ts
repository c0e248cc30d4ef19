import { id as hashOf } from "ethers";
import fc from "fast-check";
import { type EntryHash, type ParticipantId, type ShipmentId, ZERO_BYTES32 } from "../../../src/domain/entry.ts";
import { type Kind, kindName } from "../../../src/domain/rules/kind.ts";
import { KIND_RULES } from "../../../src/domain/rules/kind-rules.ts";
import { momentOf } from "../../../src/domain/rules/moment.ts";
import { roleBits } from "../../../src/domain/rules/role.ts";
import { ModelLedger } from "../../support/model-ledger.ts";
import { move, randomEntry, type Move } from "../../support/random-entry.ts";
import { DEFAULT_ENROLMENTS } from "../../support/stack.ts";

/** The participants that work, in the order of enrolment. */
const NAMES = Object.keys(DEFAULT_ENROLMENTS) as (keyof typeof DEFAULT_ENROLMENTS)[];

export type MemberName = (typeof NAMES)[number];

/** A planned entry. Units and entries have the names of the plan. */
export interface PlannedEntry {
  readonly id: EntryHash;
  readonly author: MemberName;
  readonly kind: Kind;
  readonly unit: ShipmentId;
  readonly counterparty: MemberName | undefined;
  readonly refersTo: { readonly unit: ShipmentId } | { readonly entry: EntryHash } | undefined;
  /**
   * Whether the rules look at a unit that the entry does not name: the outermost one around the unit of an Unload. The
   * gateway does not keep entries on that unit in order with this one.
   */
  readonly looksBeyond: boolean;
  /** Whether the rules allow it when all earlier entries of its story went as planned. */
  readonly isLawful: boolean;
}

/** The way in which a client sends an entry. */
export type Way = "single" | "bulk" | "self-custody";

/** One step of a client in a story. */
export interface Step {
  readonly way: Way;
  /** Entries of one author. */
  readonly entries: readonly PlannedEntry[];
  /** Whether the client continues only after they are settled. A step before another author's always waits. */
  readonly waits: boolean;
  /** Whether the step is sent again after its answer, and whether it is sent twice at once. */
  readonly isRepeated: boolean;
  readonly isRaced: boolean;
}

/** The history of some units, one step after the other; stories run in parallel. */
export type Story = readonly Step[];

/** The random values that determine a step. */
interface Choice {
  readonly move: Move;
  readonly way: number;
  readonly waits: boolean;
  readonly isRepeated: boolean;
  readonly isRaced: boolean;
}

const choice: fc.Arbitrary<Choice> = fc.record({
  move,
  way: fc.nat(9),
  waits: fc.boolean(),
  isRepeated: fc.nat(5).map((sixth) => sixth === 0),
  isRaced: fc.nat(5).map((sixth) => sixth === 0),
});

/** Number of units in one story. */
const UNITS = 4;

const rolesOf = (participant: ParticipantId) => {
  const name = NAMES[participant - 1];
  return name === undefined ? 0 : roleBits(DEFAULT_ENROLMENTS[name].roles);
};
const MEMBERS = NAMES.map((_, index) => ({ id: index + 1, roles: rolesOf(index + 1) }));
const jurisdictionOf = (participant: ParticipantId) => {
  const name = NAMES[participant - 1];
  return name === undefined ? undefined : DEFAULT_ENROLMENTS[name].jurisdiction;
};
/** The time stands still, so that a plan is the same for the same seed: no time for a remedy ends. */
const MOMENT = momentOf(0, (participant) => {
  const name = NAMES[participant - 1];
  if (name === undefined) return undefined;
  const { roles, jurisdiction } = DEFAULT_ENROLMENTS[name];
  return { roles: roleBits(roles), jurisdiction, suspended: false };
});
const nameOf = (participant: ParticipantId): MemberName | undefined => NAMES[participant - 1];

/**
 * Plans random work, the same for the same seed, independent of its outcome. Each step is chosen on the model of the
 * ledger, as if all earlier steps had gone as planned.
 */
export function planWork(seed: number, stories: number, steps: number): Story[] {
  return Array.from({ length: stories }, (_, story) => {
    // More than needed: choices that their author could not make are skipped.
    const choices = fc.sample(choice, { seed: seed * 1_000 + story, numRuns: steps * 3 });
    return planStory(`${seed} ${story}`, choices, steps);
  });
}

function planStory(name: string, choices: readonly Choice[], steps: number): Story {
  const ledger = new ModelLedger(() => MOMENT);
  const shipments = Array.from({ length: UNITS }, (_, unit) => hashOf(`unit ${name} ${unit}`) as ShipmentId);
  const recorded: EntryHash[] = [];
  const parties = new Map(shipments.map((unit) => [unit, new Set<ParticipantId>()]));

  function plan({ move: chosen }: Choice): PlannedEntry | undefined {
    const entry = randomEntry({ ledger, shipments, members: MEMBERS, recorded }, { ...chosen, stale: false });
    const kind = kindName(entry.kind) as Kind;
    const { shipment: unit, author, counterparty, refersTo } = entry;
    if (!mayWrite(author, unit, kind)) return undefined;
    const looksBeyond = kind === "Unload" && ledger.shipment(refersTo).container !== ZERO_BYTES32;
    const id = hashOf(`entry ${name} ${recorded.length} ${kind} ${refersTo} ${author}`) as EntryHash;
    const refusal = ledger.record(entry, id);
    if (refusal === undefined) {
      recorded.push(id);
      // The plan holds as long as the gateway applies this rule.
      if (kind === "Consign" || kind === "Accept" || kind === "Unload") parties.get(unit)?.add(author);
      if (counterparty !== 0) parties.get(unit)?.add(counterparty);
    } else if (refusal.code === "ShipmentLedgerUnknownKind" || kind === "Consign") return undefined;
    const names = KIND_RULES[kind].names;
    const reference =
      refersTo === ZERO_BYTES32 ? undefined : names === "unit" ? { unit: refersTo } : { entry: refersTo };
    return {
      id,
      author: nameOf(author) as MemberName,
      kind,
      unit,
      counterparty: nameOf(counterparty),
      refersTo: reference,
      looksBeyond,
      isLawful: refusal === undefined,
    };
  }

  /**
   * Whether the gateway accepts its entries about this unit: from parties, customs of a named country, and tribunals of
   * the agency's jurisdiction after a contest.
   */
  function mayWrite(author: ParticipantId, unit: ShipmentId, kind: Kind): boolean {
    const name = nameOf(author);
    if (kind === "Consign") return parties.get(unit)?.size === 0;
    const contested = [...ledger.cases(unit).values()].some(
      (known) => known.contested && jurisdictionOf(known.agency) === jurisdictionOf(author),
    );
    return (
      parties.get(unit)?.has(author) === true ||
      (parties.get(unit)?.size !== 0 && (name === "customs" || name === "foreign" || name === "auditor")) ||
      (name === "tribunal" && contested)
    );
  }

  const story: Step[] = [];
  for (const chosen of choices) {
    if (story.length === steps) break;
    const entry = plan(chosen);
    if (entry === undefined) continue;
    const { waits, isRepeated, isRaced } = chosen;
    const way: Way = chosen.way === 0 ? "self-custody" : chosen.way < 4 ? "bulk" : "single";
    const before = story.at(-1);
    // A reference to an entry needs its hash, which is known only after the recording.
    const { refersTo } = entry;
    const needsHash = refersTo !== undefined && "entry" in refersTo;
    const [first] = before?.entries ?? [];
    const isApart = needsHash || entry.looksBeyond || first?.looksBeyond === true;
    if (way === "bulk" && before?.way === "bulk" && first?.author === entry.author && !isApart) {
      story[story.length - 1] = { ...before, entries: [...before.entries, entry] };
    } else story.push({ way, entries: [entry], waits, isRepeated, isRaced });
  }
  return story;
}

import { expect } from "chai";
import fc from "fast-check";
import { type EntryHash, type Hex, type ParticipantId, ZERO_BYTES32 } from "../../../src/domain/entry.ts";
import {
  type ActionChoice,
  type Candidates,
  judgeAction,
  type JudgedAction,
} from "../../../src/domain/rules/judge-action.ts";
import { type Kind, KIND_NAMES } from "../../../src/domain/rules/kind.ts";
import { KIND_RULES } from "../../../src/domain/rules/kind-rules.ts";
import { LedgerState } from "../../../src/domain/rules/ledger-state.ts";
import { Refusal, refuse } from "../../../src/domain/rules/refusal.ts";
import { type Role, roleBits } from "../../../src/domain/rules/role.ts";
import { entryOf } from "../../support/entry-of.ts";
import { momentOfRoles } from "../../support/moment-of-roles.ts";
import { ModelLedger } from "../../support/model-ledger.ts";
import { move, type Move, randomEntry } from "../../support/random-entry.ts";

const ROLES_OF_MEMBERS: readonly Role[][] = [
  ["carrier"],
  ["trader"],
  ["customs"],
  ["customs", "carrier"],
  ["tribunal"],
  ["tribunal"],
  [],
];
const MEMBERS = ROLES_OF_MEMBERS.map((roles, index) => ({ id: index + 1, roles: roleBits(roles) }));
const rolesOf = (participant: ParticipantId) => MEMBERS[participant - 1]?.roles ?? 0;
const hex = (number: number): Hex => `0x${number.toString(16).padStart(64, "0")}`;
const SHIPMENTS = [1, 2, 3, 4].map((number) => hex(number));

/** The same entries in the model's ledger and in the domain's state. */
class Twins {
  #moment = momentOfRoles(rolesOf);
  readonly model = new ModelLedger(() => this.#moment);
  readonly state = new LedgerState();
  readonly recorded: { readonly hash: EntryHash; readonly shipment: Hex; readonly author: ParticipantId }[] = [];
  #hash = 1_000;

  record(choice: Move): void {
    this.#moment = { ...this.#moment, time: this.#moment.time + (choice.reference % 5) * 86_400 };
    const hashes = this.recorded.map(({ hash }) => hash);
    const entry = randomEntry({ ledger: this.model, shipments: SHIPMENTS, members: MEMBERS, recorded: hashes }, choice);
    const hash = hex(++this.#hash);
    if (this.model.record(entry, hash) !== undefined) return;
    expect(this.state.apply(entry, hash, this.#moment)).to.equal(undefined);
    this.recorded.push({ hash, shipment: entry.shipment, author: entry.author });
  }

  own(shipment: Hex, author: ParticipantId): EntryHash[] {
    return this.recorded.filter((one) => one.shipment === shipment && one.author === author).map(({ hash }) => hash);
  }

  /** Every reference and counterparty with which the model accepts an entry of a kind. */
  accepted(shipment: Hex, author: ParticipantId, kind: Kind): string[] {
    const { names, refersTo: refers, counterparty: addressed } = KIND_RULES[kind];
    const cases = SHIPMENTS.flatMap((id) => [...this.model.cases(id).keys()]);
    const named =
      names === "unit" ? SHIPMENTS : names === "case" ? cases : names === "entry" ? this.own(shipment, author) : [];
    const references = refers === "required" ? named : [ZERO_BYTES32, ...named];
    const everyone = MEMBERS.map(({ id }) => id);
    const addressees = addressed === "none" ? [0] : addressed === "required" ? everyone : [0, ...everyone];
    const previous = this.model.shipment(shipment).head;
    return references.flatMap((refersTo) =>
      addressees
        .filter((counterparty) => {
          const entry = entryOf(kind, { shipment, author, previous, counterparty, refersTo });
          return !(this.model.judge(entry) instanceof Refusal);
        })
        .map((counterparty) => `${refersTo} ${counterparty}`),
    );
  }

  /** Every reference and counterparty that the domain offers. */
  offered(shipment: Hex, author: ParticipantId, kind: Kind): { ways: string[]; refusal: Refusal | undefined } {
    const candidates = {
      participants: MEMBERS.map(({ id }) => id),
      cases: [...this.model.cases(shipment).keys()],
      units: SHIPMENTS.filter((id) => id !== shipment),
      entries: this.own(shipment, author),
    };
    const { choices, refusal } = judgeAction(this.state, { shipment, author, kind }, candidates, this.#moment);
    const ways = choices.flatMap(({ refersTo, counterparties, alone }) =>
      (alone ? [0, ...counterparties] : counterparties).map((one) => `${refersTo ?? ZERO_BYTES32} ${one}`),
    );
    return { ways, refusal };
  }
}

describe("The offered actions", () => {
  it("the offered actions are exactly the entries that the ledger accepts, for any caller and history", () => {
    const outcomes = new Map<string, number>();
    fc.assert(
      fc.property(fc.array(move, { minLength: 40, maxLength: 80, size: "max" }), (moves) => {
        const ledger = new Twins();
        for (const [index, choice] of moves.entries()) {
          ledger.record(choice);
          if (index % 8 !== 0) continue;
          for (const shipment of SHIPMENTS) {
            for (const { id: author } of MEMBERS) {
              for (const kind of KIND_NAMES) {
                const accepted = ledger.accepted(shipment, author, kind);
                const { ways, refusal } = ledger.offered(shipment, author, kind);
                expect(ways, `${kind} of ${author}`).to.have.members(accepted);
                expect(refusal === undefined, `${kind} is refused for a reason`).to.equal(ways.length > 0);
                const outcome = `${kind} ${ways.length > 0}`;
                outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
              }
            }
          }
        }
      }),
      { numRuns: 5, seed: 20260102 },
    );
    const seen = KIND_NAMES.flatMap((kind) => [`${kind} true`, `${kind} false`]);
    expect([...outcomes.keys()], "every kind was offered and not offered").to.include.members(seen);
  });

  it("judging an action does not change the state", () => {
    const ledger = new Twins();
    for (const choice of fc.sample(move, { numRuns: 60, seed: 7 })) ledger.record(choice);
    const before = structuredClone([[...ledger.state.shipments], [...ledger.state.cases]]);
    for (const kind of KIND_NAMES) ledger.offered(SHIPMENTS[0] as Hex, 1, kind);
    expect([[...ledger.state.shipments], [...ledger.state.cases]]).to.deep.equal(before);
  });
});

describe("An action", () => {
  const MOMENT = momentOfRoles(rolesOf);
  const [LOADED, UNIT, HELD, HOLD] = [hex(11), hex(12), hex(13), hex(14)];
  const [CARRIER, TRADER, CUSTOMS] = [1, 2, 3];
  const state = new LedgerState();
  for (const [shipment, author] of [
    [UNIT, CARRIER],
    [LOADED, CARRIER],
    [HELD, CARRIER],
  ] as const)
    state.apply(entryOf("Consign", { shipment, author }), shipment, MOMENT);
  state.apply(
    entryOf("Load", { shipment: LOADED, author: CARRIER, previous: LOADED, refersTo: UNIT }),
    hex(20),
    MOMENT,
  );
  state.apply(entryOf("Hold", { shipment: HELD, author: CUSTOMS, previous: HELD }), HOLD, MOMENT);

  const nobody: Candidates = { participants: [], cases: [], units: [], entries: [] };
  const judged = (kind: Kind, shipment: Hex, author: ParticipantId, candidates: Partial<Candidates> = {}) =>
    judgeAction(state, { kind, shipment, author }, { ...nobody, ...candidates }, MOMENT);

  const choices: [string, JudgedAction, ActionChoice[]][] = [
    [
      "a Report needs no reference and no counterparty",
      judged("Report", UNIT, TRADER),
      [{ refersTo: null, counterparties: [], alone: true }],
    ],
    [
      "an Inspect may refer to a case",
      judged("Inspect", HELD, CUSTOMS, { cases: [HOLD] }),
      [
        { refersTo: null, counterparties: [], alone: true },
        { refersTo: HOLD, counterparties: [], alone: true },
      ],
    ],
    [
      "an Unload refers to the unit that contains the shipment",
      judged("Unload", LOADED, CARRIER, { units: [HELD] }),
      [{ refersTo: UNIT, counterparties: [], alone: true }],
    ],
    [
      "an Offer may have any other active participant as counterparty",
      judged("Offer", UNIT, CARRIER, { participants: [CARRIER, TRADER, CUSTOMS] }),
      [{ refersTo: null, counterparties: [TRADER, CUSTOMS], alone: false }],
    ],
    [
      "a Notice has the affected party as counterparty",
      judged("Notice", HELD, CUSTOMS, { cases: [HOLD] }),
      [{ refersTo: HOLD, counterparties: [CARRIER], alone: false }],
    ],
  ];
  for (const [sentence, action, expected] of choices) {
    it(sentence, () => {
      expect(action.choices).to.deep.equal(expected);
      expect(action.refusal).to.equal(undefined);
    });
  }

  const refusals: [string, JudgedAction, Refusal][] = [
    [
      "Offer without a counterparty",
      judged("Offer", UNIT, CARRIER),
      refuse("ShipmentLedgerCounterpartyMismatch", { kind: "Offer", counterparty: 0 }),
    ],
    [
      "Load without a unit",
      judged("Load", UNIT, CARRIER),
      refuse("ShipmentLedgerLoadedIntoItself", { shipment: UNIT }),
    ],
    [
      "Unload of a shipment outside any unit",
      judged("Unload", UNIT, CARRIER),
      refuse("ShipmentLedgerUnexpectedPhase", { shipment: UNIT, current: "InCustody", expected: ["Inside"] }),
    ],
    [
      "Release without a case",
      judged("Release", UNIT, CUSTOMS),
      refuse("ShipmentLedgerUnknownCase", { shipment: UNIT, hold: UNIT }),
    ],
    [
      "Notice without a case",
      judged("Notice", UNIT, CUSTOMS),
      refuse("ShipmentLedgerUnknownCase", { shipment: UNIT, hold: UNIT }),
    ],
    [
      "Release of a case of another agency",
      judged("Release", HELD, CARRIER, { cases: [HOLD] }),
      refuse("ShipmentLedgerNotAgencyOfCase", { hold: HOLD, author: CARRIER, agency: CUSTOMS }),
    ],
    [
      "Correct without an entry",
      judged("Correct", UNIT, CARRIER),
      refuse("ShipmentLedgerReferenceMismatch", { kind: "Correct", refersTo: ZERO_BYTES32 }),
    ],
  ];
  for (const [sentence, action, expected] of refusals) {
    it(`an action has the ledger's refusal: ${sentence}`, () => {
      expect(action.choices).to.deep.equal([]);
      expect(action.refusal).to.deep.equal(expected);
    });
  }
});

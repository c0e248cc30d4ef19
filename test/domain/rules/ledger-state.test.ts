import { hash as digest } from "node:crypto";
import { expect } from "chai";
import fc from "fast-check";
import { UNKNOWN_CUSTODY } from "../../../src/domain/rules/custody.ts";
import { checkShape } from "../../../src/domain/rules/entry-shape.ts";
import { type Entry, type EntryHash, type Hex, ZERO_BYTES32 } from "../../../src/domain/entry.ts";
import type { Kind } from "../../../src/domain/rules/kind.ts";
import { LedgerState } from "../../../src/domain/rules/ledger-state.ts";
import { type Role, roleBits } from "../../../src/domain/rules/role.ts";
import { entryOf } from "../../support/entry-of.ts";
import { ModelLedger } from "../../support/model-ledger.ts";
import { momentOfRoles, ONE_JURISDICTION } from "../../support/moment-of-roles.ts";
import { move, randomEntry } from "../../support/random-entry.ts";

const CARRIER = 1;
const CUSTOMS = 2;
const SUSPENDED = 3;
const ROLES: Readonly<Record<number, readonly Role[]>> = { [CARRIER]: ["carrier"], [CUSTOMS]: ["customs"] };

const named = (name: string): Hex => `0x${digest("sha256", name)}`;
const hashOf = (entry: Entry): EntryHash => named(JSON.stringify(entry));
const MOMENT = momentOfRoles((participant) => roleBits(ROLES[participant] ?? []));

describe("The replayed state of the ledger", () => {
  let state: LedgerState;

  beforeEach(() => {
    state = new LedgerState();
  });

  /** Applies an allowed entry on the shipment's head. @returns its hash. */
  function apply(kind: Kind, author: number, fields: Partial<Entry> & Pick<Entry, "shipment">): EntryHash {
    const entry = entryOf(kind, { previous: state.shipment(fields.shipment).head, author, ...fields });
    expect(state.apply(entry, hashOf(entry), MOMENT)).to.equal(undefined);
    return hashOf(entry);
  }

  it("the replayed state equals the model of the contract on random sequences", () => {
    const roles: readonly (readonly Role[])[] = [
      ["carrier"],
      ["customs"],
      ["customs", "carrier"],
      ["tribunal"],
      ["tribunal"],
      [],
    ];
    const members = roles.map((of, i) => ({ id: i + 1, roles: roleBits(of) }));
    const active = (participant: number) => members.find(({ id }) => id === participant)?.roles ?? 0;
    const shipments = ["a", "b", "c", "d"].map(named);
    const refusals = new Set<string | undefined>();
    fc.assert(
      fc.property(fc.array(move, { minLength: 80, maxLength: 160, size: "max" }), (moves) => {
        let moment = momentOfRoles(active);
        const [replayed, model] = [new LedgerState(), new ModelLedger(() => moment)];
        const recorded: EntryHash[] = [];
        for (const choice of moves) {
          moment = { ...moment, time: moment.time + (choice.reference % 5) * 86_400 };
          const entry = randomEntry({ ledger: model, shipments, members, recorded }, choice);
          // The state never receives an entry of a wrong shape.
          if (checkShape(entry) !== undefined) continue;
          const judged = replayed.judge(entry, moment);
          const refusal = model.record(entry, hashOf(entry));
          expect(judged).to.deep.equal(refusal);
          expect(replayed.apply(entry, hashOf(entry), moment)).to.deep.equal(refusal);
          refusals.add(refusal?.code);
          if (refusal === undefined) recorded.push(hashOf(entry));
        }
        expect(new Map(replayed.shipments)).to.deep.equal(new Map(model.shipments()));
        for (const shipment of shipments)
          for (const [hold, customsCase] of model.cases(shipment))
            expect(replayed.cases.get(hold)).to.deep.equal({ shipment, customsCase });
      }),
      { numRuns: 15, seed: 20260101 },
    );
    expect([...refusals], "most rules came into it").to.have.length.above(15);
  });

  it("absent shipments and cases have unknown records", () => {
    const unknown = named("unknown");

    expect(state.shipment(unknown)).to.deep.equal({
      head: ZERO_BYTES32,
      custody: UNKNOWN_CUSTODY,
      container: ZERO_BYTES32,
    });
    expect(state.successor(unknown, CARRIER, unknown)).to.equal(ZERO_BYTES32);
    expect(state.rootOf(unknown)).to.equal(unknown);
  });

  it("an entry on an earlier head is refused with the current head", () => {
    const shipment = named("stale");
    const head = apply("Consign", CARRIER, { shipment });
    const late = entryOf("Close", { shipment, author: CARRIER });

    expect(state.apply(late, hashOf(late), MOMENT)).to.deep.include({
      code: "ShipmentLedgerStale",
      facts: { shipment, previous: ZERO_BYTES32, head },
    });
  });

  it("an entry of a suspended author is refused by the state", () => {
    const entry = entryOf("Consign", { shipment: named("suspended"), author: SUSPENDED });

    expect(state.apply(entry, hashOf(entry), MOMENT)).to.deep.include({
      code: "ShipmentLedgerParticipantNotActive",
      facts: { participant: SUSPENDED },
    });
  });

  it("an offer to a suspended participant is refused by the state", () => {
    const shipment = named("offered");
    const previous = apply("Consign", CARRIER, { shipment });
    const entry = entryOf("Offer", { shipment, previous, author: CARRIER, counterparty: SUSPENDED });

    expect(state.judge(entry, MOMENT)?.facts).to.deep.equal({ participant: SUSPENDED });
  });

  it("a judged or refused entry does not change the state", () => {
    const shipment = named("judged");
    const lawful = entryOf("Consign", { shipment, author: CARRIER });
    const forbidden = entryOf("Consign", { shipment, author: CUSTOMS });

    expect(state.judge(lawful, MOMENT)).to.equal(undefined);
    expect(state.apply(forbidden, hashOf(forbidden), MOMENT)?.code).to.equal("ShipmentLedgerRoleRequired");
    expect(state.shipments.size).to.equal(0);
  });

  it("a case has the hash of its Hold as key, and belongs to one shipment", () => {
    const [shipment, other] = [named("held"), named("not held")];
    apply("Consign", CARRIER, { shipment });
    apply("Consign", CARRIER, { shipment: other });
    const hold = apply("Hold", CUSTOMS, { shipment });
    const elsewhere = entryOf("Release", {
      shipment: other,
      previous: state.shipment(other).head,
      author: CUSTOMS,
      refersTo: hold,
    });

    expect(state.judge(elsewhere, MOMENT)?.code).to.equal("ShipmentLedgerUnknownCase");
    apply("Release", CUSTOMS, { shipment, refersTo: hold });
    expect([...state.cases]).to.deep.equal([
      [
        hold,
        {
          shipment,
          customsCase: {
            agency: CUSTOMS,
            custodian: CARRIER,
            jurisdiction: ONE_JURISDICTION,
            noticeAt: 0,
            remedyUntil: 0,
            tribunal: 0,
            instance: 0,
            custodianStanding: "Unserved",
            consignorStanding: "Unserved",
            charged: false,
            exempt: false,
            contested: false,
            seized: false,
            closed: true,
            profile: "0x00000000",
          },
        },
      ],
    ]);
  });

  it("a correction is stored by shipment and author", () => {
    const shipment = named("corrected");
    const entry = apply("Consign", CARRIER, { shipment });
    const successor = apply("Correct", CARRIER, { shipment, refersTo: entry });
    apply("Report", CARRIER, { shipment, refersTo: entry });

    expect(state.successor(shipment, CARRIER, entry)).to.equal(successor);
    expect(state.successor(shipment, CUSTOMS, entry)).to.equal(ZERO_BYTES32);
    expect([...state.corrections()]).to.deep.equal([{ shipment, author: CARRIER, entry, successor }]);
    const again = entryOf("Correct", {
      shipment,
      previous: state.shipment(shipment).head,
      author: CARRIER,
      refersTo: entry,
    });
    expect(state.judge(again, MOMENT)?.code).to.equal("ShipmentLedgerAlreadyCorrected");
  });

  it("rootOf finds the outermost unit at the greatest allowed depth", () => {
    const units = Array.from({ length: 9 }, (_, level) => named(`level ${level}`));
    for (const shipment of units) apply("Consign", CARRIER, { shipment });
    for (const [level, refersTo] of units.slice(1).entries())
      apply("Load", CARRIER, { shipment: units[level] ?? ZERO_BYTES32, refersTo });

    expect(state.rootOf(units[0] ?? ZERO_BYTES32)).to.equal(units[8]);
  });

  it("rootOf stops at the greatest allowed depth of an invalid, longer chain", () => {
    const units = Array.from({ length: 12 }, (_, level) => named(`broken ${level}`));
    for (const [level, head] of units.entries())
      state.shipments.set(head, { head, custody: UNKNOWN_CUSTODY, container: units[(level + 1) % 12] ?? ZERO_BYTES32 });

    expect(state.rootOf(units[0] ?? ZERO_BYTES32)).to.equal(units[8]);
  });
});

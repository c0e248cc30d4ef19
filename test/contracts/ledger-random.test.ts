import { expect } from "chai";
import fc from "fast-check";
import { type Case, PHASES, STANDINGS } from "../../src/domain/rules/custody.ts";
import type { EntryHash, Hex, SignedEntry } from "../../src/domain/entry.ts";
import { KIND_NAMES, kindName } from "../../src/domain/rules/kind.ts";
import type { Moment } from "../../src/domain/rules/moment.ts";
import { type Role, roleBits } from "../../src/domain/rules/role.ts";
import { blockTime, enrol, entryHash, shipmentId, sign, startChain } from "../support/chain.ts";
import type { TestChain, TestParticipant } from "../support/chain.ts";
import { decodeRefusal } from "../support/decode-refusal.ts";
import { expectLawfulStep, expectSoundState } from "../support/ledger-invariants.ts";
import { ModelLedger } from "../support/model-ledger.ts";
import { move, randomEntry } from "../support/random-entry.ts";

const ROLES_OF_MEMBERS: Role[][] = [
  ["carrier"],
  ["trader", "forwarder"],
  ["customs"],
  ["customs", "carrier"],
  ["tribunal"],
  ["tribunal", "trader"],
  ["tribunal"],
  ["auditor"],
];

/** This tribunal is of another jurisdiction than all other members. */
const ABROAD = 6;
const [HOME, ELSEWHERE] = ["0x5345", "0x4e4f"] as const;
const DAY = 86_400;
const SHIPMENTS = 5;
const BATCH = 25;

function numbersOf(customsCase: Case): number[] {
  return Object.values({
    ...customsCase,
    custodianStanding: STANDINGS.indexOf(customsCase.custodianStanding),
    consignorStanding: STANDINGS.indexOf(customsCase.consignorStanding),
  }).map(Number);
}

describe("ShipmentLedger and the TypeScript rules under random sequences of entries", () => {
  let chain: TestChain;
  let members: TestParticipant[];
  let suspended: TestParticipant;
  let run = 0;

  before(async () => {
    chain = await startChain();
    members = [];
    for (const roles of ROLES_OF_MEMBERS) members.push(await enrol(chain, ...roles));
    await (await chain.consortium.setJurisdiction(members[ABROAD]?.id ?? 0, ELSEWHERE)).wait();
    suspended = await enrol(chain, "carrier");
    await (await chain.consortium.suspend(suspended.id)).wait();
    members.push(suspended);
  });

  after(() => chain.connection.close());

  function rolesOf(participant: number): number {
    return roleBits(ROLES_OF_MEMBERS[members.findIndex(({ id }) => id === participant)] ?? []);
  }

  function jurisdictionOf(participant: number): Hex {
    return participant === members[ABROAD]?.id ? ELSEWHERE : HOME;
  }

  it("contract and TypeScript agree on each state and refusal, and keep every invariant", async () => {
    const outcomes = new Map<string | number, number>();
    await fc.assert(
      fc.asyncProperty(fc.array(move, { minLength: 100, maxLength: 200, size: "max" }), async (moves) => {
        run += 1;
        let moment: Moment = { time: 0, rolesOf, jurisdictionOf };
        const ids = Array.from({ length: SHIPMENTS }, (_, i) => shipmentId(`random ${run} ${i}`));
        const model = new ModelLedger(() => moment);
        const choosable = members.map(({ id }) => ({ id, roles: rolesOf(id) }));
        const recorded: EntryHash[] = [];
        for (let start = 0; start < moves.length; start += BATCH) {
          const batch: SignedEntry[] = [];
          const expected: unknown[] = [];
          const days = (moves[start]?.reference ?? 0) % 12;
          moment = { ...moment, time: (await blockTime(chain)) + 1 + days * DAY };
          for (const choice of moves.slice(start, start + BATCH)) {
            const entry = randomEntry({ ledger: model, shipments: ids, members: choosable, recorded }, choice);
            const hash = await entryHash(chain, entry);
            const author = members.find(({ id }) => id === entry.author) ?? suspended;
            batch.push(await sign(chain, author, entry));
            const before = model.shipment(entry.shipment);
            const customsCase = model.cases(entry.shipment).get(entry.refersTo);
            const refusal = model.record(entry, hash);
            expected.push(refusal ? { code: refusal.code, facts: refusal.facts } : hash);
            const outcome = refusal?.code ?? kindName(entry.kind) ?? entry.kind;
            outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
            if (refusal === undefined) {
              recorded.push(hash);
              const after = model.shipment(entry.shipment);
              const customsCaseAfter = model.cases(entry.shipment).get(entry.refersTo);
              expectLawfulStep({ entry, hash, before, after, customsCase, customsCaseAfter }, moment);
            }
            expectSoundState(model);
          }
          expect(await record(batch, moment.time)).to.deep.equal(expected);
          for (const id of ids) await expectSameState(model, id);
        }
      }),
      { numRuns: 12, seed: 20260101 },
    );

    expect(
      KIND_NAMES.filter((kind) => !outcomes.has(kind)),
      "kinds that were never recorded",
    ).to.deep.equal([]);
  });

  async function record(batch: SignedEntry[], time: number): Promise<unknown[]> {
    await chain.connection.provider.request({ method: "evm_setNextBlockTimestamp", params: [time] });
    const receipt = await (await chain.ledger.recordBatch(batch)).wait();
    return (receipt?.logs ?? []).map((log) => {
      const event = chain.ledger.interface.parseLog(log);
      return event?.name === "EntryRecorded" ? event.args["entry"] : decodeRefusal(event?.args["reason"]);
    });
  }

  async function expectSameState(model: ModelLedger, id: Hex): Promise<void> {
    const { head, custody, container } = model.shipment(id);
    const onChain = await chain.ledger.custodyOf(id);

    expect(await chain.ledger.headOf(id)).to.equal(head);
    expect(await chain.ledger.containerOf(id)).to.equal(container);
    expect([...onChain].map(Number)).to.deep.equal(Object.values({ ...custody, phase: PHASES.indexOf(custody.phase) }));
    for (const [hold, customsCase] of model.cases(id))
      expect([...(await chain.ledger.caseOf(id, hold))].map(Number)).to.deep.equal(numbersOf(customsCase));
  }
});

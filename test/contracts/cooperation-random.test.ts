import { expect } from "chai";
import fc from "fast-check";
import { ACT_KIND_NAMES, actKindName } from "../../src/domain/cooperation/act-kind.ts";
import type { Act, MatterId, SignedAct } from "../../src/domain/cooperation/act.ts";
import { ACT_RULES } from "../../src/domain/cooperation/act-rules.ts";
import { checkActShape } from "../../src/domain/cooperation/act-shape.ts";
import { CooperationState } from "../../src/domain/cooperation/cooperation-state.ts";
import { MATTER_STATES } from "../../src/domain/cooperation/matter-state.ts";
import { type EntryHash, ZERO_BYTES32 } from "../../src/domain/entry.ts";
import { type Role, roleBits } from "../../src/domain/rules/role.ts";
import { blockTime, enrol, startChain, type TestChain, type TestParticipant } from "../support/chain.ts";
import { CooperationAudit } from "../support/cooperation-audit.ts";
import { actHash, DAY, matterId, signAct } from "../support/cooperation.ts";
import { decodeRefusal } from "../support/decode-refusal.ts";
import { actMove, randomAct } from "../support/random-act.ts";

const ROLES_OF_MEMBERS: Role[][] = [["customs"], ["customs", "carrier"], ["tribunal"], ["trader"]];
const MOST_MATTERS = 40;
const BATCH = 8;

describe("CooperationLedger and the TypeScript rules under random sequences of acts", function () {
  this.timeout(300_000);
  let chain: TestChain;
  let members: TestParticipant[];
  let suspended: TestParticipant;
  let run = 0;

  before(async () => {
    chain = await startChain();
    members = [];
    for (const roles of ROLES_OF_MEMBERS) members.push(await enrol(chain, ...roles));
    suspended = await enrol(chain, "customs");
    await (await chain.consortium.suspend(suspended.id)).wait();
    members.push(suspended);
  });

  after(() => chain.connection.close());

  function rolesOf(participant: number): number {
    return roleBits(ROLES_OF_MEMBERS[members.findIndex(({ id }) => id === participant)] ?? []);
  }

  /** All members are enrolled in Sweden. */
  const jurisdictionOf = () => "0x5345" as const;

  it("contract and TypeScript agree, and a replay finds every promise kept", async () => {
    const outcomes = new Map<string | number, number>();
    const recorded = new Map<number, number>();
    await fc.assert(
      fc.asyncProperty(fc.array(actMove, { minLength: 200, maxLength: 250, size: "max" }), async (moves) => {
        run += 1;
        const matters = Array.from({ length: MOST_MATTERS }, (_, i) => matterId(`random ${run} ${i}`));
        const state = new CooperationState();
        const audit = new CooperationAudit();
        const items = new Map<MatterId, EntryHash[]>();
        const keepRecorded = (act: Act, hash: EntryHash, time: number) => {
          recorded.set(act.kind, (recorded.get(act.kind) ?? 0) + 1);
          expect(audit.observe(act, hash, time)).to.be.undefined;
          const kind = actKindName(act.kind);
          if (kind !== undefined && ACT_RULES[kind].opens === "item")
            items.set(act.matter, [...(items.get(act.matter) ?? []), hash]);
          const { matter } = state.record(act.matter);
          const due = audit.dueOf(act.matter);
          if (due !== undefined && matter.state !== "Closed") expect(matter.endsAt).to.equal(due);
          const end = audit.endOf(act.matter);
          if (end === undefined) return;
          expect(matter.endsAt).to.equal(end);
          const isMember = (member: number) => state.seat(act.matter, member).signed;
          expect(members.map(({ id }) => id).filter(isMember)).to.have.members([...audit.membersOf(act.matter)]);
        };
        for (let start = 0; start < moves.length; start += BATCH) {
          const part = moves.slice(start, start + BATCH);
          const time = (await blockTime(chain)) + 1 + ((part[0]?.time ?? 0) % 4) * DAY;
          const moment = { time, rolesOf, jurisdictionOf };
          const batch: SignedAct[] = [];
          const expected: unknown[] = [];
          for (const move of part) {
            const opened = matters.filter((matter) => state.record(matter).head !== ZERO_BYTES32).length;
            const within = matters.slice(0, opened + 1);
            const world = { state, moment, matters: within, members: members.map(({ id }) => id), items, recorded };
            const act = randomAct(world, move);
            const hash = await actHash(chain, act);
            batch.push(await signAct(chain, members.find(({ id }) => id === act.author) ?? suspended, act));
            const refusal = checkActShape(act) ?? state.apply(act, hash, moment);
            expected.push(refusal ? { code: refusal.code, facts: refusal.facts } : hash);
            const outcome = refusal?.code ?? actKindName(act.kind) ?? act.kind;
            outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
            if (refusal === undefined) keepRecorded(act, hash, time);
          }
          expect(await record(batch, time)).to.deep.equal(expected);
          for (const matter of new Set(batch.map(({ act }) => act.matter)))
            await expectSameState(state, matter, items.get(matter) ?? []);
        }
      }),
      { numRuns: 10, seed: 20260101 },
    );

    expect([...outcomes.keys()], "every kind was recorded at least once").to.include.members(ACT_KIND_NAMES);
  });

  async function record(batch: SignedAct[], time: number): Promise<unknown[]> {
    await chain.connection.provider.request({ method: "evm_setNextBlockTimestamp", params: [time] });
    const receipt = await (await chain.cooperation.recordBatch(batch)).wait();
    return (receipt?.logs ?? []).map((log) => {
      const event = chain.cooperation.interface.parseLog(log);
      return event?.name === "ActRecorded" ? event.args["hash"] : decodeRefusal(event?.args["reason"]);
    });
  }

  async function expectSameState(state: CooperationState, id: MatterId, items: readonly EntryHash[]): Promise<void> {
    const { head, matter, basis, terms } = state.record(id);
    const numbered = <Record extends { state: (typeof MATTER_STATES)[number] }>(record: Record) =>
      Object.values({ ...record, state: MATTER_STATES.indexOf(record.state) });

    expect(await chain.cooperation.headOf(id)).to.equal(head);
    expect(await chain.cooperation.basisOf(id)).to.equal(basis);
    expect(await chain.cooperation.termsOf(id)).to.equal(terms);
    expect([...(await chain.cooperation.matterOf(id))].map(Number)).to.deep.equal(numbered(matter));
    for (const { id: member } of members)
      expect([...(await chain.cooperation.seatOf(id, member))].map(Number)).to.deep.equal(
        Object.values(state.seat(id, member)).map(Number),
      );
    for (const hash of items) {
      const { item, content } = state.item(id, hash);
      expect([...(await chain.cooperation.itemOf(id, hash))].map(Number)).to.deep.equal(numbered(item).map(Number));
      expect(await chain.cooperation.contentOf(id, hash)).to.equal(content);
    }
  }
});

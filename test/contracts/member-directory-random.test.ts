import { expect } from "chai";
import { id as keccak256OfText } from "ethers";
import fc from "fast-check";
import type { DirectoryEvent } from "../../src/domain/directory/directory-event.ts";
import { effectiveAt } from "../../src/domain/directory/effective-at.ts";
import { memberAfter } from "../../src/domain/directory/member-after.ts";
import { blankRecord, type MemberRecord } from "../../src/domain/directory/member-record.ts";
import { settleMember } from "../../src/domain/directory/settle-member.ts";
import { type Bytes32, ZERO_BYTES32 } from "../../src/domain/entry.ts";
import { Refusal } from "../../src/domain/rules/refusal.ts";
import { changeHash } from "../../src/ledger/change-typed-data.ts";
import { signedChangeOf } from "../../src/ledger/signed-change-of.ts";
import { blockTime, enrol, startChain, type TestChain, type TestParticipant } from "../support/chain.ts";
import { announcementOf, namedKey, recoveryDigest, recoveryWallet } from "../support/directory-vectors.ts";
import {
  deployDirectory,
  outcomeOf,
  predictMember,
  readMember,
  signChange,
  submitChange,
  type TestDirectory,
} from "../support/test-directory.ts";

const DELAY = 50;
const KEYS = ["K1", "K2", "K3", "P4", "P5"];
const RECOVERIES = ["R1", "R2", "R3"];
const ENDPOINTS = ["https://a.example", "https://b.example", "https://c.example"];
const ACTIONS = ["publish", "publish", "publish", "recover", "recover", "endKey", "stop"] as const;

/** The choice of a change. Each number is taken modulo the number of candidates. */
const move = fc.record({
  member: fc.nat(1),
  action: fc.constantFrom(...ACTIONS),
  seconds: fc.constantFrom(0, 1, 10, DELAY - 1, DELAY, 2 * DELAY),
  key: fc.constantFrom(...KEYS, ...KEYS, undefined),
  endpoint: fc.constantFrom(...ENDPOINTS, ...ENDPOINTS, undefined),
  recovery: fc.constantFrom(...RECOVERIES, ...RECOVERIES, undefined),
  starts: fc.constantFrom(0, 200),
  lasts: fc.constantFrom(10, 150, 1_000),
  stale: fc.nat(19).map((twentieth) => twentieth === 0),
});
type Move = typeof move extends fc.Arbitrary<infer Value> ? Value : never;

describe("MemberDirectory and the TypeScript rules under random sequences of changes", () => {
  let chain: TestChain;
  let authors: [TestParticipant, TestParticipant];

  before(async () => {
    chain = await startChain();
    authors = [await enrol(chain, "carrier"), await enrol(chain, "customs")];
  });

  after(() => chain.connection.close());

  it("contract and TypeScript agree on each state and refusal, and no change is valid before its delay", async () => {
    const outcomes = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(fc.array(move, { minLength: 60, maxLength: 60, size: "max" }), async (moves) => {
        const directory = await deployDirectory(chain, DELAY);
        const records = new Map(authors.map(({ id }) => [id, blankRecord(id)]));
        for (const choice of moves) {
          const author = authors[choice.member === 0 ? 0 : 1];
          const time = (await blockTime(chain)) + choice.seconds;
          const before = settleMember(records.get(author.id) ?? blankRecord(author.id), time);
          const event = eventOf(directory, before, choice, time);
          const predicted = memberAfter(before, event, time);
          await chain.connection.provider.request({ method: "evm_setNextBlockTimestamp", params: [time] });
          const outcome = await outcomeOf(submit(directory, author, before, event));

          const name = predicted instanceof Refusal ? predicted.code : event.event;
          outcomes.set(name, (outcomes.get(name) ?? 0) + 1);
          if (predicted instanceof Refusal)
            expect(outcome).to.deep.equal({ code: predicted.code, facts: predicted.facts });
          else {
            expect(outcome).to.not.have.property("code");
            records.set(author.id, predicted);
            if (before.head !== ZERO_BYTES32) await expectUnchanged(directory, before);
          }
          for (const { id } of authors) await expectSameState(directory, records.get(id) ?? blankRecord(id));
        }
      }),
      { numRuns: 8, seed: 20260101 },
    );

    expect([...outcomes.keys()]).to.include.members([
      "MemberPublished",
      "MemberRecovered",
      "EncryptionKeyEnded",
      "MemberChangeStopped",
      "MemberDirectoryStale",
      "MemberDirectoryIncomplete",
      "MemberDirectoryChangePending",
      "MemberDirectoryNotPending",
      "MemberDirectoryKeyTaken",
      "MemberDirectoryInvalidInterval",
      "MemberDirectoryUnknownKey",
      "MemberDirectoryKeyAlreadyEnded",
      "MemberDirectoryRecoveryReused",
    ]);
  });

  function submit(directory: TestDirectory, author: TestParticipant, before: MemberRecord, event: DirectoryEvent) {
    if (event.event === "MemberChangeStopped") return directory.contract.stop(event.participant, event.change);
    const signed = signedChangeOf(event);
    const recoverer = RECOVERIES.find((name) => recoveryDigest(name) === before.recovery);
    const wallet = event.event === "MemberRecovered" ? recoveryWallet(recoverer ?? "R1") : author.wallet;
    return submitChange(directory, signed, signChange(directory, wallet, signed));
  }

  async function expectSameState(directory: TestDirectory, record: MemberRecord): Promise<void> {
    const keys = KEYS.map((key) => namedKey(key).id);
    const now = await blockTime(chain);

    expect(await readMember(directory, record.participant, keys)).to.deep.equal(
      predictMember(settleMember(record, now), keys),
    );
  }

  /** In the block of its submission, a change leaves the valid endpoint and recovery digest as they were. */
  async function expectUnchanged(directory: TestDirectory, { participant, endpoint, recovery }: MemberRecord) {
    const valid = await directory.contract.memberOf(participant);

    expect([valid.endpoint, valid.recovery]).to.deep.equal([keccak256OfText(endpoint), recovery]);
  }
});

function eventOf(directory: TestDirectory, before: MemberRecord, choice: Move, time: number): DirectoryEvent {
  const { participant, head, pending } = before;
  const previous: Bytes32 = choice.stale ? `0x${"77".repeat(32)}` : head;
  const blank = head === ZERO_BYTES32;
  // A recovery of a blank record fails for its signer, which the rules do not check.
  const action = blank && choice.action === "recover" ? "publish" : choice.action;
  switch (action) {
    case "stop":
      return { participant, event: "MemberChangeStopped", change: pending?.change ?? `0x${"77".repeat(32)}` };
    case "endKey": {
      const end = { participant, previous, key: namedKey(choice.key ?? "K9").id };
      const change = changeHash({ type: "KeyEnd", message: end }, directory.domain);
      return { participant, change, event: "EncryptionKeyEnded", end, endedAt: time };
    }
    default: {
      const [event, type] =
        action === "publish"
          ? (["MemberPublished", "Publication"] as const)
          : (["MemberRecovered", "Recovery"] as const);
      const { key, endpoint, recovery, starts, lasts } = choice;
      const times = key === undefined ? {} : { validFrom: time + starts, validUntil: time + starts + lasts };
      const parts = { ...(endpoint && { endpoint }), ...(recovery && { recovery }), ...(key && { key }) };
      const publication = { participant, previous, ...announcementOf({ ...parts, ...times }, 0) };
      const change = changeHash({ type, message: publication }, directory.domain);
      return { participant, change, event, publication, effectiveAt: effectiveAt(before, event, time, DELAY) };
    }
  }
}

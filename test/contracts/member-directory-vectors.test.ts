import { expect } from "chai";
import type { DirectoryEvent } from "../../src/domain/directory/directory-event.ts";
import { effectiveAt } from "../../src/domain/directory/effective-at.ts";
import { memberAfter } from "../../src/domain/directory/member-after.ts";
import { blankRecord } from "../../src/domain/directory/member-record.ts";
import { settleMember } from "../../src/domain/directory/settle-member.ts";
import type { Bytes32 } from "../../src/domain/entry.ts";
import { Refusal } from "../../src/domain/rules/refusal.ts";
import { changeHash } from "../../src/ledger/change-typed-data.ts";
import { signedChangeOf } from "../../src/ledger/signed-change-of.ts";
import { blockTime, enrol, passTime, startChain, type TestChain, type TestParticipant } from "../support/chain.ts";
import {
  announcementOf,
  directoryVectors,
  namedKey,
  recoveryWallet,
  type StepVector,
} from "../support/directory-vectors.ts";
import {
  deployDirectory,
  outcomeOf,
  predictMember,
  readMember,
  signChange,
  submitChange,
  type TestDirectory,
} from "../support/test-directory.ts";

describe("MemberDirectory on the vectors of the TypeScript rules", () => {
  let chain: TestChain;
  let author: TestParticipant;

  before(async () => {
    chain = await startChain();
    author = await enrol(chain, "carrier");
  });

  after(() => chain.connection.close());

  for (const { name, delay, steps, then } of directoryVectors()) {
    it(name, async () => {
      const directory = await deployDirectory(chain, delay);
      const start = (await blockTime(chain)) + 1_000;
      let member = blankRecord(author.id);
      const accepted: Bytes32[] = [];
      for (const step of steps) {
        const time = start + step.at;
        const event = eventOf(step, { directory, previous: member.head, start, time, accepted });
        const dated =
          "publication" in event ? { ...event, effectiveAt: effectiveAt(member, event.event, time, delay) } : event;
        const predicted = memberAfter(member, dated, time);
        await chain.connection.provider.request({ method: "evm_setNextBlockTimestamp", params: [time] });
        const outcome = await outcomeOf(submit(directory, step, dated));
        if (predicted instanceof Refusal) {
          expect(predicted.code).to.equal(step.refused);
          expect(outcome).to.deep.equal({ code: predicted.code, facts: predicted.facts });
          continue;
        }
        expect(outcome).to.not.have.property("code");
        member = predicted;
        if (!("stop" in step)) accepted.push(dated.change);
      }

      const until = start + then.at - (await blockTime(chain));
      if (until > 0) await passTime(chain, until);
      const keys = Object.keys(then.keys).map((key) => namedKey(key).id);
      expect(await readMember(directory, author.id, keys)).to.deep.equal(
        predictMember(settleMember(member, start + then.at), keys),
      );
    });
  }

  function submit(directory: TestDirectory, step: StepVector, event: DirectoryEvent) {
    if (event.event === "MemberChangeStopped") return directory.contract.stop(event.participant, event.change);
    const signed = signedChangeOf(event);
    const wallet = "recover" in step ? recoveryWallet(step.by) : author.wallet;
    return submitChange(directory, signed, signChange(directory, wallet, signed));
  }

  /** The event of a step, without the time at which it takes effect. */
  function eventOf(
    step: StepVector,
    situation: {
      readonly directory: TestDirectory;
      readonly previous: Bytes32;
      readonly start: number;
      readonly time: number;
      readonly accepted: readonly Bytes32[];
    },
  ): DirectoryEvent {
    const { directory, previous, start, time, accepted } = situation;
    const participant = author.id;
    if ("stop" in step) return { participant, event: "MemberChangeStopped", change: accepted[step.stop] ?? previous };
    if ("endKey" in step) {
      const end = { participant, previous, key: namedKey(step.endKey).id };
      const change = changeHash({ type: "KeyEnd", message: end }, directory.domain);
      return { participant, change, event: "EncryptionKeyEnded", end, endedAt: time };
    }
    const [event, type, announced] =
      "publish" in step
        ? (["MemberPublished", "Publication", step.publish] as const)
        : (["MemberRecovered", "Recovery", step.recover] as const);
    const publication = { participant, previous, ...announcementOf(announced, start) };
    const change = changeHash({ type, message: publication }, directory.domain);
    return { participant, change, event, publication, effectiveAt: 0 };
  }
});

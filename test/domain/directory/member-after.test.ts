import { expect } from "chai";
import type { DirectoryEvent } from "../../../src/domain/directory/directory-event.ts";
import { effectiveAt } from "../../../src/domain/directory/effective-at.ts";
import { memberAfter } from "../../../src/domain/directory/member-after.ts";
import { blankRecord, intervalOf, type MemberRecord } from "../../../src/domain/directory/member-record.ts";
import { settleMember } from "../../../src/domain/directory/settle-member.ts";
import type { Bytes32 } from "../../../src/domain/entry.ts";
import { Refusal } from "../../../src/domain/rules/refusal.ts";
import {
  announcementOf,
  directoryVectors,
  namedKey,
  recoveryDigest,
  type StepVector,
} from "../../support/directory-vectors.ts";

const START = 1_767_225_600;
const PARTICIPANT = 7;

describe("The directory's rules on the vectors of the contract", () => {
  for (const { name, delay, steps, then } of directoryVectors()) {
    it(name, () => {
      let member = blankRecord(PARTICIPANT);
      const accepted: Bytes32[] = [];
      steps.forEach((step, index) => {
        const change = `0x${String(index + 1).padStart(64, "0")}` as const;
        const time = START + step.at;
        const after = memberAfter(member, eventOf(step, member, { change, time, delay, accepted }), time);
        if (after instanceof Refusal) {
          expect(after.code).to.equal(step.refused);
          return;
        }
        expect(step.refused).to.be.undefined;
        member = after;
        if (!("stop" in step)) accepted.push(change);
      });

      const settled = settleMember(member, START + then.at);
      expect(settled.endpoint).to.equal(then.endpoint);
      expect(settled.recovery).to.equal(recoveryDigest(then.recovery));
      expect(settled.pending?.effectiveAt).to.equal(then.pendingUntil && START + then.pendingUntil);
      expect(intervalsOf(settled)).to.deep.equal(
        Object.entries(then.keys).map(([key, [from, until]]) => [namedKey(key).id, START + from, START + until]),
      );
    });
  }
});

interface Circumstances {
  readonly change: Bytes32;
  readonly time: number;
  readonly delay: number;
  readonly accepted: readonly Bytes32[];
}

function eventOf(step: StepVector, member: MemberRecord, { change, time, delay, accepted }: Circumstances) {
  const common = { participant: PARTICIPANT, change } as const;
  const signed = { participant: PARTICIPANT, previous: member.head };
  if ("stop" in step)
    return { ...common, event: "MemberChangeStopped", change: accepted[step.stop] ?? change } satisfies DirectoryEvent;
  if ("endKey" in step) {
    const end = { ...signed, key: namedKey(step.endKey).id };
    return { ...common, event: "EncryptionKeyEnded", end, endedAt: time } satisfies DirectoryEvent;
  }
  const [event, announced] =
    "publish" in step ? (["MemberPublished", step.publish] as const) : (["MemberRecovered", step.recover] as const);
  const publication = { ...signed, ...announcementOf(announced, START) };
  return {
    ...common,
    event,
    publication,
    effectiveAt: effectiveAt(member, event, time, delay),
  } satisfies DirectoryEvent;
}

function intervalsOf(member: MemberRecord) {
  return member.keys.map((key) => {
    const { validFrom, validUntil } = intervalOf(member, key);
    return [key.id, validFrom, validUntil];
  });
}

import { expect } from "chai";
import { eachStepOnce, tryAll } from "../../assurance/crashes/matrix.ts";
import { WitnessSubject } from "../../assurance/crashes/witness-subject.ts";

describe("a witness killed at each of its steps", function () {
  this.timeout(600_000);
  let subject: WitnessSubject;
  before(async () => {
    subject = await WitnessSubject.open();
  });
  after(() => subject.close());

  it("a witness killed at any step never signs two blocks of one height, and signs the same block again", async () => {
    const rows = await tryAll(subject, eachStepOnce);
    expect(rows.flatMap(({ problems }) => problems)).to.deep.equal([]);
    expect(rows.filter(({ kills }) => kills === 0)).to.deep.equal([]);
    expect(rows.map(({ step }) => step)).to.include.members(["rename record.json", "sign Ed25519"]);
  });
});

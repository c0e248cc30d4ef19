import { expect } from "chai";
import { FewAtOnce } from "../../../src/audit/evidence/few-at-once.ts";
import { errorOf } from "../../support/error-of.ts";

describe("a few costly tasks at once", () => {
  it("costly tasks run in parallel up to the limit, then in order, with a limited queue", async () => {
    const few = new FewAtOnce(2, 2);
    const begun: number[] = [];
    const ends = Array.from({ length: 5 }, () => Promise.withResolvers<number>());
    const run = (task: number) =>
      few.run(() => {
        begun.push(task);
        return (ends[task] as PromiseWithResolvers<number>).promise;
      });
    const runs = [run(0), run(1), run(2), run(3)];
    expect(await errorOf(() => run(4))).to.include({ code: "EvidenceBusy" });
    expect(begun).to.deep.equal([0, 1]);
    ends[1]?.resolve(11);
    expect(await runs[1]).to.equal(11);
    await Promise.resolve();
    expect(begun).to.deep.equal([0, 1, 2]);
    for (const [task, { resolve }] of ends.entries()) resolve(task);
    expect(await Promise.all(runs)).to.deep.equal([0, 11, 2, 3]);
    expect(begun).to.deep.equal([0, 1, 2, 3]);
  });

  it("a costly task that fails gives its place to the next one", async () => {
    const few = new FewAtOnce(1, 1);
    const failing = few.run(() => Promise.reject(new Error("failed")));
    const next = few.run(() => Promise.resolve("next"));
    expect(await failing.catch((error: Error) => error.message)).to.equal("failed");
    expect(await next).to.equal("next");
  });
});

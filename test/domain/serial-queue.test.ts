import { expect } from "chai";
import { setTimeout as sleep } from "node:timers/promises";
import { SerialQueue } from "../../src/domain/serial-queue.ts";

describe("A serial queue", () => {
  it("tasks run one at a time, in the order in which they were added", async () => {
    const queue = new SerialQueue();
    const seen: string[] = [];
    const task = (name: string, ms: number) => async () => {
      seen.push(`${name} begins`);
      await sleep(ms);
      seen.push(`${name} ends`);
    };
    void queue.run(task("a slow task", 10));
    void queue.run(task("a fast task", 0));
    expect(queue.size).to.equal(2);
    await queue.idle();
    expect(seen).to.deep.equal(["a slow task begins", "a slow task ends", "a fast task begins", "a fast task ends"]);
    expect(queue.size).to.equal(0);
  });

  it("each caller gets its task's result or error, and an error does not stop the queue", async () => {
    const queue = new SerialQueue();
    const failed = queue.run(() => Promise.reject(new Error("no")));
    const done = queue.run(() => Promise.resolve("yes"));
    expect(await failed.catch((error: unknown) => String(error))).to.equal("Error: no");
    expect(await done).to.equal("yes");
  });
});

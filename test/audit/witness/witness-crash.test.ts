import { expect } from "chai";
import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { Checkpoint } from "../../../src/domain/checkpoint/checkpoint.ts";
import type { Bytes32, Hex } from "../../../src/domain/entry.ts";
import { enrol, record, shipmentId, startChain, type TestChain, type TestParticipant } from "../../support/chain.ts";
import { serveChain, type ServedChain } from "../../support/serve-chain.ts";
import { makeRecord, witnessKey } from "../../support/test-witness.ts";

type Message = { reached: string } | { line: string } | { code: string };

/** A witness in a process of its own. */
interface WitnessProcess {
  next(): Promise<Message>;
  ask(checkpoint: Checkpoint): void;
  /** Ends it as a power cut would. */
  kill(): Promise<void>;
}

describe("Witness in a process that is killed", function () {
  this.timeout(60_000);
  const NAME = "killed.example/w1";
  let chain: TestChain;
  let served: ServedChain;
  let carrier: TestParticipant;
  let ledger: Hex;
  let count = 0;
  const running = new Set<WitnessProcess>();

  before(async () => {
    chain = await startChain();
    served = await serveChain(chain);
    ledger = (await chain.ledger.getAddress()).toLowerCase() as Hex;
    carrier = await enrol(chain, "carrier");
  });
  after(async () => {
    await served.close();
    await chain.connection.close();
  });
  afterEach(async () => {
    for (const each of running) await each.kill();
  });

  const request = (method: string, params: unknown[] = []) => chain.connection.provider.request({ method, params });
  const write = () => record(chain, carrier, "Consign", { shipment: shipmentId(`killed ${(count += 1)}`) });

  async function head(): Promise<Checkpoint> {
    const block = await chain.connection.ethers.provider.getBlock("latest");
    if (block === null) throw new Error("The chain has no block.");
    return { chainId: chain.chainId, ledger, height: block.number, hash: block.hash as Bytes32 };
  }

  /** @param stopAt the step that it reaches and does not leave: "decided" or "kept". */
  async function start(file: string, stopAt = "never"): Promise<WitnessProcess> {
    const script = join(import.meta.dirname, "..", "..", "support", "run-witness.ts");
    const child: ChildProcess = fork(script, [served.url, ledger, NAME, file, stopAt], {
      execArgv: ["--disable-warning=ExperimentalWarning"],
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    });
    const exited = once(child, "exit");
    const messages: Message[] = [];
    let wake: () => void = () => undefined;
    child.on("message", (message: Message) => {
      messages.push(message);
      wake();
    });
    const witness: WitnessProcess = {
      async next() {
        while (messages.length === 0) await new Promise<void>((resolve) => (wake = resolve));
        return messages.shift() as Message;
      },
      ask: (checkpoint) => void child.send(checkpoint),
      async kill() {
        running.delete(witness);
        child.kill("SIGKILL");
        await exited;
      },
    };
    running.add(witness);
    expect(await witness.next()).to.deep.equal({ reached: "open" });
    return witness;
  }

  /** What a fresh process on the same record answers about the block that is the head now. */
  async function askAgain(file: string): Promise<Message> {
    const again = await start(file);
    again.ask(await head());
    for (;;) {
      const message = await again.next();
      if ("reached" in message) continue;
      await again.kill();
      return message;
    }
  }

  for (const moment of ["decided", "kept"] as const) {
    describe(moment === "decided" ? "between its check and its keeping" : "between its keeping and its answer", () => {
      let file: string;
      let remove: () => Promise<void>;
      let other: Checkpoint;
      let fork: unknown;

      beforeEach(async () => {
        ({ file, remove } = await makeRecord(witnessKey(NAME)));
        await write();
        fork = await request("evm_snapshot");
        await write();
        other = await head();
        const witness = await start(file, moment);
        witness.ask(other);
        expect(await witness.next()).to.deep.equal({ reached: "decided" });
        if (moment === "kept") expect(await witness.next()).to.deep.equal({ reached: "kept" });
        await witness.kill();
      });
      afterEach(() => remove());

      it("signs the same block when it is asked again", async () => {
        expect(await askAgain(file)).to.have.property("line");
      });

      const outcome =
        moment === "decided" ? "signs the other one, since it gave the first to nobody" : "refuses another";
      it(`${outcome}, when the height has another block by then`, async () => {
        await request("evm_revert", [fork]);
        await write();
        const now = await head();
        expect(now.height).to.equal(other.height);
        expect(now.hash).not.to.equal(other.hash);
        const answer = await askAgain(file);
        if (moment === "decided") expect(answer).to.have.property("line");
        else expect(answer).to.deep.equal({ code: "ChainForked" });
      });
    });
  }
});

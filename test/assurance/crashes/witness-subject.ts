import { fork } from "node:child_process";
import { once } from "node:events";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Checkpoint } from "../../../src/domain/checkpoint/checkpoint.ts";
import type { Bytes32, Hex } from "../../../src/domain/entry.ts";
import { COMPILE_CACHE } from "../../support/compile-cache.ts";
import { enrol, record, shipmentId, startChain, type TestChain, type TestParticipant } from "../../support/chain.ts";
import { programIn } from "../../support/programs.ts";
import { serveChain, type ServedChain } from "../../support/serve-chain.ts";
import type { Order } from "../steps/order.ts";
import type { SourcePatch } from "../steps/patch-sources.ts";
import { Watch } from "../steps/watch.ts";
import { makeRecord, witnessKey } from "../../support/test-witness.ts";
import type { Outcome, Phase, Subject } from "./trial.ts";

const NAME = "killed.example/w1";

/** Limit in milliseconds for a witness to die by order after its answer. */
const DEATH_MS = 400;

/** The answer of a witness: its signature, or its reason for a refusal; null when it dies first. */
type Word = { readonly line: string } | { readonly code: string } | null;

const isLine = (word: Word): boolean => word !== null && "line" in word;

/** A witness that is killed while it cosigns, and then receives another block of the same height. */
export class WitnessSubject implements Subject {
  readonly phases: readonly Phase[] = [
    { name: "cosigning", rehearse: () => this.#rehearse(), crash: (order) => this.#crash(order) },
  ];
  readonly #chain: TestChain;
  readonly #served: ServedChain;
  readonly #ledger: Hex;
  readonly #carrier: TestParticipant;
  readonly #root: string;
  readonly #watch: Watch;
  #written = 0;

  private constructor(chain: TestChain, served: ServedChain, ledger: Hex, carrier: TestParticipant, watch: Watch) {
    this.#chain = chain;
    this.#served = served;
    this.#ledger = ledger;
    this.#carrier = carrier;
    this.#watch = watch;
    this.#root = watch.root;
  }

  /** @param faults Faults to plant in the witness. */
  static async open(faults: readonly SourcePatch[] = []): Promise<WitnessSubject> {
    const chain = await startChain();
    const ledger = (await chain.ledger.getAddress()).toLowerCase() as Hex;
    const watch = new Watch(await mkdtemp(join(tmpdir(), "portolan-crashing-")), faults);
    return new WitnessSubject(chain, await serveChain(chain), ledger, await enrol(chain, "carrier"), watch);
  }

  async close(): Promise<void> {
    this.#watch.close();
    await this.#served.close();
    await this.#chain.connection.close();
    await rm(this.#root, { recursive: true, force: true });
  }

  async #rehearse(): Promise<ReadonlyMap<string, number>> {
    return this.#withRecord(async (file) => {
      await this.#write();
      const { word } = await this.#ask(file, await this.#head(), null);
      if (!isLine(word)) throw new Error(`The witness does not sign: ${JSON.stringify(word)}`);
      return this.#watch.steps();
    });
  }

  async #crash(order: Order): Promise<Outcome> {
    return this.#withRecord(async (file) => {
      await this.#write();
      const before = await this.#request("evm_snapshot");
      await this.#write();
      const first = await this.#head();
      const { word: given, died } = await this.#ask(file, first, order);
      // On a copy of its files, so that the request leaves no trace.
      const copy = `${dirname(file)}-copy`;
      await cp(dirname(file), copy, { recursive: true });
      const { word: same } = await this.#ask(join(copy, basename(file)), first, null);
      await this.#request("evm_revert", [before]);
      await this.#write();
      const { word: other } = await this.#ask(file, await this.#head(), null);
      return { reached: died, problems: problemsOf(given, same, other) };
    });
  }

  /** Starts a witness on this record, sends it a request, and ends it unless it died by order. */
  async #ask(file: string, checkpoint: Checkpoint, order: Order | null): Promise<{ word: Word; died: boolean }> {
    const program = await programIn(this.#watch.environment, "run-witness");
    this.#watch.order(null);
    const child = fork(program.file, [this.#served.url, this.#ledger, NAME, file], {
      execArgv: [],
      env: { PATH: process.env["PATH"], ...COMPILE_CACHE, ...program.environment },
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    });
    const gone = once(child, "exit").then(() => true);
    const heard = (): Promise<Word> =>
      Promise.race([once(child, "message").then(([message]) => message as Word), gone.then(() => null)]);
    try {
      if ((await heard()) === null) return { word: { code: "it does not start" }, died: false };
      this.#watch.order(order);
      child.send(checkpoint);
      const word = await heard();
      // A witness may die after its answer, in work that the answer does not await.
      const died = order !== null && (await Promise.race([gone, sleep(DEATH_MS, false)]));
      return { word, died };
    } finally {
      child.kill("SIGKILL");
      await gone;
    }
  }

  async #withRecord<Result>(work: (file: string) => Promise<Result>): Promise<Result> {
    const { file, remove } = await makeRecord(witnessKey(NAME), this.#root);
    try {
      return await work(file);
    } finally {
      await remove();
    }
  }

  async #head(): Promise<Checkpoint> {
    const block = await this.#chain.connection.ethers.provider.getBlock("latest");
    if (block === null) throw new Error("The chain has no block.");
    return { chainId: this.#chain.chainId, ledger: this.#ledger, height: block.number, hash: block.hash as Bytes32 };
  }

  #write(): Promise<unknown> {
    this.#written += 1;
    return record(this.#chain, this.#carrier, "Consign", { shipment: shipmentId(`killed ${this.#written}`) });
  }

  #request(method: string, params: unknown[] = []): Promise<unknown> {
    return this.#chain.connection.provider.request({ method, params });
  }
}

/**
 * After a crash, a witness must sign the same block again, and no other block of its height once it gave a signature.
 */
function problemsOf(given: Word, same: Word, other: Word): string[] {
  const problems: string[] = [];
  if (!isLine(same)) problems.push(`it does not sign the same block again: ${JSON.stringify(same)}`);
  if (isLine(given) && isLine(other)) problems.push("it signed two blocks of one height");
  if (!isLine(other) && !(other !== null && "code" in other && other.code === "ChainForked"))
    problems.push(`its answer to another block of that height is ${JSON.stringify(other)}`);
  return problems;
}

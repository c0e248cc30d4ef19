import { JsonRpcProvider } from "ethers";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { DatabaseLocation } from "../../../src/store/open-database.ts";
import { ChainTruthReader } from "../../support/chain-truth.ts";
import { createPostgresDatabase } from "../../support/databases.ts";
import { gatewayClient, type GatewayClient } from "../../support/gateway-client.ts";
import { startKillableGateway, type KillableGateway } from "../../support/killable-gateway.ts";
import { DEFAULT_ENROLMENTS, startStack, type Stack } from "../../support/stack.ts";
import type { Order } from "../steps/order.ts";
import type { SourcePatch } from "../steps/patch-sources.ts";
import { Watch } from "../steps/watch.ts";
import type { DisturbedProgram, Prefix } from "../syscalls/try-calls.ts";
import { CooperationLedger__factory } from "../../../types/factories/CooperationLedger__factory.ts";
import type { ReadMatter } from "./act-work.ts";
import { GatewayWork } from "./gateway-work.ts";
import { Receiver } from "./receiver.ts";
import { openReferenceStore, type ReferenceStore } from "./reference-store.ts";
import type { Outcome, Phase, Subject } from "./trial.ts";

/** Limit of one round of work in milliseconds, for a gateway without faults. */
const ROUND_MS = 20_000;

/** Most rounds of work until a small disk must be full. */
const MAX_ROUNDS = 100;

/** The database of a gateway. */
export type DatabaseKind = "SQLite" | "PostgreSQL";

interface Parts {
  readonly kind: DatabaseKind;
  /** The data of the working gateway. */
  readonly place: Place;
  readonly stack: Stack;
  readonly receiver: Receiver;
  readonly reference: ReferenceStore;
  readonly truth: ChainTruthReader;
  readonly watch: Watch;
}

/** The participant whose requests are sent also has an office, so that it may record acts. */
const ENROLMENTS = { ...DEFAULT_ENROLMENTS, trader: { roles: ["trader", "customs"], jurisdiction: "BR" } } as const;

/** A gateway that is killed, on a chain that keeps running, with all its acknowledged requests. */
export class GatewaySubject implements Subject, DisturbedProgram {
  readonly phases: readonly Phase[] = [
    {
      name: "first start",
      rehearse: () => this.#rehearseFirstStart(),
      crash: (order) => this.#crashAtFirstStart(order),
    },
    { name: "start", rehearse: () => this.#rehearseStart(), crash: (order) => this.#crashAtStart(order) },
    { name: "work", rehearse: () => this.#rehearseWork(), crash: (order) => this.#crashAtWork(order) },
  ];
  readonly #parts: Parts;
  #environment: Readonly<Record<string, string>>;
  #location: DatabaseLocation;
  #gateway: KillableGateway | null = null;
  /** Entries on the chain so far, and the number that each round adds. */
  #recorded = 0;
  #perRound = 0;

  private constructor(parts: Parts) {
    this.#parts = parts;
    const { stack, watch, place } = parts;
    const { contracts, keystoreDir, passphraseFile } = stack.config;
    this.#location = place.location;
    this.#environment = {
      PORT: "0",
      RPC_URL: stack.node.url,
      CONSORTIUM_ADDRESS: contracts?.consortium ?? "",
      LEDGER_ADDRESS: contracts?.ledger ?? "",
      DIRECTORY_ADDRESS: contracts?.directory ?? "",
      COOPERATION_ADDRESS: contracts?.cooperation ?? "",
      WEBHOOKS_ALLOW_PRIVATE: "true",
      BATCH_ENTRIES: "8",
      REQUESTS_PER_SECOND: "100000",
      KEYSTORE_DIR: keystoreDir,
      PASSPHRASE_FILE: passphraseFile,
      ...place.settings,
      ...watch.environment,
    };
  }

  /** @param faults Faults to plant in the gateway. */
  static async open(kind: DatabaseKind, faults: readonly SourcePatch[] = []): Promise<GatewaySubject> {
    const postgres = kind === "PostgreSQL" ? await createPostgresDatabase() : undefined;
    const stack = await startStack(postgres && { DATABASE_URL: postgres.url }, ENROLMENTS);
    await stack.gateway.stop();
    const receiver = await Receiver.open();
    const { contracts, dataDir } = stack.config;
    const { ledger, consortium, cooperation } = contracts ?? {};
    if (ledger === undefined || consortium === undefined || cooperation === undefined)
      throw new Error("The stack has no contracts.");
    const { chainId } = stack.node;
    const reference = await openReferenceStore(stack.node.url, { chainId, ledger, consortium, cooperation });
    const truth = new ChainTruthReader(stack.node.url, ledger);
    const watch = new Watch(dataDir, faults);
    const place = placeOf(dataDir, postgres);
    const subject = new GatewaySubject({ kind, place, stack, receiver, reference, truth, watch });
    subject.#recorded = (await truth.read()).recorded.length;
    const gateway = await subject.#start();
    await subject.#clientOf(gateway).post("/v1/webhooks", { url: receiver.url });
    return subject;
  }

  /** All transactions that the gateway defines, reached or not. */
  get transactions(): ReadonlySet<string> {
    return this.#parts.watch.transactions();
  }

  async close(): Promise<void> {
    const { watch, truth, reference, receiver, stack, place } = this.#parts;
    await this.#gateway?.kill();
    watch.close();
    truth.close();
    await reference.close();
    await receiver.close();
    await stack.stop();
    await place.remove();
  }

  /** Starts on the existing data and works, run by the given command. Only on SQLite. */
  async workBehind(prefix: Prefix): Promise<readonly string[]> {
    await this.#end();
    this.#parts.watch.order(null);
    const work = this.#newWork();
    const file = join(this.#parts.stack.config.dataDir, "portolan.db");
    const gateway = await startKillableGateway(this.#environment, prefix([file, `${file}-wal`])).catch(() => null);
    if (gateway !== null) await Promise.race([work.play(this.#clientOf(gateway)), gateway.gone, sleep(ROUND_MS)]);
    await gateway?.kill();
    const problems = await this.#recover(work);
    // The next run then has a log to copy into the database.
    const client = this.#clientOf(await this.#start());
    const { body } = await client.post("/v1/webhooks", { url: this.#parts.receiver.url });
    await client.delete(`/v1/webhooks/${body.webhook.id}`);
    return problems;
  }

  /**
   * Works on a small disk until requests are refused for lack of space, and continues when the disk has more.
   *
   * @param folder Mount point of the disk.
   * @param makeRoom Called when the disk is full.
   */
  async fillDisk(folder: string, makeRoom: () => void): Promise<{ refused: number; problems: readonly string[] }> {
    await this.#end();
    await cp(this.#parts.stack.config.dataDir, folder, { recursive: true, filter: (path) => !path.includes("/chain") });
    this.#environment = { ...this.#environment, DATA_DIR: folder };
    this.#location = { folder };
    const gateway = await this.#start();
    const works: GatewayWork[] = [];
    const refused = () => works.reduce((sum, work) => sum + work.refused, 0);
    while (refused() === 0 && works.length < MAX_ROUNDS) {
      works.push(this.#newWork());
      await works.at(-1)?.play(this.#clientOf(gateway));
    }
    makeRoom();
    const problems: string[] = [];
    // The gateway that lacked space continues, and so does the next one.
    for (const gatewayOf of [() => gateway, () => this.#startAgain()]) {
      const client = this.#clientOf(await gatewayOf());
      for (const work of works) problems.push(...(await work.finish(client).catch((error) => [String(error)])));
    }
    const now = await this.#parts.truth.read();
    const last = this.#clientOf(await this.#start());
    for (const work of works) problems.push(...(await work.compare(now, last, this.#readMatter)));
    return { refused: refused(), problems: [...problems, ...(await this.#parts.reference.differences({ folder }))] };
  }

  async #rehearseFirstStart(): Promise<ReadonlyMap<string, number>> {
    await this.#end();
    return this.#inFreshPlace(async (environment) => {
      const { watch } = this.#parts;
      watch.order(null);
      const gateway = await startKillableGateway(environment);
      await watch.quiet();
      await gateway.kill();
      return watch.steps();
    });
  }

  async #crashAtFirstStart(order: Order): Promise<Outcome> {
    await this.#end();
    return this.#inFreshPlace(async (environment, location) => {
      const reached = await this.#dieAtStart(environment, order);
      const again = await startKillableGateway(environment).catch(() => null);
      if (again === null) return { reached, problems: ["it does not start again"] };
      const problems = await this.#parts.reference.differences(location);
      await again.kill();
      return { reached, problems };
    });
  }

  async #rehearseStart(): Promise<ReadonlyMap<string, number>> {
    const work = await this.#leaveInTheMiddle();
    const gateway = await this.#start();
    await this.#parts.watch.quiet();
    const steps = this.#parts.watch.steps();
    const problems = await this.#compare(gateway, work);
    if (problems.length > 0) throw new Error(`The last run left problems: ${problems.join("; ")}`);
    return steps;
  }

  async #crashAtStart(order: Order): Promise<Outcome> {
    const work = await this.#leaveInTheMiddle();
    const reached = await this.#dieAtStart(this.#environment, order);
    return { reached, problems: await this.#recover(work) };
  }

  /** Ends a run with a batch that is stored but not sent. */
  async #leaveInTheMiddle(): Promise<GatewayWork> {
    const gateway = await this.#start();
    this.#parts.watch.order({ step: "commit storeBatches", nth: 1, moment: "after" });
    const work = this.#newWork();
    await Promise.race([work.play(this.#clientOf(gateway)), gateway.gone]);
    await gateway.gone;
    this.#gateway = null;
    return work;
  }

  /** @returns whether the gateway reached the step. */
  async #dieAtStart(environment: Record<string, string>, order: Order): Promise<boolean> {
    const { watch } = this.#parts;
    watch.order(order);
    const started = await startKillableGateway(environment).catch(() => null);
    const reached = started === null || (await Promise.race([watch.quiet().then(() => false), isGone(started)]));
    await started?.kill();
    watch.order(null);
    return reached;
  }

  async #rehearseWork(): Promise<ReadonlyMap<string, number>> {
    const { watch } = this.#parts;
    const gateway = await this.#start();
    watch.order(null);
    const work = this.#newWork();
    await work.play(this.#clientOf(gateway));
    const problems = await this.#compare(gateway, work);
    if (problems.length > 0) throw new Error(`An undisturbed run has problems: ${problems.join("; ")}`);
    await watch.quiet();
    return watch.steps();
  }

  async #crashAtWork(order: Order): Promise<Outcome> {
    const { watch } = this.#parts;
    const gateway = await this.#start();
    watch.order(order);
    const work = this.#newWork();
    const client = this.#clientOf(gateway);
    let isOver = false;
    const undisturbed = async () => {
      await work.play(client);
      // Otherwise two calls would finish the same work at the same time.
      if (isOver) return false;
      // The last steps come when the outcome is read, or later.
      await work.finish(client).catch(() => undefined);
      await watch.quiet();
      return false;
    };
    const reached = await Promise.race([undisturbed(), isGone(gateway), sleep(ROUND_MS, false)]);
    isOver = true;
    await this.#end();
    return { reached, problems: await this.#recover(work) };
  }

  async #recover(work: GatewayWork): Promise<string[]> {
    try {
      return await this.#compare(await this.#start(), work);
    } catch (error) {
      return [String(error)];
    }
  }

  async #compare(gateway: KillableGateway, work: GatewayWork): Promise<string[]> {
    const { truth, reference } = this.#parts;
    const client = this.#clientOf(gateway);
    const problems = await work.finish(client);
    const now = await truth.read();
    problems.push(...(await work.compare(now, client, this.#readMatter)));
    const added = now.recorded.length - this.#recorded;
    this.#recorded = now.recorded.length;
    this.#perRound ||= added;
    if (added !== this.#perRound) problems.push(`${added} entries were recorded instead of ${this.#perRound}`);
    if (new Set(now.commitments).size !== now.commitments.length) problems.push("an entry was recorded twice");
    return [...problems, ...(await reference.differences(this.#location))];
  }

  /** Starts a gateway without faults, unless one runs. */
  async #start(): Promise<KillableGateway> {
    if (this.#gateway === null) {
      this.#parts.watch.order(null);
      this.#gateway = await startKillableGateway(this.#environment);
    }
    return this.#gateway;
  }

  async #startAgain(): Promise<KillableGateway> {
    await this.#end();
    return this.#start();
  }

  async #end(): Promise<void> {
    await this.#gateway?.kill();
    this.#gateway = null;
  }

  /** Reads a matter from the contract, without code of the product. */
  readonly #readMatter: ReadMatter = async (matter) => {
    const { node, config } = this.#parts.stack;
    const provider = new JsonRpcProvider(node.url, undefined, { cacheTimeout: -1 });
    try {
      const contract = CooperationLedger__factory.connect(config.contracts?.cooperation ?? "", provider);
      return { sequence: Number((await contract.matterOf(matter)).sequence), head: await contract.headOf(matter) };
    } finally {
      provider.destroy();
    }
  };

  #newWork(): GatewayWork {
    return new GatewayWork(this.#parts.receiver, this.#parts.stack.participants["trader"]?.id ?? 0);
  }

  #clientOf({ url }: KillableGateway): GatewayClient {
    return gatewayClient(url, this.#parts.stack.participants["trader"]?.token ?? "");
  }

  /** Lets a gateway work without earlier data, with the same keys on the same chain. */
  async #inFreshPlace<Result>(
    work: (environment: Record<string, string>, location: DatabaseLocation) => Promise<Result>,
  ): Promise<Result> {
    const { kind, watch } = this.#parts;
    const folder = await mkdtemp(join(watch.root, "fresh-"));
    const place = placeOf(folder, kind === "PostgreSQL" ? await createPostgresDatabase() : undefined);
    try {
      return await work({ ...this.#environment, ...place.settings }, place.location);
    } finally {
      await place.remove();
    }
  }
}

const isGone = ({ gone }: KillableGateway): Promise<boolean> => gone.then(() => true);

/** The location of a gateway's data. */
interface Place {
  readonly location: DatabaseLocation;
  readonly settings: Readonly<Record<string, string>>;
  remove(): Promise<void>;
}

function placeOf(folder: string, postgres?: { readonly url: string; drop(): Promise<void> }): Place {
  return {
    location: postgres === undefined ? { folder } : { url: postgres.url },
    settings: { DATA_DIR: folder, ...(postgres && { DATABASE_URL: postgres.url }) },
    async remove() {
      await postgres?.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

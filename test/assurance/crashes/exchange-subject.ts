import { setTimeout as sleep } from "node:timers/promises";
import type { EntryHash } from "../../../src/domain/entry.ts";
import { unlessLost } from "../../support/gateway-client.ts";
import { type KillableGateway, startKillableGateway } from "../../support/killable-gateway.ts";
import { type MemberGateways, startMemberGateways } from "../../support/member-gateways.ts";
import { type CheckedGateway, findBrokenReceipts } from "../exchange/network/check-gateway.ts";
import { openGatewayReader } from "../exchange/network/read-gateway.ts";
import type { Order } from "../steps/order.ts";
import { Watch } from "../steps/watch.ts";
import type { Outcome, Phase, Subject } from "./trial.ts";

type Name = "trade" | "authority";
const NAMES: readonly Name[] = ["trade", "authority"];

/** Limit of one round of work, and of the deliveries after it, in milliseconds. */
const ROUND_MS = 25_000;
const DELIVERED_MS = 40_000;
const PAUSE_MS = 100;

/** An acknowledged entry of a round, with what its reader must read. */
interface Promised {
  readonly hash: EntryHash;
  readonly note: string;
}

/** Two gateways that exchange payloads, of which one is killed. */
export class ExchangeSubject implements Subject {
  readonly phases: readonly Phase[] = [
    this.#phase("the sender of parcels", "trade"),
    this.#phase("the recipient of parcels", "authority"),
  ];
  readonly #gateways: MemberGateways<Name>;
  readonly #watches: Readonly<Record<Name, Watch>>;
  readonly #running = new Map<Name, KillableGateway>();
  #number = 0;
  /** The entry of the round before, which the next round erases. */
  #former: EntryHash | undefined;

  private constructor(gateways: MemberGateways<Name>) {
    this.#gateways = gateways;
    const watchOf = (name: Name) => new Watch(gateways.of[name].folder);
    this.#watches = { trade: watchOf("trade"), authority: watchOf("authority") };
  }

  static async open(): Promise<ExchangeSubject> {
    const gateways = await startMemberGateways({ trade: ["trader"], authority: ["customs"] });
    for (const name of NAMES) await gateways.of[name].stop();
    return new ExchangeSubject(gateways);
  }

  async close(): Promise<void> {
    for (const name of NAMES) await this.#kill(name);
    for (const name of NAMES) this.#watches[name].close();
    await this.#gateways.stop();
  }

  #phase(name: string, killed: Name): Phase {
    return { name, rehearse: () => this.#rehearse(killed), crash: (order) => this.#crash(killed, order) };
  }

  async #rehearse(watched: Name): Promise<ReadonlyMap<string, number>> {
    await this.#startBoth();
    this.#watches[watched].order(null);
    const problems = await this.#finish(await this.#work());
    if (problems.length > 0) throw new Error(`An undisturbed run has problems: ${problems.join("; ")}`);
    await this.#watches[watched].quiet();
    return this.#watches[watched].steps();
  }

  async #crash(killed: Name, order: Order): Promise<Outcome> {
    await this.#startBoth();
    this.#watches[killed].order(order);
    const gone = this.#running.get(killed)?.gone.then(() => true) ?? Promise.resolve(false);
    const working = this.#work();
    const reached = await Promise.race([gone, sleep(ROUND_MS, false)]);
    await this.#kill(killed);
    const promised = await working;
    await this.#startBoth();
    return { reached, problems: await this.#finish(promised).catch((error: unknown) => [String(error)]) };
  }

  /** Records entries that customs may read, and erases one of the round before. @returns what was acknowledged. */
  async #work(): Promise<Promised[]> {
    const trader = this.#gateways.of.trade.client("trader");
    const promised: Promised[] = [];
    const shipment = `urn:example:exchange:${++this.#number}`;
    for (const kind of ["Consign", "Report", "Report"]) {
      const note = `note ${++this.#number}`;
      const draft = { kind, shipment, payload: { "portolan:place": "NLRTM", note } };
      const answer = await unlessLost(trader.post("/v1/entries", draft, { prefer: "wait=10" }));
      if (answer?.status === 201) promised.push({ hash: answer.body.hash as EntryHash, note });
    }
    if (this.#former !== undefined) await unlessLost(trader.delete(`/v1/entries/${this.#former}/payload`));
    this.#former = promised.at(-1)?.hash;
    return promised;
  }

  /** Waits until everything acknowledged is delivered and receipted. @returns what is wrong then. */
  async #finish(promised: readonly Promised[]): Promise<string[]> {
    let problems: string[] = [];
    for (const end = Date.now() + DELIVERED_MS; Date.now() < end; await sleep(PAUSE_MS)) {
      problems = [...(await this.#unread(promised)), ...(await this.#openRows())];
      if (problems.length === 0) break;
    }
    return [...problems, ...findBrokenReceipts(await this.#read())];
  }

  async #unread(promised: readonly Promised[]): Promise<string[]> {
    const customs = this.#gateways.of.authority.client("customs");
    const answers = await Promise.all(promised.map(({ hash }) => customs.get(`/v1/entries/${hash}`)));
    return answers.flatMap(({ body }, index) =>
      (body as { body?: { note?: string } }).body?.note === promised[index]?.note
        ? []
        : [`customs do not read ${promised[index]?.hash}`],
    );
  }

  async #openRows(): Promise<string[]> {
    return (await this.#read()).flatMap(({ name, content }) => [
      ...content.windows.map(() => `${name} has a window`),
      ...content.parcels
        .filter(({ state }) => state === "due" || state === "sealed")
        .map(({ entry, state }) => `${name} has a parcel of ${entry} that is ${state}`),
      ...content.erasures
        .filter(({ state }) => state !== "erased")
        .map(({ entry }) => `${name} has no attestation for ${entry}`),
    ]);
  }

  async #read(): Promise<CheckedGateway[]> {
    return Promise.all(
      NAMES.map(async (name) => {
        const reader = await openGatewayReader({ folder: this.#gateways.of[name].folder });
        try {
          return { name, members: [], content: await reader.read() };
        } finally {
          await reader.close();
        }
      }),
    );
  }

  async #startBoth(): Promise<void> {
    for (const name of NAMES) {
      if (this.#running.has(name)) continue;
      this.#watches[name].order(null);
      const environment = { ...this.#gateways.of[name].environment, ...this.#watches[name].environment };
      this.#running.set(name, await startKillableGateway(environment));
    }
  }

  async #kill(name: Name): Promise<void> {
    await this.#running.get(name)?.kill();
    this.#running.delete(name);
  }
}

import { hexlify, JsonRpcProvider, Wallet } from "ethers";
import { setTimeout as sleep } from "node:timers/promises";
import type { JsonObject } from "../../../../src/domain/encoding/json.ts";
import {
  type Bytes32,
  type Entry,
  type EntryHash,
  type Hex,
  type ParticipantId,
  type ShipmentId,
} from "../../../../src/domain/entry.ts";
import type { Kind } from "../../../../src/domain/rules/kind.ts";
import { createEntryHasher } from "../../../../src/ledger/entry-hash.ts";
import { ShipmentLedger__factory } from "../../../../types/factories/ShipmentLedger__factory.ts";
import { type Answer, type GatewayClient, unlessLost } from "../../../support/gateway-client.ts";
import type { GatewayMember } from "../../../support/member-gateways.ts";
import { some, someUnit } from "../../../gateway/exchange/random-story.ts";
import type { ExchangeWorld } from "./exchange-world.ts";
import { GATEWAY_NAMES, type GatewayName, HOMES, type Step } from "./plan-exchange.ts";

/** A payload that the harness made, with what became of it. */
export interface KnownPayload {
  readonly commitment: Bytes32;
  readonly author: ParticipantId;
  readonly home: GatewayName;
  readonly payload: JsonObject;
  /** Texts that only this payload contains, by its member. */
  readonly markers: Readonly<Record<string, string>>;
  readonly isPastGateway: boolean;
  /** Whether its author asked to erase it. */
  isErased: boolean;
  hash: EntryHash | undefined;
}

/** What is known of a shipment from the acknowledged entries. */
interface Shipment {
  readonly id: ShipmentId;
  custodian: string;
  offeredTo: string | undefined;
  /** Hash and agency of the open case. */
  hold: { readonly hash: EntryHash; readonly agency: string } | undefined;
}

interface Prepared {
  readonly entry: Entry;
  readonly payload: JsonObject;
  readonly seed: Bytes32;
}

const HOLDERS = ["trader", "carrier", "barge"] as const;
const AGENCIES = ["customs", "foreign"] as const;

/** Seconds for which a client waits until its entry is recorded. */
const WAIT = { prefer: "wait=5" };

/** Does the work of a plan at the gateways of the authors, and remembers every payload. */
export class ExchangeWork {
  readonly payloads: KnownPayload[] = [];
  readonly #world: ExchangeWorld;
  readonly #shipments: Shipment[] = [];
  readonly #provider: JsonRpcProvider;
  #number = 0;

  constructor(world: ExchangeWorld) {
    this.#world = world;
    this.#provider = new JsonRpcProvider(world.gateways.node.url, undefined, { pollingInterval: 20, cacheTimeout: -1 });
  }

  close(): void {
    this.#provider.destroy();
  }

  async do(step: Step): Promise<void> {
    switch (step.do) {
      case "entry":
        return this.#record(step);
      case "erase":
        return this.#erase(step.entry);
      case "key":
        await this.#homeOf(some(MEMBERS, step.member)).publishKey(some(MEMBERS, step.member));
        return;
      case "kill":
        await this.#world.kill(step.gateway);
        await sleep(step.awayMs);
        return this.#world.start(step.gateway);
      case "suspend": {
        const { operator } = this.#world.gateways;
        const id = this.#world.gateways.idOf(some(MEMBERS, step.member));
        await operator.governance.suspend(id);
        await sleep(500);
        await operator.governance.reinstate(id);
      }
    }
  }

  async #record({ kind, shipment, other, isPastGateway }: Extract<Step, { do: "entry" }>): Promise<void> {
    const about = kind === "Consign" || this.#shipments.length === 0 ? undefined : some(this.#shipments, shipment);
    const author = this.#authorOf(kind, about, other);
    if (author === undefined) return;
    const home = homeOf(author);
    const client = this.#clientOf(author);
    const counterparty = this.#counterpartyOf(kind, about, author, other);
    const markers = this.#newMarkers();
    const draft = {
      kind: about === undefined ? "Consign" : kind,
      shipment: about?.id ?? someUnit(++this.#number),
      payload: { ...markers, ...requiredBy(kind), ...placesOf(other) },
      ...(counterparty !== undefined && { counterparty: this.#world.gateways.idOf(counterparty) }),
      ...(about?.hold !== undefined && OF_A_CASE.includes(kind) && { refersTo: about.hold.hash }),
    };
    const answer = await unlessLost(client.post("/v1/entries/prepare", draft));
    if (answer?.status !== 200) return;
    const { prepared } = answer.body as { prepared: Prepared };
    const known: KnownPayload = {
      ...{
        commitment: prepared.entry.commitment,
        author: prepared.entry.author,
        home,
        payload: prepared.payload,
        markers,
      },
      ...{ isErased: false, hash: undefined },
      isPastGateway: isPastGateway && about !== undefined,
    };
    this.payloads.push(known);
    known.hash = known.isPastGateway
      ? await this.#sendPast(author, prepared.entry)
      : await this.#submit(client, prepared);
    if (known.hash === undefined) return;
    this.#note(kind, about ?? this.#open(prepared.entry.shipment, author), { author, counterparty, hash: known.hash });
  }

  async #submit(client: GatewayClient, prepared: Prepared): Promise<EntryHash | undefined> {
    const answer: Answer | undefined = await unlessLost(client.post("/v1/entries/prepared", { prepared }, WAIT));
    return answer?.status === 201 ? (answer.body.hash as EntryHash) : undefined;
  }

  /** Sends an entry to the contract from the author's own account: its payload is in no gateway. */
  async #sendPast(author: string, prepared: Entry): Promise<EntryHash | undefined> {
    const { node } = this.#world.gateways;
    const home = this.#homeOf(author);
    const { key } = home.members[author] as GatewayMember;
    const address = home.environment["LEDGER_ADDRESS"] as Hex;
    const contract = ShipmentLedger__factory.connect(address, new Wallet(hexlify(key.copyBytes()), this.#provider));
    const entry = { ...prepared, previous: (await contract.headOf(prepared.shipment)) as EntryHash };
    const hash = createEntryHasher({ chainId: node.chainId, ledger: address })(entry);
    try {
      await (await contract.record({ entry, signature: key.sign(hash) }, { gasPrice: 0 })).wait();
      return hash;
    } catch {
      // The ledger refuses it, as it may any random entry.
      return undefined;
    }
  }

  async #erase(index: number): Promise<void> {
    const recorded = this.payloads.filter(({ hash, isPastGateway }) => hash !== undefined && !isPastGateway);
    if (recorded.length === 0) return;
    const known = some(recorded, index);
    const author = MEMBERS.find((alias) => this.#world.gateways.idOf(alias) === known.author) ?? "trader";
    const answer = await unlessLost(this.#clientOf(author).delete(`/v1/entries/${known.hash}/payload`));
    // Without an answer it may be erased or not.
    known.isErased = answer === undefined || answer.status === 200;
  }

  #open(id: ShipmentId, custodian: string): Shipment {
    const opened = { id, custodian, offeredTo: undefined, hold: undefined };
    this.#shipments.push(opened);
    return opened;
  }

  #note(
    kind: Kind,
    shipment: Shipment,
    { author, counterparty, hash }: { author: string; counterparty: string | undefined; hash: EntryHash },
  ): void {
    if (kind === "Offer") shipment.offeredTo = counterparty;
    if (kind === "Accept") shipment.custodian = author;
    if (kind === "Accept" || kind === "Refuse" || kind === "Withdraw") shipment.offeredTo = undefined;
    if (kind === "Hold") shipment.hold = { hash, agency: author };
    if (kind === "Release") shipment.hold = undefined;
  }

  /** Who can write an entry of a kind; the ledger refuses most others. */
  #authorOf(kind: Kind, shipment: Shipment | undefined, other: number): string | undefined {
    if (shipment === undefined) return some(HOLDERS, other);
    if (kind === "Accept" || kind === "Refuse") return shipment.offeredTo;
    if (kind === "Hold" || kind === "Inspect") return some(AGENCIES, other);
    if (kind === "Notice" || kind === "Release") return shipment.hold?.agency;
    return shipment.custodian;
  }

  #counterpartyOf(kind: Kind, shipment: Shipment | undefined, author: string, other: number): string | undefined {
    if (kind === "Notice") return shipment?.custodian;
    const others = MEMBERS.filter((alias) => alias !== author && alias !== "auditor");
    return kind === "Offer" ? some(others, other) : undefined;
  }

  /** A payload with a text of its own for the class of each member. */
  #newMarkers(): Record<string, string> {
    const number = `${this.#world.gateways.node.chainId}x${++this.#number}y`;
    return {
      "portolan:identifier": `markI${number}`,
      "portolan:placeName": `markH${number}`,
      "portolan:description": `markD${number}`,
      "portolan:findings": `markF${number}`,
      "portolan:officer": `markN${number}`,
      price: `markC${number}`,
    };
  }

  #homeOf(alias: string) {
    return this.#world.gateways.of[homeOf(alias)];
  }

  #clientOf(alias: string): GatewayClient {
    return this.#homeOf(alias).client(alias);
  }
}

const MEMBERS: readonly string[] = GATEWAY_NAMES.flatMap((name) => HOMES[name]);

const OF_A_CASE: readonly Kind[] = ["Notice", "Contest", "Release"];

function homeOf(alias: string): GatewayName {
  const found = GATEWAY_NAMES.find((name) => (HOMES[name] as readonly string[]).includes(alias));
  if (found === undefined) throw new Error(`${alias} has no gateway.`);
  return found;
}

/** What due process requires of a payload. */
function requiredBy(kind: Kind): JsonObject {
  const served = { "portolan:servedAt": "2026-01-01T00:00:00Z", "portolan:servedHow": "in person" };
  const reasons = { "portolan:reason": "as told", "portolan:legalBasis": "Art. 1" };
  return {
    ...reasons,
    ...(kind === "Notice" && served),
    ...(kind === "Inspect" && { "portolan:result": "conformant" }),
  };
}

/** Places in some payloads: of the Netherlands, of Switzerland, or of a country without customs here. */
function placesOf(other: number): JsonObject {
  const place = some(["BRSSZ", "NLRTM", "BRSSZ", "CHBSL", "BRSSZ"], other);
  return other % 2 === 0 ? { "portolan:place": place } : { "portolan:itinerary": ["BRSSZ", place] };
}

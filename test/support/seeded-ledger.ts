import { commit } from "../../src/domain/payload/commitment.ts";
import { ZERO_BYTES32, type Bytes32, type Entry, type EntryHash, type ShipmentId } from "../../src/domain/entry.ts";
import type { DirectoryEvent } from "../../src/domain/directory/directory-event.ts";
import type { JsonObject } from "../../src/domain/encoding/json.ts";
import type { Participant } from "../../src/domain/participant.ts";
import { positionOf } from "../../src/domain/position.ts";
import { KINDS, type Kind } from "../../src/domain/rules/kind.ts";
import { newPayloadSeed } from "../../src/domain/payload/payload-salts.ts";
import { roleBits, type Role } from "../../src/domain/rules/role.ts";
import { newShipmentBlind, shipmentId, shipmentIdentifier } from "../../src/domain/identifiers/shipment-id.ts";
import { summarise } from "../../src/domain/payload/summary.ts";
import { toJsonText } from "../../src/domain/encoding/json-text.ts";
import type { Caller } from "../../src/gateway/caller.ts";
import type { Directory } from "../../src/gateway/directory.ts";
import type { ChainEvent } from "../../src/gateway/follow/judge-blocks.ts";
import type { ReadContext } from "../../src/gateway/read/read-context.ts";
import type { Database } from "../../src/store/open-database.ts";
import type { Checkpoint } from "../../src/store/chain/checkpoint.ts";
import { undoBlocksAbove } from "../../src/store/chain/undo-blocks.ts";
import { DATABASES, type TestDatabase } from "./databases.ts";
import { insertRows } from "./insert-rows.ts";
import { hashSeededEntry, type SeededBlock, StoreFollower } from "./store-follower.ts";

/** Unix seconds at which every seeded ledger begins. */
export const START = 1_790_000_000;

export const HOUR = 3_600;

const [SQLITE] = DATABASES;

/** What every seeded ledger begins with. */
export const SEEDED_START: Checkpoint = { block: 0, hash: blockHash(0), timestamp: START };

/** The fields of an entry that a test sets; defaults fill the rest. */
export interface Said {
  readonly counterparty?: Caller;
  readonly refersTo?: Bytes32;
  /** Seconds from {@link START} to the event; the time of recording when absent. */
  readonly at?: number;
  /** `null` for a payload that this gateway does not have. */
  readonly payload?: JsonObject | null;
  /** Countries in the payload, whose customs may read the shipment. */
  readonly countries?: readonly string[];
  /** A commitment to repeat instead of a new one. */
  readonly commitment?: Bytes32;
}

/**
 * A store without a chain, filled by the follower's code: every entry is hashed, judged by the ledger's rules and
 * stored, one block an hour.
 */
export class SeededLedger {
  readonly db: Database;
  readonly directory: Directory;
  readonly reading: ReadContext;
  /** All blocks, for other stores to follow. */
  readonly blocks: SeededBlock[] = [];
  /** Unix seconds: the time of the last block, and of reads. */
  now = START;
  readonly #close: () => Promise<void>;
  readonly #follower: StoreFollower;
  /** Participants that the next block enrols or changes, and announcements that it contains. */
  #enrolled: Participant[] = [];
  #announced: DirectoryEvent[] = [];
  /** The state before the last block. */
  #before: (() => Checkpoint) | undefined;
  readonly #listeners = new Set<(applied: { toPosition: number }) => void>();

  private constructor({ db, close }: Pick<TestDatabase, "db" | "close">) {
    this.db = db;
    this.#close = close;
    this.#follower = new StoreFollower(db, SEEDED_START);
    this.directory = this.#follower.directory;
    this.reading = { db, directory: this.directory, now: () => this.now };
  }

  /** @param database The kind of database; a new SQLite file by default. */
  static async open(database: (typeof DATABASES)[number] = SQLITE): Promise<SeededLedger> {
    return new SeededLedger(await database.open());
  }

  close(): Promise<void> {
    return this.#close();
  }

  /** The last block. */
  get checkpoint(): Checkpoint {
    return this.#follower.checkpoint;
  }

  onApplied(listener: (applied: { toPosition: number }) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Enrols a participant. @returns it as a caller. */
  enrol(name: string, role: Role, jurisdiction = "BR"): Caller {
    const id = this.directory.all().length + 1;
    const roles = roleBits([role]);
    const participant = { id, name, roles, jurisdiction, suspended: false, keys: [] };
    this.directory.replace([...this.directory.all(), participant]);
    this.#enrolled.push(participant);
    return { participant: id, roles, jurisdiction, scopes: new Set(["read", "notify"]) };
  }

  /** Changes a participant with the next block. */
  amend(participant: Participant): void {
    this.directory.replace(this.directory.all().map((one) => (one.id === participant.id ? participant : one)));
    this.#enrolled = [...this.#enrolled.filter(({ id }) => id !== participant.id), participant];
  }

  /** Changes the directory of members with the next block. */
  announce(event: DirectoryEvent): void {
    this.#announced.push(event);
  }

  /** Makes a block without an entry, an hour after the last one. */
  pass(): Promise<void> {
    return this.#follow([]);
  }

  /** Opens a shipment under a business identifier. */
  async consign(author: Caller, identifier: string, said: Said = {}): Promise<ShipmentId> {
    const { uri } = shipmentIdentifier(identifier);
    const blind = newShipmentBlind();
    const shipment = shipmentId(blind, uri);
    const row = { shipment, identifier: uri, blind: hex(blind), opened_by: author.participant };
    await insertRows(this.db, "identities", [row]);
    await this.record(author, "Consign", shipment, said);
    return shipment;
  }

  /** Records an entry in a separate block, an hour after the last one. @returns its hash. */
  async record(author: Caller, kind: Kind, shipment: ShipmentId, said: Said = {}): Promise<EntryHash> {
    const before = this.#follower.shipment(shipment);
    const entry: Entry = {
      shipment,
      previous: before?.head ?? ZERO_BYTES32,
      kind: KINDS[kind],
      author: author.participant,
      counterparty: said.counterparty?.participant ?? 0,
      refersTo: said.refersTo ?? ZERO_BYTES32,
      occurredAt: said.at === undefined ? this.now + HOUR : START + said.at,
      commitment: said.commitment ?? (await this.#keepPayload(author, said)),
    };
    const hash = hashSeededEntry(entry);
    const number = this.#follower.checkpoint.block + 1;
    const position = {
      blockNumber: number,
      blockHash: blockHash(number),
      transactionHash: blockHash(number),
      transactionIndex: 0,
      logIndex: 0,
    };
    const signed = { entry, signature: `0x${"00".repeat(64)}` as const };
    const sequence = (before?.custody.sequence ?? 0) + 1;
    await this.#follow([{ event: "EntryRecorded", hash, sequence, signed, position }]);
    return hash;
  }

  /** Undoes the last block, once for each block. */
  async undoLast(): Promise<void> {
    const from = this.#follower.checkpoint;
    const to = this.#before?.();
    this.#before = undefined;
    if (to === undefined || !(await undoBlocksAbove(this.db, to, from))) throw new Error("no block to undo");
    this.blocks.pop();
  }

  /** The hash of a shipment's last entry. */
  head(shipment: ShipmentId): EntryHash | undefined {
    return this.#follower.shipment(shipment)?.head;
  }

  /** Transfers custody by an Offer and an Accept. */
  async handOver(from: Caller, to: Caller, shipment: ShipmentId, said: Said = {}): Promise<EntryHash> {
    await this.record(from, "Offer", shipment, { counterparty: to });
    return this.record(to, "Accept", shipment, said);
  }

  async #keepPayload(author: Caller, { payload = { note: "" }, countries = [] }: Said): Promise<Bytes32> {
    const seed = newPayloadSeed();
    const commitment = commit(payload ?? { nonce: hex(seed) }, seed);
    if (payload === null) return commitment;
    await insertRows(this.db, "payloads", [
      {
        commitment,
        body: toJsonText(payload),
        seed: hex(seed),
        disclosure: null,
        view: 3,
        summary: toJsonText(summarise(payload)),
        countries: countries.join(),
        author: author.participant,
        erased_at: null,
      },
    ]);
    return commitment;
  }

  /** Makes the next block. */
  async #follow(events: readonly ChainEvent[]): Promise<void> {
    this.now += HOUR;
    const number = this.#follower.checkpoint.block + 1;
    const [hash, recordedAt] = [blockHash(number), this.now];
    const memberChanges = this.#announced.map((event, index) => ({
      ...{ event, signature: "0x" as const, block: number, recordedAt, transactionHash: hash },
      position: positionOf(number, events.length + index),
    }));
    const seeded = {
      block: { number, hash, timestamp: recordedAt, transactions: [], events },
      participants: this.#enrolled,
      memberChanges,
    };
    const before = this.#follower.remember();
    const toPosition = await this.#follower.follow(seeded);
    this.#before = before;
    this.#enrolled = [];
    this.#announced = [];
    this.blocks.push(seeded);
    for (const listener of this.#listeners) listener({ toPosition });
  }
}

const hex = (bytes: Uint8Array): Bytes32 => `0x${Buffer.from(bytes).toString("hex")}`;

function blockHash(number: number): Bytes32 {
  return `0x${number.toString(16).padStart(64, "0")}`;
}

import { pino } from "pino";
import { type Bytes32, type EntryHash, type ParticipantId, ZERO_BYTES32 } from "../../../src/domain/entry.ts";
import type { DirectoryEvent, Publication } from "../../../src/domain/directory/directory-event.ts";
import { hexOf } from "../../../src/domain/encoding/hex.ts";
import { FOREVER, type Participant } from "../../../src/domain/participant.ts";
import type { Role } from "../../../src/domain/rules/role.ts";
import { sealingSuite } from "../../../src/exchange/sealing-suite.ts";
import type { Caller } from "../../../src/gateway/caller.ts";
import { InOrder } from "../../../src/gateway/exchange/in-order.ts";
import { OtherMembers } from "../../../src/gateway/exchange/other-members.ts";
import { OwnMembers } from "../../../src/gateway/exchange/own-members.ts";
import { createExchangeClient } from "../../../src/gateway/exchange/post-window.ts";
import { startLanes } from "../../../src/gateway/exchange/start-lanes.ts";
import { Feed } from "../../../src/gateway/notify/feed.ts";
import { KeyRing } from "../../../src/keys/key-ring.ts";
import { memberChangeToRow } from "../../../src/store/chain/member-changes.ts";
import { readEntriesAfter } from "../../../src/store/chain/entries.ts";
import type { Database } from "../../../src/store/open-database.ts";
import { createMember } from "../../exchange/test-member.ts";
import type { DATABASES } from "../../support/databases.ts";
import { insertRows } from "../../support/insert-rows.ts";
import { SeededLedger } from "../../support/seeded-ledger.ts";
import { HandReceiver } from "./hand-receiver.ts";

const DOMAIN = { chainId: 1, ledger: `0x${"11".repeat(20)}` } as const;

interface LanesOptions {
  readonly db?: Database;
  readonly privateHosts?: readonly string[];
}

/** The lanes of a gateway without a chain, towards receivers in the hands of a test. */
export class LaneStage {
  readonly ledger: SeededLedger;
  readonly #ring = new KeyRing();
  readonly #receivers: HandReceiver[] = [];
  readonly #heads = new Map<number, Bytes32>();
  #changes = 0;
  #ahead = 0;
  #running: { stop(): Promise<void> }[] = [];

  private constructor(ledger: SeededLedger) {
    this.ledger = ledger;
  }

  /** @param database The kind of database; a new SQLite file by default. */
  static async open(database?: (typeof DATABASES)[number]): Promise<LaneStage> {
    return new LaneStage(await SeededLedger.open(database));
  }

  async close(): Promise<void> {
    await this.stop();
    await Promise.all(this.#receivers.map((receiver) => receiver.close()));
    await this.ledger.close();
  }

  /** Enrols a member of this gateway. */
  async own(name: string, role: Role, jurisdiction = "BR"): Promise<Caller> {
    const caller = this.ledger.enrol(name, role, jurisdiction);
    const { signer, participant } = await createMember(caller.participant);
    this.#ring.add(signer);
    this.ledger.amend({ ...this.participant(caller.participant), keys: participant.keys });
    return caller;
  }

  /** Enrols a member with another gateway. @param endpoint its published address; that of its receiver by default. */
  async other(
    name: string,
    role: Role,
    { jurisdiction = "NL", endpoint }: { jurisdiction?: string; endpoint?: string } = {},
  ): Promise<{ caller: Caller; receiver: HandReceiver }> {
    const caller = this.ledger.enrol(name, role, jurisdiction);
    const receiver = await HandReceiver.open(caller.participant, {
      domain: DOMAIN,
      participants: (id) => this.ledger.directory.get(id),
      entries: (hashes) => this.#entriesOf(hashes),
    });
    this.#receivers.push(receiver);
    this.ledger.amend({ ...this.participant(caller.participant), keys: receiver.member.participant.keys });
    await this.publish(receiver, endpoint ?? receiver.url);
    return { caller, receiver };
  }

  /** Publishes the present key of a receiver, and its address. */
  async publish({ id, member }: HandReceiver, endpoint: string): Promise<void> {
    const { encryption } = member;
    const bytes = await sealingSuite(encryption.suite).SerializePublicKey(encryption.publicKey);
    const publication: Publication = {
      participant: id,
      previous: this.#heads.get(id) ?? ZERO_BYTES32,
      endpoint,
      suite: encryption.suite,
      key: hexOf(bytes),
      validFrom: 0,
      validUntil: FOREVER,
      recovery: `0x${"77".repeat(32)}`,
    };
    const change: Bytes32 = `0x${(++this.#changes).toString(16).padStart(64, "c")}`;
    const event: DirectoryEvent = { event: "MemberPublished", participant: id, change, publication, effectiveAt: 0 };
    const placed = { position: this.#changes, block: 0, recordedAt: 0, transactionHash: change };
    await insertRows(this.ledger.db, "member_changes", [memberChangeToRow({ event, signature: "0x", ...placed })]);
    this.#heads.set(id, change);
  }

  participant(id: number): Participant {
    const participant = this.ledger.directory.get(id);
    if (participant === undefined) throw new Error(`Nobody is enrolled as ${id}.`);
    return participant;
  }

  /** Moves the clock of the gateway ahead. */
  advance(ms: number): void {
    this.#ahead += ms;
  }

  /** Starts the lanes. @param options differences from the lanes of a running gateway. */
  start({ db = this.ledger.db, privateHosts = ["127.0.0.1"] }: LanesOptions = {}): void {
    const { ledger } = this;
    const feed = new Feed({ ...ledger.reading, db }, ledger, 50);
    const clock = () => Date.now() + this.#ahead;
    const now = () => Math.floor(clock() / 1000);
    const own = new OwnMembers(this.#ring, ledger.directory, now);
    const { directory } = ledger;
    const log = pino({ level: "silent" });
    const others = new OtherMembers({ db, directory, now }, own);
    const client = createExchangeClient(privateHosts);
    const sealing = new InOrder<ParticipantId>();
    const parts = { db, directory, others, domain: DOMAIN, follower: ledger, own, sealing, clock, log, feed, client };
    const lanes = startLanes(parts);
    this.#running.push({
      async stop() {
        feed.close();
        await lanes.stop();
        await client.close();
      },
    });
  }

  /** Leaves lanes whose process died, which answer nothing any more. */
  abandon(): void {
    for (const lanes of this.#running.splice(0)) void lanes.stop();
  }

  async stop(): Promise<void> {
    await Promise.all(this.#running.splice(0).map((lanes) => lanes.stop()));
  }

  parcels() {
    return this.ledger.db.reader.selectFrom("exchange_parcels").selectAll().orderBy("position").execute();
  }

  lanes() {
    return this.ledger.db.reader.selectFrom("exchange_lanes").selectAll().orderBy("recipient").execute();
  }

  async #entriesOf(hashes: readonly EntryHash[]) {
    const auditor = { participant: 0, country: "", tribunalOf: "", everyShipment: true };
    const { entries } = await readEntriesAfter(this.ledger.db, auditor, 0, 100_000);
    return new Map(entries.flatMap(({ hash, entry }) => (hashes.includes(hash) ? [[hash, entry]] : [])));
  }
}

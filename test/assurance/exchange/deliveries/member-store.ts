import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pino } from "pino";
import type { Bytes32, ParticipantId } from "../../../../src/domain/entry.ts";
import { arrivedEvent } from "../../../../src/epcis/capture/arrived-event.ts";
import type { GeneratedKey } from "../../../../src/exchange/generate-encryption-key.ts";
import { encryptSecret } from "../../../../src/keys/keystore-cipher.ts";
import { formatKeystore } from "../../../../src/keys/keystore-format.ts";
import { KeyRing } from "../../../../src/keys/key-ring.ts";
import { createLocalSigner } from "../../../../src/keys/local-signer.ts";
import type { PrivateKey } from "../../../../src/keys/private-key.ts";
import type { Signer } from "../../../../src/keys/signer.ts";
import { DecryptionKeys } from "../../../../src/gateway/exchange/decryption-keys.ts";
import { DeliveringMembers } from "../../../../src/gateway/exchange/delivering-members.ts";
import type { ExchangeContext } from "../../../../src/gateway/exchange/exchange-context.ts";
import { InOrder } from "../../../../src/gateway/exchange/in-order.ts";
import { OtherMembers } from "../../../../src/gateway/exchange/other-members.ts";
import { OwnMembers } from "../../../../src/gateway/exchange/own-members.ts";
import { DATABASES, type TestDatabase } from "../../../support/databases.ts";
import { SEEDED_START, type SeededLedger } from "../../../support/seeded-ledger.ts";
import { CHEAP, PASSPHRASE } from "../../../support/stack.ts";
import { SEEDED_DOMAIN, StoreFollower } from "../../../support/store-follower.ts";

const [SQLITE] = DATABASES;

/** A member and its ledger key. */
export interface StoreMember {
  readonly id: ParticipantId;
  readonly key: PrivateKey;
}

/** The exchange of one gateway in this process: its own store and keys, which follow the common blocks at its own pace. */
export class MemberStore {
  readonly name: string;
  readonly context: ExchangeContext;
  readonly members: readonly ParticipantId[];
  readonly #truth: SeededLedger;
  readonly #database: TestDatabase;
  readonly #follower: StoreFollower;
  readonly #keyFolder: string;
  readonly #signers: ReadonlyMap<ParticipantId, Signer>;

  private constructor(name: string, truth: SeededLedger, database: TestDatabase, members: readonly StoreMember[]) {
    this.name = name;
    this.members = members.map(({ id }) => id);
    this.#truth = truth;
    this.#database = database;
    const follower = new StoreFollower(database.db, SEEDED_START);
    this.#follower = follower;
    const { db } = database;
    const { directory } = follower;
    this.#signers = new Map(members.map(({ id, key }) => [id, createLocalSigner(key)]));
    const ring = new KeyRing();
    for (const signer of this.#signers.values()) ring.add(signer);
    const own = new OwnMembers(ring, directory, () => truth.now);
    const folder = "folder" in database.location ? database.location.folder : "";
    this.#keyFolder = join(folder, "encryption");
    this.context = {
      ...{ db, directory, own, domain: SEEDED_DOMAIN },
      follower: {
        get checkpoint() {
          return follower.checkpoint;
        },
        get status() {
          const { block } = follower.checkpoint;
          return { state: "following" as const, block, chainHead: block, alarm: null };
        },
      },
      others: new OtherMembers({ db, directory, now: () => truth.now }, own),
      decryptionKeys: new DecryptionKeys({ folder: this.#keyFolder, passphrase: PASSPHRASE }, (error) => {
        throw error;
      }),
      ...{ sealing: new InOrder(), opening: new InOrder(), storing: new InOrder() },
      delivering: new DeliveringMembers(),
      untilFollowed: async () => undefined,
      eventOf: arrivedEvent,
      isFull: async () => false,
      clock: () => truth.now * 1000,
    };
  }

  static async open(name: string, truth: SeededLedger, members: readonly StoreMember[]): Promise<MemberStore> {
    return new MemberStore(name, truth, await SQLITE.open(), members);
  }

  get db() {
    return this.#database.db;
  }

  get height(): number {
    return this.#follower.checkpoint.block;
  }

  get isAtEnd(): boolean {
    return this.height >= (this.#truth.blocks.at(-1)?.block.number ?? 0);
  }

  /** Its log: nothing, as the test sees the outcomes. */
  readonly log = pino({ level: "silent" });

  /** The signer of one of its members, also while it is suspended. */
  signerOf(member: ParticipantId): Signer {
    const signer = this.#signers.get(member);
    if (signer === undefined) throw new Error(`${member} is no member of ${this.name}.`);
    return signer;
  }

  /** Follows some more of the blocks. */
  async follow(blocks: number): Promise<void> {
    const next = this.#truth.blocks.filter(({ block }) => block.number > this.height).slice(0, blocks);
    for (const each of next) await this.#follower.follow(each);
  }

  /** Keeps the private part of an encryption key. */
  async keep({ id, secret }: GeneratedKey): Promise<Bytes32> {
    await mkdir(this.#keyFolder, { recursive: true });
    const text = formatKeystore(await encryptSecret(secret, PASSPHRASE, CHEAP));
    await writeFile(join(this.#keyFolder, `${id}.json`), text);
    return id;
  }

  close(): Promise<void> {
    return this.#database.close();
  }
}

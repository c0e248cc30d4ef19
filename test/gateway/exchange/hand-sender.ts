import type { ParcelContent, Receipt } from "../../../src/api/exchange.ts";
import type { Bytes32, EntryHash, Hex, ParticipantId } from "../../../src/domain/entry.ts";
import { ZERO_BYTES32 } from "../../../src/domain/entry.ts";
import type { SuiteId } from "../../../src/domain/directory/hpke-suite.ts";
import { bytesOf } from "../../../src/domain/encoding/hex.ts";
import type { JsonObject } from "../../../src/domain/encoding/json.ts";
import { type EncryptionKey, readEncryptionKey } from "../../../src/exchange/encryption-key.ts";
import { encodeParcel, type Parcel, type ParcelOrder } from "../../../src/exchange/parcel.ts";
import { sealParcelContent } from "../../../src/exchange/parcel-content.ts";
import { sealSessionKey } from "../../../src/exchange/session-key.ts";
import { createLocalSigner } from "../../../src/keys/local-signer.ts";
import type { PrivateKey } from "../../../src/keys/private-key.ts";
import type { LedgerDomain } from "../../../src/ledger/entry-typed-data.ts";
import type { GatewayClient } from "../../support/gateway-client.ts";
import type { MemberGateway } from "../../support/member-gateways.ts";
import { postItems } from "./exchange-post.ts";
import { makeParcel } from "../../exchange/make-parcel.ts";

/** An entry that a test recorded, with what its author can send. */
export interface RecordedEntry {
  readonly hash: EntryHash;
  readonly shipment: Bytes32;
  readonly content: ParcelContent;
  readonly body: JsonObject;
  readonly seed: Bytes32;
}

/** Records an entry whose seed and identity the test knows. */
export async function recordKnown(client: GatewayClient, draft: object): Promise<RecordedEntry> {
  const { status, body } = await client.post("/v1/entries/prepare", draft);
  if (status !== 200) throw new Error(JSON.stringify(body));
  const { prepared } = body as {
    prepared: {
      entry: { shipment: Bytes32; commitment: Bytes32 };
      payload: JsonObject;
      seed: Bytes32;
      identity?: { identifier: string; blind: Bytes32 };
    };
  };
  const recorded = await client.post("/v1/entries/prepared", { prepared }, { prefer: "wait=30" });
  if (recorded.status !== 201) throw new Error(JSON.stringify(recorded.body));
  const { entry, payload, seed, identity } = prepared;
  return {
    hash: recorded.body.hash as EntryHash,
    shipment: entry.shipment,
    body: payload,
    seed,
    content: {
      commitment: entry.commitment,
      identities: identity === undefined ? [] : [identity],
      payload: { view: "whole", seed, body: payload },
    },
  };
}

/** How a parcel differs from a right one. */
interface ParcelDifferences extends Partial<ParcelOrder> {
  readonly recipient?: ParticipantId;
  readonly key?: EncryptionKey;
}

/** Sends parcels by hand in the name of a member, so that a test decides about each byte. */
export class HandSender {
  readonly member: { readonly id: ParticipantId; readonly key: PrivateKey };
  readonly domain: LedgerDomain;
  readonly #target: MemberGateway;
  readonly #recipient: string;
  #place: { sequence: number; previous: Bytes32 } = { sequence: 1, previous: ZERO_BYTES32 };

  /** @param recipient alias of a member of the target gateway. */
  constructor(
    member: { readonly id: ParticipantId; readonly key: PrivateKey },
    target: MemberGateway,
    recipient: string,
  ) {
    this.member = member;
    this.#target = target;
    this.#recipient = recipient;
    this.domain = { chainId: 31_337, ledger: target.environment["LEDGER_ADDRESS"] as Hex };
  }

  /** Address of the gateway to which it sends. */
  get url() {
    return this.#target.url;
  }

  get signer() {
    return createLocalSigner(this.member.key);
  }

  /** The number of the recipient. */
  get recipient(): ParticipantId {
    return this.#target.members[this.#recipient]?.id as ParticipantId;
  }

  /** The recipient's last published key. */
  async key() {
    const { body } = await this.#target.client(this.#recipient).get(`/v1/members/${this.recipient}`);
    const { suite, key } = (body as { keys: { suite: SuiteId; key: Hex }[] }).keys.at(-1) ?? {};
    return readEncryptionKey(suite as SuiteId, bytesOf(key as Hex));
  }

  /** A sealed parcel of an entry. */
  async parcel(
    { hash, content }: Pick<RecordedEntry, "hash" | "content">,
    { key, ...differences }: ParcelDifferences = {},
  ): Promise<Parcel> {
    const pair = { sender: this.member.id, recipient: differences.recipient ?? this.recipient };
    const order = {
      claim: { rule: "customs", height: 1 },
      session: await sealSessionKey(pair, key ?? (await this.key()), this.domain),
      height: this.#target.gateway.follower.status.block,
      ...this.#place,
      ...differences,
    };
    return makeParcel(sealParcelContent(content, hash, this.domain), order, this.signer, this.domain);
  }

  /** Seals and encodes. */
  async item(recorded: Pick<RecordedEntry, "hash" | "content">, differences: ParcelDifferences = {}) {
    return encodeParcel(await this.parcel(recorded, differences));
  }

  /** Posts items, and gives their receipts, or the problem's code. */
  async post(items: readonly Uint8Array[]): Promise<Receipt[] | string> {
    const { status, items: answer } = await postItems(this.#target.url, "/exchange/parcels", items);
    return status === 200
      ? (answer[0] as { statement: { receipts: Receipt[] } }).statement.receipts
      : (answer[0] as { code: string }).code;
  }

  /** Sends entries one parcel each, and gives the outcomes. */
  async send(...entries: readonly Pick<RecordedEntry, "hash" | "content">[]): Promise<string[]> {
    const items = await Promise.all(entries.map((entry) => this.item(entry)));
    const receipts = await this.post(items);
    return typeof receipts === "string" ? [receipts] : receipts.map(({ outcome }) => outcome);
  }
}

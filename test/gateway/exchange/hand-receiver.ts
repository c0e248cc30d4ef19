import type { IncomingMessage, ServerResponse } from "node:http";
import { EXCHANGE_VERSION, type ParcelHeader, type Receipt } from "../../../src/api/exchange.ts";
import type { Entry, EntryHash } from "../../../src/domain/entry.ts";
import type { Participant } from "../../../src/domain/participant.ts";
import { contentDigest } from "../../../src/exchange/content-digest.ts";
import type { DecryptionKey } from "../../../src/exchange/encryption-key.ts";
import { joinLines, splitLines } from "../../../src/exchange/json-lines.ts";
import { decodeParcel } from "../../../src/exchange/parcel.ts";
import type { OpenedParcel, ParcelOutcome } from "../../../src/exchange/parcel-outcome.ts";
import { receiptOf } from "../../../src/exchange/receipt-of.ts";
import { writeItem } from "../../../src/exchange/read-item.ts";
import { RECEIPTS } from "../../../src/exchange/receipts.ts";
import { signStatement } from "../../../src/exchange/statement.ts";
import type { LedgerDomain } from "../../../src/ledger/entry-typed-data.ts";
import { openItem } from "../../exchange/test-exchange.ts";
import { createMember, createKeyPair, type TestMember } from "../../exchange/test-member.ts";
import { serve, type TestServer } from "../../support/http-server.ts";

/** What a receiver knows of the ledger, on which both sides agree. */
export interface ReceiverLedger {
  readonly domain: LedgerDomain;
  readonly participants: (id: number) => Participant | undefined;
  readonly entries: (hashes: readonly EntryHash[]) => Promise<ReadonlyMap<EntryHash, Entry>>;
}

/** A received request. */
interface ReceivedRequest {
  readonly body: Buffer;
  readonly headers: readonly ParcelHeader[];
  readonly path: string;
}

/** A member's gateway in the hands of a test: it opens and verifies for real, and answers as the test says. */
export class HandReceiver {
  readonly requests: ReceivedRequest[] = [];
  /** The last stored parcel of each entry. */
  readonly stored = new Map<EntryHash, OpenedParcel>();
  /** Ids of parcels, by sender and number: a second id under a number is a fork. */
  readonly numbers = new Map<string, Set<string>>();
  readonly #keys: DecryptionKey[];
  #member: TestMember;
  readonly #ledger: ReceiverLedger;
  #server: TestServer | undefined;
  /** Answers a request instead of the receiver, when it returns `true`. */
  intercept: (request: ReceivedRequest, response: ServerResponse) => boolean | Promise<boolean> = () => false;
  /** The receipt of a parcel that could be stored; `undefined` for `stored`. */
  decide: (opened: OpenedParcel, header: ParcelHeader) => Receipt | undefined = () => undefined;
  /** Changes the receipts before they are signed. */
  edit: (receipts: Receipt[]) => Receipt[] = (receipts) => receipts;

  private constructor(member: TestMember, ledger: ReceiverLedger) {
    this.#member = member;
    this.#keys = [member.decryption];
    this.#ledger = ledger;
  }

  static async open(id: number, ledger: ReceiverLedger): Promise<HandReceiver> {
    const receiver = new HandReceiver(await createMember(id), ledger);
    receiver.#server = await serve((request, response) => {
      receiver.#receive(request, response).catch((error: unknown) => response.destroy(error as Error));
    });
    return receiver;
  }

  get id(): number {
    return this.#member.participant.id;
  }

  get member(): TestMember {
    return this.#member;
  }

  get url(): string {
    return this.#server?.url ?? "";
  }

  /** Makes another encryption key. @param keepsOld whether parcels to the old ones can still be opened. */
  async rotate(keepsOld: boolean): Promise<void> {
    const pair = await createKeyPair(0x647a);
    this.#member = { ...this.#member, ...pair };
    if (!keepsOld) this.#keys.length = 0;
    this.#keys.push(pair.decryption);
  }

  async close(): Promise<void> {
    await this.#server?.close();
  }

  async #receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const items = splitLines(body);
    const headers = items.map((item) => decodeParcel(item).statement);
    const received = { body, headers, path: `${request.method} ${request.url}` };
    this.requests.push(received);
    if (await this.intercept(received, response)) return;
    const receipts: Receipt[] = [];
    for (const [index, item] of items.entries()) receipts.push(await this.#judge(item, headers[index] as ParcelHeader));
    await this.answer(response, headers[0] as ParcelHeader, this.edit(receipts));
  }

  /** Signs receipts and sends them. */
  async answer(
    response: ServerResponse,
    { sender }: Pick<ParcelHeader, "sender">,
    receipts: readonly Receipt[],
    signer = this.#member.signer,
  ): Promise<void> {
    const time = Math.floor(Date.now() / 1000);
    const statement = { version: EXCHANGE_VERSION, sender: this.id, recipient: sender, height: 1, time };
    const signed = await signStatement(
      RECEIPTS.type,
      { ...statement, receipts: [...receipts] },
      signer,
      this.#ledger.domain,
    );
    const answer = joinLines([writeItem(signed)]);
    response.writeHead(200, { "content-type": "application/jsonl", "content-digest": contentDigest(answer) });
    response.end(answer);
  }

  async #judge(item: Uint8Array, header: ParcelHeader): Promise<Receipt> {
    const outcome: ParcelOutcome = await openItem(item, {
      member: this.id,
      ledger: {
        domain: this.#ledger.domain,
        height: 1_000_000,
        time: Math.floor(Date.now() / 1000),
        participant: this.#ledger.participants,
      },
      decryptionKey: async (id) => this.#keys.find((key) => key.id === id),
      requiredSuite: () => 0x647a,
      entries: this.#ledger.entries,
    });
    const place = `${header.sender} ${header.sequence}`;
    this.numbers.set(place, (this.numbers.get(place) ?? new Set()).add(outcome.id));
    if (outcome.outcome !== "storable") return receiptOf(outcome);
    const { opened } = outcome;
    const decided = this.decide(opened, header);
    if (decided !== undefined) return { ...decided, parcel: outcome.id };
    this.stored.set(opened.hash, opened);
    return { parcel: outcome.id, entry: opened.hash, outcome: "stored" };
  }
}

import { expect } from "chai";
import { readFileSync } from "node:fs";
import type { ParcelContent } from "../../src/api/exchange.ts";
import type { Bytes32, Entry, EntryHash } from "../../src/domain/entry.ts";
import { bytesOf } from "../../src/domain/encoding/hex.ts";
import { FOREVER } from "../../src/domain/participant.ts";
import { DIGEST, DIGEST_ANSWER } from "../../src/exchange/digest.ts";
import { readDecryptionKey } from "../../src/exchange/encryption-key.ts";
import { ERASURE_ANSWER, ERASURE_REQUEST } from "../../src/exchange/erasure.ts";
import type { FollowedLedger } from "../../src/exchange/followed-ledger.ts";
import { admitMessage, type MessageKind } from "../../src/exchange/message.ts";
import { decodeParcel, encodeParcel } from "../../src/exchange/parcel.ts";
import { writeItem } from "../../src/exchange/read-item.ts";
import { RECEIPTS } from "../../src/exchange/receipts.ts";
import type { SuiteId } from "../../src/domain/directory/hpke-suite.ts";
import { signStatement, type Statement } from "../../src/exchange/statement.ts";
import { WANT, WANT_ANSWER } from "../../src/exchange/want.ts";
import { createLocalSigner } from "../../src/keys/local-signer.ts";
import { PrivateKey } from "../../src/keys/private-key.ts";
import type { LedgerDomain } from "../../src/ledger/entry-typed-data.ts";
import { openItem } from "./test-exchange.ts";

/** Items as gateways send them. A change of one of them is a change of the protocol, and needs another version. */
const VECTORS = JSON.parse(readFileSync(new URL("../vectors/exchange.json", import.meta.url), "utf8")) as {
  readonly ledger: LedgerDomain;
  readonly senderKey: Bytes32;
  readonly entry: Entry;
  readonly entryHash: EntryHash;
  readonly parcels: readonly {
    readonly name: string;
    readonly privateKey: Bytes32;
    readonly item: string;
    readonly id: Bytes32;
    readonly content: ParcelContent;
  }[];
  readonly messages: readonly {
    readonly name: string;
    readonly kind: string;
    readonly statement: Statement;
    readonly id: Bytes32;
    readonly item: string;
  }[];
};

const KINDS = [WANT, WANT_ANSWER, DIGEST, DIGEST_ANSWER, ERASURE_REQUEST, ERASURE_ANSWER, RECEIPTS];

describe("The wire form of the exchange", () => {
  const { entry, entryHash, parcels, messages } = VECTORS;
  const signer = createLocalSigner(new PrivateKey(bytesOf(VECTORS.senderKey)));
  const keys = [{ address: signer.address, validFrom: 0, validUntil: FOREVER }];
  const ledger: FollowedLedger = {
    domain: VECTORS.ledger,
    height: 100,
    time: 1_767_225_600,
    participant: (id) => ({ id, name: "Sender", roles: 0, jurisdiction: "SE", suspended: false, keys }),
  };

  for (const { name, privateKey, item, id, content } of parcels) {
    it(`the vector of a parcel opens: ${name}`, async () => {
      const { suite, key } = decodeParcel(Buffer.from(item)).statement;
      const decryption = await readDecryptionKey(key, suite as SuiteId, bytesOf(privateKey));
      const opened = await openItem(Buffer.from(item), {
        member: 2,
        ledger,
        decryptionKey: async () => decryption,
        requiredSuite: () => decryption.suite,
        entries: async () => new Map([[entryHash, entry]]),
      });
      if (opened.outcome !== "storable") throw new Error(opened.outcome);
      expect(opened.id).to.equal(id);
      expect(opened.opened.claim).to.deep.equal({ rule: "consignee", height: 90 });
      const identities = content.identities.map((identity) => ({ shipment: entry.shipment, ...identity }));
      expect(opened.opened.identities).to.deep.equal(identities);
      const { payload } = opened.opened;
      if (payload.view === "whole") expect(payload).to.deep.equal(content.payload);
      else expect({ view: payload.view, ...payload.disclosure }).to.deep.equal(content.payload);
    });

    it(`the vector of a parcel is written as it was read: ${name}`, () =>
      expect(Buffer.from(encodeParcel(decodeParcel(Buffer.from(item)))).toString()).to.equal(item));
  }

  for (const { name, kind: kindName, statement, id, item } of messages) {
    const kind = KINDS.find(({ type }) => type.name === kindName) as MessageKind<Statement> | undefined;

    it(`the vector of a message is signed and written with the same bytes: ${name}`, async () => {
      if (kind === undefined) throw new Error(`There is no kind ${kindName}.`);
      const signed = await signStatement(kind.type, statement, signer, VECTORS.ledger);
      expect(Buffer.from(writeItem(signed)).toString()).to.equal(item);
    });

    it(`the vector of a message is admitted with its id: ${name}`, () => {
      if (kind === undefined) throw new Error(`There is no kind ${kindName}.`);
      const admission = admitMessage(kind, Buffer.from(item), { member: 2, ledger, now: 1_767_225_600 });
      expect(admission).to.deep.equal({ outcome: "admitted", id, statement });
    });
  }

  it("the vectors have a message of each kind", () =>
    expect(new Set(messages.map(({ kind }) => kind))).to.deep.equal(new Set(KINDS.map(({ type }) => type.name))));
});

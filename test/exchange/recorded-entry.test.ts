import { expect } from "chai";
import type { ParcelContent } from "../../src/api/exchange.ts";
import { type Entry, type Hex, ZERO_BYTES32 } from "../../src/domain/entry.ts";
import { bytesOf, hexOf } from "../../src/domain/encoding/hex.ts";
import { newShipmentBlind, shipmentId } from "../../src/domain/identifiers/shipment-id.ts";
import { commit } from "../../src/domain/payload/commitment.ts";
import { newPayloadSeed } from "../../src/domain/payload/payload-salts.ts";
import { encodeParcel } from "../../src/exchange/parcel.ts";
import { sealParcelContent } from "../../src/exchange/parcel-content.ts";
import { sealSessionKey } from "../../src/exchange/session-key.ts";
import { createLocalSigner } from "../../src/keys/local-signer.ts";
import { PrivateKey } from "../../src/keys/private-key.ts";
import { createEntryHasher } from "../../src/ledger/entry-hash.ts";
import { blockTime, enrol, record, startChain, type TestChain } from "../support/chain.ts";
import { entryOf } from "../support/entry-of.ts";
import { CONTAINER, openItem } from "./test-exchange.ts";
import { createKeyPair } from "./test-member.ts";
import { makeParcel } from "./make-parcel.ts";

describe("A parcel of an entry on a chain", () => {
  let chain: TestChain;
  before(async () => (chain = await startChain()));
  after(async () => await chain.connection.close());

  it("the recipient verifies a parcel with the keys and the entry that the chain has", async () => {
    const [author, reader] = [await enrol(chain, "trader"), await enrol(chain, "customs")];
    const domain = { chainId: chain.chainId, ledger: (await chain.ledger.getAddress()).toLowerCase() as Hex };
    const [seed, blind] = [newPayloadSeed(), newShipmentBlind()];
    const payload = { bizStep: "commissioning", note: "opened for the exchange" };
    const fields = { shipment: shipmentId(blind, CONTAINER), commitment: commit(payload, seed) };
    const hash = await record(chain, author, "Consign", fields);
    const entry: Entry = entryOf("Consign", { ...fields, author: author.id });
    expect(createEntryHasher(domain)(entry)).to.equal(hash);

    const content: ParcelContent = {
      commitment: fields.commitment,
      identities: [{ identifier: CONTAINER, blind: hexOf(blind) }],
      payload: { view: "whole", seed: hexOf(seed), body: payload },
    };
    const { encryption, decryption } = await createKeyPair(0x647a);
    const parties = { sender: author.id, recipient: reader.id };
    const place = { sequence: 1, previous: ZERO_BYTES32 };
    const session = await sealSessionKey(parties, encryption, domain);
    const order = { ...place, claim: { rule: "customs", height: 1 }, session, height: 1 };
    const signer = createLocalSigner(new PrivateKey(bytesOf(author.wallet.privateKey as Hex)));
    const parcel = await makeParcel(sealParcelContent(content, hash, domain), order, signer, domain);

    const time = await blockTime(chain);
    const registered = await chain.consortium.keyOf(author.wallet.address);
    const [validFrom, validUntil] = [Number(registered.validFrom), Number(registered.validUntil)];
    const keys = [{ address: author.wallet.address.toLowerCase() as Hex, validFrom, validUntil }];
    const opened = await openItem(encodeParcel(parcel), {
      member: reader.id,
      ledger: {
        domain,
        height: await chain.connection.ethers.provider.getBlockNumber(),
        time,
        participant: (id) => ({ id, name: "Author", roles: 0, jurisdiction: "SE", suspended: false, keys }),
      },
      decryptionKey: async () => decryption,
      requiredSuite: () => 0x647a,
      entries: async () => new Map([[(await chain.ledger.headOf(entry.shipment)) as Hex, entry]]),
    });
    expect(opened).to.have.nested.property("opened.payload.body").that.deep.equals(payload);
    expect(opened).to.have.nested.property("opened.hash", hash);
  });
});

import { expect } from "chai";
import { TypedDataEncoder } from "ethers";
import fc from "fast-check";
import { type Entry, type Hex, ZERO_BYTES32 } from "../../src/domain/entry.ts";
import { PortolanError } from "../../src/domain/errors/portolan-error.ts";
import { createEntryHasher } from "../../src/ledger/entry-hash.ts";
import { ENTRY_TYPE, entryTypedData } from "../../src/ledger/entry-typed-data.ts";
import { shipmentId, startChain, type TestChain } from "../support/chain.ts";
import { entryOf } from "../support/entry-of.ts";
import { arbitraryEntry } from "./arbitrary-entry.ts";

const DOMAIN = { chainId: 31337, ledger: "0x5fbdb2315678afecb367f032d93f642f64180aa3" } as const;

const ENTRY: Entry = {
  shipment: `0x${"11".repeat(32)}`,
  previous: ZERO_BYTES32,
  kind: 1,
  author: 7,
  counterparty: 0,
  refersTo: ZERO_BYTES32,
  occurredAt: 1_767_225_600,
  commitment: `0x${"ab".repeat(32)}`,
};

describe("createEntryHasher", () => {
  const hash = createEntryHasher(DOMAIN);

  describe("The digest of any entry", () => {
    it("the digest of an entry equals the one that ethers computes from its typed data", () => {
      fc.assert(
        fc.property(arbitraryEntry, fc.integer({ min: 1 }), (entry, chainId) => {
          const domain = { ...DOMAIN, chainId };
          const { types, domain: typedDomain, message } = entryTypedData(entry, domain);
          const expected = TypedDataEncoder.hash(typedDomain, { Entry: [...(types["Entry"] ?? [])] }, message);
          expect(createEntryHasher(domain)(entry)).to.equal(expected);
        }),
      );
    });

    it("the digest of an entry does not depend on entries hashed before", () => {
      fc.assert(
        fc.property(arbitraryEntry, arbitraryEntry, (entry, other) => {
          const first = hash(entry);
          hash(other);
          expect(hash(entry)).to.equal(first);
        }),
      );
    });
  });

  describe("The digest of a known entry", () => {
    it("the digest of a known entry has its fixed value", () => {
      expect(hash(ENTRY)).to.equal("0xa0fabf8cfd8b00eb8a00c194ce6661ed263084f94162fcc320c3760532974aaa");
    });

    it("the digest of an entry differs for another chain and another contract", () => {
      const otherChain = createEntryHasher({ ...DOMAIN, chainId: 1 });
      const otherLedger = createEntryHasher({ ...DOMAIN, ledger: `0x${"22".repeat(20)}` });
      expect(new Set([hash(ENTRY), otherChain(ENTRY), otherLedger(ENTRY)]).size).to.equal(3);
    });

    it("the ledger's address may have upper-case letters", () => {
      const ledger = `0x${DOMAIN.ledger.slice(2).toUpperCase()}` as Hex;
      expect(createEntryHasher({ ...DOMAIN, ledger })(ENTRY)).to.equal(hash(ENTRY));
    });
  });

  describe("An invalid entry", () => {
    const invalid: [field: string, value: unknown][] = [
      ["shipment", "0x11"],
      ["shipment", `0x${"zz".repeat(32)}`],
      ["shipment", `${"11".repeat(33)}`],
      ["previous", undefined],
      ["kind", 256],
      ["kind", -1],
      ["author", 2 ** 32],
      ["counterparty", 0.5],
      ["refersTo", null],
      ["occurredAt", 2 ** 40],
      ["occurredAt", Number.NaN],
      ["commitment", 5],
    ];
    for (const [field, value] of invalid)
      it(`the hasher refuses ${String(value).slice(0, 12)} as ${field}`, () => {
        const error = caught(() => hash({ ...ENTRY, [field]: value }));
        expect(error.code).to.equal("EntryFieldInvalid");
        expect(error.facts).to.include({ field });
      });

    it("a refused entry does not change the digest of the next entry", () => {
      const before = hash(ENTRY);
      caught(() => hash({ ...ENTRY, shipment: `0x${"1".repeat(32)}${"z".repeat(32)}` }));
      expect(hash(ENTRY)).to.equal(before);
    });
  });

  describe("An invalid domain", () => {
    it("a chain id that is not a positive safe integer is refused", () => {
      expect(caught(() => createEntryHasher({ ...DOMAIN, chainId: 0 })).code).to.equal("ChainIdInvalid");
      expect(caught(() => createEntryHasher({ ...DOMAIN, chainId: 2 ** 53 })).code).to.equal("ChainIdInvalid");
    });

    it("an invalid ledger address is refused", () => {
      expect(caught(() => createEntryHasher({ ...DOMAIN, ledger: "0x12" })).code).to.equal("AddressInvalid");
    });
  });
});

describe("entryTypedData", () => {
  it("ENTRY_TYPE is the struct type of the specification", () => {
    expect(ENTRY_TYPE).to.equal(
      "Entry(bytes32 shipment,bytes32 previous,uint8 kind,uint32 author,uint32 counterparty,bytes32 refersTo,uint40 occurredAt,bytes32 commitment)",
    );
  });

  it("typed data are equal after a round trip through JSON", () => {
    const typedData = entryTypedData({ ...ENTRY, occurredAt: 2 ** 40 - 1 }, DOMAIN);
    expect(JSON.parse(JSON.stringify(typedData))).to.deep.equal(typedData);
  });
});

describe("The deployed ledger", () => {
  let chain: TestChain;
  before(async () => (chain = await startChain()));
  after(async () => await chain.connection.close());

  it("hashOf and createEntryHasher return the same digest", async () => {
    const ledger = (await chain.ledger.getAddress()) as Hex;
    const hash = createEntryHasher({ chainId: chain.chainId, ledger });
    for (const kind of ["Consign", "Close"] as const) {
      const entry = entryOf(kind, {
        shipment: shipmentId(kind),
        author: 0xffff_ffff,
        counterparty: 3,
        occurredAt: 2 ** 40 - 1,
      });
      expect(await chain.ledger.hashOf(entry)).to.equal(hash(entry));
    }
  });
});

function caught(act: () => unknown): PortolanError {
  try {
    act();
  } catch (error) {
    if (error instanceof PortolanError) return error;
    throw error;
  }
  throw new Error("Nothing was thrown.");
}

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

  describe("for any entry", () => {
    it("gives the digest that ethers computes from the typed data", () => {
      fc.assert(
        fc.property(arbitraryEntry, fc.integer({ min: 1 }), (entry, chainId) => {
          const domain = { ...DOMAIN, chainId };
          const { types, domain: typedDomain, message } = entryTypedData(entry, domain);
          const expected = TypedDataEncoder.hash(typedDomain, { Entry: [...(types["Entry"] ?? [])] }, message);
          expect(createEntryHasher(domain)(entry)).to.equal(expected);
        }),
      );
    });

    it("gives the same digest whatever was hashed before", () => {
      fc.assert(
        fc.property(arbitraryEntry, arbitraryEntry, (entry, other) => {
          const first = hash(entry);
          hash(other);
          expect(hash(entry)).to.equal(first);
        }),
      );
    });
  });

  describe("for a known entry", () => {
    it("gives the digest that was written down when the format was fixed", () => {
      expect(hash(ENTRY)).to.equal("0xa0fabf8cfd8b00eb8a00c194ce6661ed263084f94162fcc320c3760532974aaa");
    });

    it("gives another digest on another chain and for another contract", () => {
      const otherChain = createEntryHasher({ ...DOMAIN, chainId: 1 });
      const otherLedger = createEntryHasher({ ...DOMAIN, ledger: `0x${"22".repeat(20)}` });
      expect(new Set([hash(ENTRY), otherChain(ENTRY), otherLedger(ENTRY)]).size).to.equal(3);
    });

    it("takes the ledger's address in any case of letters", () => {
      const ledger = `0x${DOMAIN.ledger.slice(2).toUpperCase()}` as Hex;
      expect(createEntryHasher({ ...DOMAIN, ledger })(ENTRY)).to.equal(hash(ENTRY));
    });
  });

  describe("for what is no entry", () => {
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
      it(`refuses ${String(value).slice(0, 12)} as ${field}`, () => {
        const error = caught(() => hash({ ...ENTRY, [field]: value }));
        expect(error.code).to.equal("EntryFieldInvalid");
        expect(error.facts).to.include({ field });
      });

    it("is not spoilt by it for the next entry", () => {
      const before = hash(ENTRY);
      caught(() => hash({ ...ENTRY, shipment: `0x${"1".repeat(32)}${"z".repeat(32)}` }));
      expect(hash(ENTRY)).to.equal(before);
    });
  });

  describe("for what is no domain", () => {
    it("refuses a chain id that is no positive whole number", () => {
      expect(caught(() => createEntryHasher({ ...DOMAIN, chainId: 0 })).code).to.equal("ChainIdInvalid");
      expect(caught(() => createEntryHasher({ ...DOMAIN, chainId: 2 ** 53 })).code).to.equal("ChainIdInvalid");
    });

    it("refuses an address that is none", () => {
      expect(caught(() => createEntryHasher({ ...DOMAIN, ledger: "0x12" })).code).to.equal("AddressInvalid");
    });
  });
});

describe("entryTypedData", () => {
  it("has the struct type of the specification", () => {
    expect(ENTRY_TYPE).to.equal(
      "Entry(bytes32 shipment,bytes32 previous,uint8 kind,uint32 author,uint32 counterparty,bytes32 refersTo,uint40 occurredAt,bytes32 commitment)",
    );
  });

  it("survives JSON without loss", () => {
    const typedData = entryTypedData({ ...ENTRY, occurredAt: 2 ** 40 - 1 }, DOMAIN);
    expect(JSON.parse(JSON.stringify(typedData))).to.deep.equal(typedData);
  });
});

describe("the deployed ledger", () => {
  let chain: TestChain;
  before(async () => (chain = await startChain()));
  after(async () => await chain.connection.close());

  it("hashes as createEntryHasher does", async () => {
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

import { expect } from "chai";
import fc from "fast-check";
import type { Hex } from "../../src/domain/entry.ts";
import { PortolanError } from "../../src/domain/errors/portolan-error.ts";
import { ledgerInterface } from "../../src/ledger/ledger-interface.ts";
import { encodeRecord, encodeRecordBatch } from "../../src/ledger/record-batch.ts";
import { shipmentId } from "../support/chain.ts";
import { entryOf } from "../support/entry-of.ts";
import { arbitrarySignedEntry } from "./arbitrary-entry.ts";

describe("encodeRecordBatch", () => {
  it("encodes any batch byte for byte as ethers does", () => {
    fc.assert(
      fc.property(fc.array(arbitrarySignedEntry, { maxLength: 12 }), (batch) => {
        expect(hex(encodeRecordBatch(batch))).to.equal(ledgerInterface.encodeFunctionData("recordBatch", [batch]));
      }),
    );
  });

  it("takes 416 bytes for an entry with an account's signature", () => {
    const signed = {
      entry: entryOf("Consign", { shipment: shipmentId("size") }),
      signature: `0x${"01".repeat(64)}` as Hex,
    };
    const one = encodeRecordBatch([signed]).length;
    expect(encodeRecordBatch([signed, signed]).length - one).to.equal(416);
  });

  describe("for a signature that is not hexadecimal", () => {
    for (const signature of ["0x1", "1234", "0xzz", `0x${"01".repeat(31)}0g`])
      it(`refuses ${signature.slice(0, 8)}`, () => {
        const signed = { entry: entryOf("Consign", { shipment: shipmentId("bad") }), signature: signature as Hex };
        expect(() => encodeRecordBatch([signed]))
          .to.throw(PortolanError)
          .with.property("code", "EntryFieldInvalid");
      });
  });

  it("refuses a field that does not fit its Solidity type", () => {
    const signed = { entry: entryOf(256, { shipment: shipmentId("kind") }), signature: "0x" as Hex };
    expect(() => encodeRecordBatch([signed]))
      .to.throw(PortolanError)
      .with.property("code", "EntryFieldInvalid");
  });
});

describe("encodeRecord", () => {
  it("encodes any entry byte for byte as ethers does", () => {
    fc.assert(
      fc.property(arbitrarySignedEntry, (signed) => {
        expect(hex(encodeRecord(signed))).to.equal(ledgerInterface.encodeFunctionData("record", [signed]));
      }),
    );
  });
});

function hex(bytes: Buffer): string {
  return `0x${bytes.toString("hex")}`;
}

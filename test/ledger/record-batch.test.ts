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
  it("encodeRecordBatch and ethers encode any batch to the same bytes", () => {
    fc.assert(
      fc.property(fc.array(arbitrarySignedEntry, { maxLength: 12 }), (batch) => {
        expect(hex(encodeRecordBatch(batch))).to.equal(ledgerInterface.encodeFunctionData("recordBatch", [batch]));
      }),
    );
  });

  it("an entry with an account's signature adds 416 bytes to a batch", () => {
    const signed = {
      entry: entryOf("Consign", { shipment: shipmentId("size") }),
      signature: `0x${"01".repeat(64)}` as Hex,
    };
    const one = encodeRecordBatch([signed]).length;
    expect(encodeRecordBatch([signed, signed]).length - one).to.equal(416);
  });

  describe("A signature that is not hexadecimal", () => {
    for (const signature of ["0x1", "1234", "0xzz", `0x${"01".repeat(31)}0g`])
      it(`the signature ${signature.slice(0, 8)} is refused`, () => {
        const signed = { entry: entryOf("Consign", { shipment: shipmentId("bad") }), signature: signature as Hex };
        expect(() => encodeRecordBatch([signed]))
          .to.throw(PortolanError)
          .with.property("code", "EntryFieldInvalid");
      });
  });

  it("a field that exceeds its Solidity type is refused", () => {
    const signed = { entry: entryOf(256, { shipment: shipmentId("kind") }), signature: "0x" as Hex };
    expect(() => encodeRecordBatch([signed]))
      .to.throw(PortolanError)
      .with.property("code", "EntryFieldInvalid");
  });
});

describe("encodeRecord", () => {
  it("encodeRecord and ethers encode any entry to the same bytes", () => {
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

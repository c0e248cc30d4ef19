import { expect } from "chai";
import fc from "fast-check";
import type { Hex } from "../../src/domain/entry.ts";
import { bytesOf, hexOf } from "../../src/domain/encoding/hex.ts";
import { encodeReceipt } from "../../src/ledger/receipt-rlp.ts";
import { rlp, rlpNumber } from "../../src/ledger/rlp.ts";

const hex = (minLength: number, maxLength = minLength) => fc.uint8Array({ minLength, maxLength }).map(hexOf);

const arbitraryLog = fc.record({
  address: hex(20),
  topics: fc.array(hex(32), { maxLength: 4 }),
  data: fc.oneof(hex(0, 3), hex(0, 400)),
});

const PLACE = { blockNumber: 1, blockHash: "0x", transactionHash: "0x", transactionIndex: 0, logIndex: 0 } as const;

describe("The RLP of a receipt", () => {
  it("encodeReceipt equals the general RLP encoding of the receipt's fields", () => {
    fc.assert(
      fc.property(
        fc.boolean(),
        fc.bigInt({ min: 0n, max: 2n ** 64n }),
        fc.constantFrom(0, 1, 2, 4),
        fc.array(arbitraryLog, { maxLength: 5 }),
        (succeeded, cumulativeGasUsed, type, logs) => {
          const logsBloom: Hex = `0x${"5a".repeat(256)}`;
          const fields = rlp([
            rlpNumber(succeeded ? 1 : 0),
            rlpNumber(cumulativeGasUsed),
            bytesOf(logsBloom),
            logs.map(({ address, topics, data }) => [bytesOf(address), topics.map(bytesOf), bytesOf(data)]),
          ]);
          const expected = type === 0 ? hexOf(fields) : `0x0${type}${hexOf(fields).slice(2)}`;
          const placed = logs.map((log) => ({ ...log, ...PLACE }));
          const receipt = { type, succeeded, cumulativeGasUsed, logsBloom, logs: placed };
          expect(hexOf(encodeReceipt(receipt))).to.equal(expected);
        },
      ),
    );
  });
});

import { expect } from "chai";
import { encodeRlp, Transaction, Wallet } from "ethers";
import fc from "fast-check";
import type { Hex } from "../../src/domain/entry.ts";
import { bumpFees, type Fees } from "../../src/ledger/fees.ts";
import {
  type RelayTransaction,
  relayTransactionDigest,
  signRelayTransaction,
} from "../../src/ledger/relay-transaction.ts";
import { hexOf } from "../../src/domain/encoding/hex.ts";
import { rlp, type RlpItem } from "../../src/ledger/rlp.ts";
import { PrivateKey } from "../../src/keys/private-key.ts";
import { arbitraryHex } from "./arbitrary-entry.ts";

const KEY = `0x${"42".repeat(32)}`;
const wei = fc.bigInt({ min: 0n, max: 2n ** 80n });
const arbitraryFees: fc.Arbitrary<Fees> = fc.oneof(
  fc.record({ gasPrice: wei }),
  fc.tuple(wei, wei).map(([a, b]) => ({ maxFeePerGas: a + b, maxPriorityFeePerGas: b })),
);
const arbitraryTransaction: fc.Arbitrary<RelayTransaction> = fc.record({
  chainId: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
  nonce: fc.nat(),
  to: arbitraryHex(20),
  data: fc.uint8Array({ maxLength: 300 }),
  gasLimit: fc.nat(),
  fees: arbitraryFees,
});

describe("signRelayTransaction", () => {
  it("signRelayTransaction and ethers sign any transaction to the same bytes", async () => {
    const key = new PrivateKey(Buffer.from(KEY.slice(2), "hex"));
    await fc.assert(
      fc.asyncProperty(arbitraryTransaction, async (transaction) => {
        const { fees, data, ...rest } = transaction;
        const type = "gasPrice" in fees ? 0 : 2;
        const request = { ...rest, ...fees, type, data: `0x${Buffer.from(data).toString("hex")}` };
        const expected = await new Wallet(KEY).signTransaction(request);
        const signed = await signRelayTransaction(transaction, (digest) => key.sign(digest));
        expect(signed).to.deep.equal({ raw: expected, hash: Transaction.from(expected).hash });
        expect(relayTransactionDigest(transaction)).to.equal(Transaction.from(expected).unsignedHash);
      }),
    );
  });
});

describe("rlp", () => {
  it("rlp and ethers encode any nesting of lists to the same bytes", () => {
    const { item } = fc.letrec<{ item: RlpItem }>((tie) => ({
      item: fc.oneof({ maxDepth: 4 }, fc.uint8Array({ maxLength: 70 }), fc.array(tie("item"), { maxLength: 5 })),
    }));
    fc.assert(
      fc.property(item, (value) => {
        expect(hexOf(rlp(value))).to.equal(encodeRlp(hexadecimal(value) as never));
      }),
    );
  });
});

describe("bumpFees", () => {
  it("each price rises by an eighth, rounded up", () => {
    fc.assert(
      fc.property(arbitraryFees, (fees) => {
        const bumped = bumpFees(fees) as Record<string, bigint>;
        for (const [name, old] of Object.entries(fees) as [string, bigint][]) {
          const price = bumped[name] ?? 0n;
          expect(price * 8n >= old * 9n).to.equal(true);
          expect(price * 8n < old * 9n + 8n).to.equal(true);
        }
      }),
    );
  });

  it("a price of zero stays zero", () => {
    expect(bumpFees({ gasPrice: 0n })).to.deep.equal({ gasPrice: 0n });
  });
});

type HexItem = Hex | readonly HexItem[];

function hexadecimal(item: RlpItem): HexItem {
  return item instanceof Uint8Array ? `0x${Buffer.from(item).toString("hex")}` : item.map(hexadecimal);
}

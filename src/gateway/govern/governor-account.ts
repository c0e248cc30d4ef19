import { setTimeout as sleep } from "node:timers/promises";
import type { Hex } from "../../domain/entry.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { bytesOf } from "../../domain/encoding/hex.ts";
import { estimateGas } from "../../ledger/estimate-gas.ts";
import { readFees } from "../../ledger/fees.ts";
import { getTransactionCount } from "../../ledger/get-transaction-count.ts";
import { getTransactionReceipt, type TransactionReceipt } from "../../ledger/get-transaction-receipt.ts";
import { signRelayTransaction } from "../../ledger/relay-transaction.ts";
import { revertToError } from "../../ledger/revert-to-error.ts";
import { sendRawTransaction } from "../../ledger/send-raw-transaction.ts";
import type { Rpc } from "../../rpc/json-rpc-client.ts";

/** Milliseconds within which a transaction must be mined. */
const MINED_WITHIN_MS = 60_000;
const POLL_MS = 50;

/** The account that executes governance operations. It sends one transaction at a time and waits for its receipt. */
export class GovernorAccount {
  readonly address: Hex;
  readonly #rpc: Rpc;
  readonly #chainId: number;
  readonly #sign: (digest: Hex) => Hex | Promise<Hex>;

  /** @param sign signs the digest of a transaction: 64 bytes (EIP-2098). */
  constructor(address: Hex, rpc: Rpc, chainId: number, sign: (digest: Hex) => Hex | Promise<Hex>) {
    this.address = address;
    this.#rpc = rpc;
    this.#chainId = chainId;
    this.#sign = sign;
  }

  /**
   * Calls a contract and waits until the transaction is mined. Calls must not overlap, because each reads its nonce
   * from the chain.
   *
   * @throws the contract's error if the call reverts; MeasureUnconfirmed if the transaction is not mined in time.
   */
  async call(to: Hex, data: Hex): Promise<TransactionReceipt> {
    const gas = await estimateGas(this.#rpc, { from: this.address, to, data });
    const transaction = await signRelayTransaction(
      {
        chainId: this.#chainId,
        nonce: await getTransactionCount(this.#rpc, this.address, "latest"),
        to,
        data: bytesOf(data),
        // The estimate holds for the state of the last block; the next block may need slightly more gas.
        gasLimit: Math.ceil(gas * 1.25),
        fees: await readFees(this.#rpc),
      },
      this.#sign,
    );
    await sendRawTransaction(this.#rpc, transaction);
    const receipt = await this.#receipt(transaction.hash);
    if (!receipt.succeeded) throw revertToError(receipt.revertReason ?? "0x");
    return receipt;
  }

  async #receipt(transaction: Hex): Promise<TransactionReceipt> {
    const deadline = Date.now() + MINED_WITHIN_MS;
    for (;;) {
      const receipt = await getTransactionReceipt(this.#rpc, transaction);
      if (receipt !== undefined) return receipt;
      if (Date.now() > deadline) throw new PortolanError("MeasureUnconfirmed", { transaction });
      await sleep(POLL_MS);
    }
  }
}

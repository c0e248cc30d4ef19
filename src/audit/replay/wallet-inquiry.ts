import type { EntryHash, Hex } from "../../domain/entry.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { askWallet } from "../../ledger/ask-wallet.ts";
import type { Rpc } from "../../rpc/json-rpc-client.ts";
import type { Signer } from "./inspected-block.ts";

/** Results of calls to wallet contracts about signatures. */
export interface WalletFigures {
  /** Confirmed by a call at the block. */
  readonly confirmed: number;
  /** Not verified again; only the ledger's acceptance is known. */
  readonly untold: number;
}

/** Calls of one audit at most: anybody can register a wallet that is slow to answer. */
export const MOST_INQUIRIES = 10_000;

/**
 * Asks wallet contracts (ERC-1271) whether they confirm a signature, at the block in which the ledger asked them. A call
 * sees the state before or after a block, and the ledger asked amid it: one that confirms in either is believed.
 */
export class WalletInquiry {
  readonly #rpc: Rpc;
  readonly #ledger: Hex;
  #asked = 0;
  #confirmed: number;
  #untold: number;

  /** @param ledger address that makes the calls. */
  constructor(rpc: Rpc, ledger: Hex, { confirmed, untold }: WalletFigures) {
    this.#rpc = rpc;
    this.#ledger = ledger;
    this.#confirmed = confirmed;
    this.#untold = untold;
  }

  get figures(): WalletFigures {
    return { confirmed: this.#confirmed, untold: this.#untold };
  }

  /** @returns `undefined` without an answer, for example when the node lacks the state of that block. */
  async confirms(
    signer: Extract<Signer, { by: "wallet" }>,
    hash: EntryHash,
    block: number,
  ): Promise<boolean | undefined> {
    const answer = this.#asked < MOST_INQUIRIES ? await this.#ask(signer, hash, block) : undefined;
    if (answer === true) this.#confirmed += 1;
    if (answer === undefined) this.#untold += 1;
    return answer;
  }

  async #ask({ key, signature }: Extract<Signer, { by: "wallet" }>, hash: EntryHash, block: number) {
    this.#asked += 1;
    try {
      const question = { wallet: key, ledger: this.#ledger, hash, signature };
      return (await askWallet(this.#rpc, question, block)) || (await askWallet(this.#rpc, question, block - 1));
    } catch (error) {
      if (PortolanError.is(error, "ChainAnsweredError")) return undefined;
      throw error;
    }
  }
}

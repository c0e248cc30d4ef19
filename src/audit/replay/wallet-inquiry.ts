import type { EntryHash, Hex } from "../../domain/entry.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { askWallet } from "../../ledger/ask-wallet.ts";
import type { Rpc } from "../../rpc/json-rpc-client.ts";
import type { InspectedSigner } from "./inspected-block.ts";

/** Numbers of wallet signatures by the result of their verification. */
export interface WalletFigures {
  /** Signatures that the wallet contract confirmed at the block of the entry. */
  readonly confirmed: number;
  /** Signatures that could not be verified again; the ledger accepted them. */
  readonly unverified: number;
}

/** Largest number of inquiries in one audit, because a wallet contract may answer slowly on purpose. */
export const MAX_INQUIRIES = 10_000;

/**
 * Asks wallet contracts (ERC-1271) whether they confirm a signature at the block of the entry. The ledger asked in the
 * middle of that block, while a call sees the state before or after it: a confirmation in either state suffices.
 */
export class WalletInquiry {
  readonly #rpc: Rpc;
  readonly #ledger: Hex;
  #asked = 0;
  #confirmed: number;
  #unverified: number;

  /** @param ledger sender of the calls. */
  constructor(rpc: Rpc, ledger: Hex, { confirmed, unverified }: WalletFigures) {
    this.#rpc = rpc;
    this.#ledger = ledger;
    this.#confirmed = confirmed;
    this.#unverified = unverified;
  }

  get figures(): WalletFigures {
    return { confirmed: this.#confirmed, unverified: this.#unverified };
  }

  /** @returns `undefined` without an answer, for example if the node lacks the state of that block. */
  async confirms(
    signer: Extract<InspectedSigner, { by: "wallet" }>,
    hash: EntryHash,
    block: number,
  ): Promise<boolean | undefined> {
    const answer = this.#asked < MAX_INQUIRIES ? await this.#ask(signer, hash, block) : undefined;
    if (answer === true) this.#confirmed += 1;
    if (answer === undefined) this.#unverified += 1;
    return answer;
  }

  async #ask({ key, signature }: Extract<InspectedSigner, { by: "wallet" }>, hash: EntryHash, block: number) {
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

import { hash } from "node:crypto";
import { readPinnedChain } from "../../store/chain/pinned-chain.ts";
import type { Database } from "../../store/open-database.ts";

/** Hexadecimal digits of a mark: two ledgers share one with a probability of 2^-32. */
const DIGITS = 8;

const marks = new WeakMap<Database, string>();

/**
 * Reads the mark of the followed ledger: the first digits of the SHA-256 of its chain id, genesis block and contracts.
 * Cursors and ids of stream events contain it, so that a client that kept one from another ledger is refused.
 */
export async function historyMark(db: Database): Promise<string> {
  const known = marks.get(db);
  if (known !== undefined) return known;
  const chain = await readPinnedChain(db);
  if (chain === undefined) return "0".repeat(DIGITS);
  const { chainId, genesis, ledger, consortium } = chain;
  const mark = hash("sha256", [chainId, genesis, ledger, consortium].join()).slice(0, DIGITS);
  marks.set(db, mark);
  return mark;
}

import type { Bytes32, Hex } from "../../domain/entry.ts";
import { hexOf } from "../../domain/encoding/hex.ts";
import { jsonToHeaderRlp } from "../../ledger/header-rlp.ts";
import { quantity } from "../../ledger/quantity.ts";
import { answerFields } from "../../rpc/answer-fields.ts";
import type { Rpc } from "../../rpc/json-rpc-client.ts";
import { type Sealing, sealingOf } from "../finality/block-hash.ts";
import { decodeHeader } from "../proof/sealed-header.ts";

const METHOD = "eth_getBlockByNumber";

/** A header whose computed hash matches the node's. */
export interface ChainedHeader {
  readonly number: number;
  readonly hash: Bytes32;
  readonly parentHash: Bytes32;
  readonly rlp: Hex;
  readonly sealing: Sealing;
}

/**
 * Reads the headers of these heights, both included, and verifies that each is the parent of the next.
 *
 * @throws ChainAnswerInvalid for a missing header, a wrong hash or a broken link; the errors of {@link Rpc}.
 */
export async function readChainedHeaders(rpc: Rpc, from: number, to: number): Promise<ChainedHeader[]> {
  const heights = Array.from({ length: to - from + 1 }, (_, index) => from + index);
  const answers = await rpc.batch(heights.map((height) => ({ method: METHOD, params: [quantity(height), false] })));
  const headers = answers.map((answer) => computeHeader(rpc, answer));
  headers.forEach(({ number, parentHash }, index) => {
    const before = headers[index - 1];
    if (number !== heights[index]) throw rpc.invalidAnswer(METHOD, "it is not the requested block");
    if (before !== undefined && parentHash !== before.hash)
      throw rpc.invalidAnswer(METHOD, `block ${number} does not follow the block before it`);
  });
  return headers;
}

function computeHeader(rpc: Rpc, answer: unknown): ChainedHeader {
  const hash = answerFields(rpc, METHOD, answer).bytes("hash", 32);
  const rlp = jsonToHeaderRlp(rpc, METHOD, answer);
  const header = decodeHeader(rlp);
  const sealing = sealingOf(header, hash);
  if (sealing === undefined)
    throw rpc.invalidAnswer(METHOD, `the hash of block ${header.number} does not match its header`);
  return { number: header.number, hash, parentHash: header.parentHash, rlp: hexOf(rlp), sealing };
}

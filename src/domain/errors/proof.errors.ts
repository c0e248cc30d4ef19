/** Errors of cryptographic proofs from outside. An invalid proof does not prove the opposite. */
export const PROOF_ERRORS = {
  RlpMalformed: {
    sentence: "The bytes are not canonical RLP: {problem}.",
    remedy: "Do not rely on them. Ask their sender for the bytes on the chain.",
  },
  HeaderMalformed: {
    sentence: "The block header is malformed: {problem}.",
    remedy: "Do not rely on it. Ask another node for the block.",
  },
  TrieProofBroken: {
    sentence: "The proof of {what} is invalid: {problem}.",
    remedy: "Do not rely on the proved value. Ask another node for the proof.",
  },
  ReceiptMalformed: {
    sentence: "The receipt is malformed: {problem}.",
    remedy: "Do not rely on it. Ask another node for the receipt.",
  },
} as const;

/** Errors of cryptographic proofs that come from outside: none of them says that the opposite is true. */
export const PROOF_ERRORS = {
  RlpMalformed: {
    sentence: "What should be canonical RLP is not: {problem}.",
    remedy: "Do not rely on it; ask its sender for the bytes as the chain has them.",
  },
  HeaderMalformed: {
    sentence: "The block header is not one that can be read: {problem}.",
    remedy: "Do not rely on it; ask another node for the block.",
  },
  TrieProofBroken: {
    sentence: "The proof about {what} does not hold: {problem}.",
    remedy: "Do not rely on what it should prove; ask another node for the proof.",
  },
  ReceiptMalformed: {
    sentence: "The receipt is not one that can be read: {problem}.",
    remedy: "Do not rely on it; ask another node for it.",
  },
} as const;

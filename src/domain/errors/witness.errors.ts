/** Errors of checkpoints, cosignatures, finality and witnesses. */
export const WITNESS_ERRORS = {
  NoteMalformed: {
    sentence: "That is not a signed note: {problem}.",
    remedy: "Give a note as c2sp.org/signed-note describes it.",
  },
  VerifierKeyMalformed: {
    sentence: "That is not the verifier key of a witness: {problem}.",
    remedy: "Give the key as `portolan witness key` prints it.",
  },
  WitnessKeyMalformed: {
    sentence: "That is not the key of a witness: {problem}.",
    remedy: "Restore the file from a copy, or make a fresh key with `portolan witness key`.",
  },
  CheckpointMalformed: {
    sentence: "That is not a checkpoint of a Portolan ledger: {problem}.",
    remedy: "Check that it is of this ledger and was not altered.",
  },
  CosignatureInvalid: {
    sentence: "The cosignature of witness {witness} does not hold.",
    remedy: "Do not rely on the checkpoint; fetch it from the witness itself, and ask who altered it.",
  },
  WitnessPolicyInvalid: {
    sentence: "The witness policy cannot be used: {problem}.",
    remedy: "Correct the file; SECURITY.md shows its form.",
  },
  SealsMalformed: {
    sentence: "The extraData of the block is not that of a sealed block: {problem}.",
    remedy: "Check which consensus the chain runs, and ask another node for the block.",
  },
  SealOfStranger: {
    sentence: "Block {block} is sealed by {sealer}, who is no validator.",
    remedy: "Do not rely on the block; if validators changed, give those of its height.",
  },
  SealRepeated: {
    sentence: "Block {block} is sealed by {sealer} twice.",
    remedy: "Do not rely on the block: no honest node makes or takes such a one.",
  },
  SealsTooFew: {
    sentence: "Block {block} is sealed by {found} validators; final is what {needed} sealed.",
    remedy: "Do not rely on the block; ask another node for it.",
  },
  ValidatorsUnknown: {
    sentence: "Block {block} does not name its validators, so whose seals count has to be told.",
    remedy: "Give the validators of its height; a chain whose validators are in a contract names none in its blocks.",
  },
  CheckpointOfOtherBlock: {
    sentence: "The checkpoint is about block {height} ({hash}), not about block {block} ({of}) of this ledger.",
    remedy: "Do not rely on it for this block.",
  },
  CosignaturesTooFew: {
    sentence: "Block {block} is cosigned by {found} known witnesses, which is not enough under the policy.",
    remedy: "Wait for more witnesses to cosign, or fetch a later checkpoint.",
  },
} as const;

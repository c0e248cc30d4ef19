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
} as const;

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
  WitnessUnreachable: {
    sentence: "The witness {witness} cannot be reached ({reason}).",
    remedy: "Look whether it runs, and whether its address in the witness policy is right.",
  },
  WitnessRefused: {
    sentence: "The witness {witness} did not cosign ({reason}).",
    remedy: "If it goes on refusing, ask its operator why; a fork that it saw is at its address under /forks.",
  },
  WitnessUnreadable: {
    sentence: "What the witness at {source} says cannot be read ({reason}).",
    remedy: "Name the address of a witness that runs, or a file with a signed note.",
  },
  CheckpointNotCosigned: {
    sentence: "No checkpoint of this ledger has been cosigned for this gateway.",
    remedy: "Set WITNESS_POLICY to a file that names witnesses, or wait until they have cosigned.",
  },
  ForkProofInvalid: {
    sentence: "That does not prove a fork: {problem}.",
    remedy: "Ask the witness for its proof again.",
  },
  WitnessRecordUnusable: {
    sentence: "The record of the witness {file} cannot be used: {problem}.",
    remedy:
      "Restore its last state. If that is lost, give up the key and make another: with an older record, or none, it could sign a second history.",
  },
  WitnessRunning: {
    sentence: "A witness with the key {file} runs already.",
    remedy: "Stop it first: two processes could sign two histories.",
  },
  WitnessKeyUnreadable: {
    sentence: "The witness's key {file} cannot be used: {reason}.",
    remedy:
      "Check that the file belongs to this user and has the mode 0600, or make a key with `portolan witness key`.",
  },
  WitnessKeyUnwritable: {
    sentence: "The witness's key cannot be written to {file}: {reason}.",
    remedy:
      "Choose a file that does not exist, in a folder that this process may write to; a key is never overwritten.",
  },
  WitnessKeyOfOther: {
    sentence: "The key in {file} is that of {found}, not of {name}.",
    remedy: "Name the witness as its key does, or give it the right key.",
  },
  WitnessBusy: {
    sentence: "Too many requests wait for this witness.",
    remedy: "Ask again in {retryAfter} s.",
  },
  WitnessUnable: {
    sentence: "The witness cannot verify anything at present: its node does not answer as it should.",
    remedy: "Ask again in {retryAfter} s; its operator is told why.",
  },
  WitnessBehind: {
    sentence: "The witness has verified the chain up to block {judged}, and cannot say anything of block {height} yet.",
    remedy: "Ask again in {retryAfter} s.",
  },
  NodeBehind: {
    sentence: "The witness's node is at block {head}, behind block {known}, which the witness knows.",
    remedy: "Wait until the node has caught up, and ask again in {retryAfter} s; if it does not, look at the node.",
  },
  CheckpointRegresses: {
    sentence: "The witness has signed block {signed} already, and signs nothing before it, such as block {height}.",
    remedy: "Ask in {retryAfter} s for the checkpoint of a later block.",
  },
  CheckpointNotOnChain: {
    sentence: "Block {height} of the chain as the witness sees it is {found}, not {hash}.",
    remedy: "Compare the two nodes: one of them does not serve the chain.",
  },
  CheckpointOfOtherLedger: {
    sentence: "The checkpoint is of {found}; this witness watches {origin}.",
    remedy: "Ask a witness of that ledger.",
  },
  NothingSigned: {
    sentence: "The witness has not signed anything yet.",
    remedy: "Ask again in {retryAfter} s, when it has verified the chain.",
  },
  ChainForked: {
    sentence: "The witness signed {signed} as block {height}; its node now serves {found} in its place.",
    remedy: "The witness signs no fork and keeps the proof of this one. Find out who rewrote the chain.",
  },
  HistoryUnsound: {
    sentence: "The history up to block {block} is not sound: {faults}.",
    remedy: "Audit the chain with `portolan audit`, which names each fault.",
  },
} as const;

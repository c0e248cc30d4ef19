/** Errors of checkpoints, cosignatures, finality and witnesses. */
export const WITNESS_ERRORS = {
  NoteMalformed: {
    sentence: "The text is not a signed note: {problem}.",
    remedy: "Give a note in the format of c2sp.org/signed-note.",
  },
  VerifierKeyMalformed: {
    sentence: "The text is not a witness's verifier key: {problem}.",
    remedy: "Give the key that `portolan witness key` prints.",
  },
  WitnessKeyMalformed: {
    sentence: "The text is not a witness key: {problem}.",
    remedy: "Restore the file from a copy, or create a new key with `portolan witness key`.",
  },
  CheckpointMalformed: {
    sentence: "The text is not a checkpoint of a Portolan ledger: {problem}.",
    remedy: "Check that it belongs to this ledger and was not altered.",
  },
  CosignatureInvalid: {
    sentence: "The cosignature of witness {witness} is invalid.",
    remedy: "Do not rely on the checkpoint. Fetch it from the witness itself, and ask who altered it.",
  },
  WitnessPolicyInvalid: {
    sentence: "The witness policy is invalid: {problem}.",
    remedy: "Correct the file; SECURITY.md shows its format.",
  },
  SealsMalformed: {
    sentence: "The block's extraData holds no valid seals: {problem}.",
    remedy: "Check which consensus protocol the chain uses, and ask another node for the block.",
  },
  SealByNonValidator: {
    sentence: "Block {block} has a seal of {sealer}, which is not a validator.",
    remedy: "Do not rely on the block. If the validators changed, give those of its height.",
  },
  SealRepeated: {
    sentence: "Block {block} has two seals of {sealer}.",
    remedy: "Do not rely on the block: an honest node never makes or accepts it.",
  },
  SealsTooFew: {
    sentence: "Block {block} has seals of {found} validators; finality needs {needed}.",
    remedy: "Do not rely on the block. Ask another node for it.",
  },
  ValidatorsUnknown: {
    sentence: "Block {block} does not name its validators.",
    remedy:
      "Give the validators of its height. A chain that keeps validators in a contract does not name them in blocks.",
  },
  CheckpointOfOtherBlock: {
    sentence: "The checkpoint covers block {height} ({hash}), not block {block} ({blockHash}) of this ledger.",
    remedy: "Do not rely on it for this block.",
  },
  CosignaturesTooFew: {
    sentence: "Block {block} has cosignatures of {found} known witnesses, fewer than the policy requires.",
    remedy: "Wait for more cosignatures, or fetch a later checkpoint.",
  },
  WitnessUnreachable: {
    sentence: "The witness {witness} is unreachable: {reason}.",
    remedy: "Check that it runs, and that the witness policy has its address.",
  },
  WitnessRefused: {
    sentence: "The witness {witness} did not cosign: {reason}.",
    remedy: "Ask its operator why, if it keeps refusing. Its path /forks lists any fork that it saw.",
  },
  WitnessUnreadable: {
    sentence: "The answer of the witness at {source} is unreadable: {reason}.",
    remedy: "Give the address of a running witness, or a file with a signed note.",
  },
  CheckpointNotCosigned: {
    sentence: "This gateway has no cosigned checkpoint of this ledger.",
    remedy: "Set WITNESS_POLICY to a file that names witnesses, or wait until they have cosigned.",
  },
  ForkProofInvalid: {
    sentence: "The document does not prove a fork: {problem}.",
    remedy: "Request the proof from the witness again.",
  },
  WitnessRecordUnusable: {
    sentence: "The witness record {file} is unusable: {problem}.",
    remedy:
      "Restore its latest copy; if that is lost, create a new key. With an older copy the witness could sign a second history.",
  },
  WitnessRunning: {
    sentence: "Another process already runs a witness with the key {file}.",
    remedy: "Stop that process first: two processes could sign two histories.",
  },
  WitnessKeyUnreadable: {
    sentence: "The witness key {file} is unusable: {reason}.",
    remedy: "Check that this user owns the file, with mode 0600, or create a key with `portolan witness key`.",
  },
  WitnessKeyUnwritable: {
    sentence: "The witness key {file} is not writable: {reason}.",
    remedy: "Choose a new file in a folder that this process may write to. A key is never overwritten.",
  },
  WitnessKeyOfOther: {
    sentence: "The key in {file} belongs to witness {found}, not to {name}.",
    remedy: "Give the witness the name in its key, or the key of its name.",
  },
  WitnessBusy: {
    sentence: "The witness has too many waiting requests.",
    remedy: "Repeat the request in {retryAfter} s.",
  },
  WitnessUnable: {
    sentence: "The witness cannot verify the chain at present: its node gives no valid answer.",
    remedy: "Repeat the request in {retryAfter} s. The witness reports the cause to its operator.",
  },
  WitnessBehind: {
    sentence: "The witness has verified the chain up to block {judged}, not yet up to block {height}.",
    remedy: "Repeat the request in {retryAfter} s.",
  },
  NodeBehind: {
    sentence: "The witness's node is at block {head}, behind block {known}, which the witness has seen.",
    remedy: "Repeat the request in {retryAfter} s. If the node does not catch up, check it.",
  },
  CheckpointRegresses: {
    sentence: "The witness has signed block {signed} and signs no earlier block such as {height}.",
    remedy: "Request the checkpoint of a later block in {retryAfter} s.",
  },
  CheckpointNotOnChain: {
    sentence: "Block {height} has the hash {found} on the witness's chain, not {hash}.",
    remedy: "Compare the two nodes: one of them does not serve the chain.",
  },
  CheckpointOfOtherLedger: {
    sentence: "The checkpoint belongs to the ledger {found}; this witness watches {origin}.",
    remedy: "Ask a witness of that ledger.",
  },
  NothingSigned: {
    sentence: "The witness has not signed a checkpoint yet.",
    remedy: "Repeat the request in {retryAfter} s, when the witness has verified the chain.",
  },
  ChainForked: {
    sentence: "The witness signed {signed} as block {height}; its node now serves {found} instead.",
    remedy: "Find out who rewrote the chain. The witness signs no fork, and keeps the proof of this one.",
  },
  HistoryUnsound: {
    sentence: "The history up to block {block} is not sound: {faults}.",
    remedy: "Audit the chain with `portolan audit`, which names each fault.",
  },
} as const;

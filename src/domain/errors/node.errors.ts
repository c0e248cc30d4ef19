/** Errors of the local chain node and its journal. */
export const NODE_ERRORS = {
  NodeCannotListen: {
    sentence: "The node cannot listen on {host} port {port}: {reason}.",
    remedy: "Stop the program that listens there, or choose another address or port.",
  },
  NodeFolderUnusable: {
    sentence: "The node cannot keep its journal in {folder}: {reason}.",
    remedy: "Choose a folder in which the node may create files.",
  },
  NodeFolderInUse: {
    sentence: "Another node already uses the folder {folder}.",
    remedy: "Stop that node, or give this node its own folder.",
  },
  NodeJournalUnreadable: {
    sentence: "The file {file} is not a journal of format {expected}; it starts with: {found}.",
    remedy: "Give the node its own folder, or start the release that wrote this journal.",
  },
  NodeJournalCorrupt: {
    sentence: "The record of block {height} in {file} was changed after it was written (byte {offset}).",
    remedy: "Restore the journal from a copy. The node serves no chain whose journal is damaged.",
  },
  NodeJournalOtherChain: {
    sentence: "The journal {file} belongs to another chain: its {property} is {recorded}, this node's is {actual}.",
    remedy: "Give the node its own folder, or start it with the network settings of the journal.",
  },
  NodeReplayMismatch: {
    sentence: "Block {height} has the hash {recorded} in the journal but {computed} after replay.",
    remedy: "Start the release that wrote the journal: this release executes the same transactions differently.",
  },
  NodeReplayRefused: {
    sentence: "The chain refused to replay block {height}: {reason}.",
    remedy: "Start the release that wrote the journal: this release executes the same transactions differently.",
  },
  NodeJournalWriteFailed: {
    sentence: "The node stopped because it could not write block {height} to {file}: {reason}.",
    remedy: "Free disk space or repair the disk, then start the node again. No confirmed block is lost.",
  },
  NodeChainFailed: {
    sentence: "The node stopped because the chain failed to mine block {height}: {reason}.",
    remedy: "Start the node again. No confirmed block is lost.",
  },
} as const;

/** Errors of the chain node, ours or another's, and of its journal. */
export const NODE_ERRORS = {
  NodeCannotListen: {
    sentence: "The node cannot listen on {host} port {port}: {reason}.",
    remedy: "Stop what listens there, or choose another address or port.",
  },
  NodeFolderUnusable: {
    sentence: "The node cannot keep its journal in {folder}: {reason}.",
    remedy: "Choose a folder that the node may create files in.",
  },
  NodeFolderInUse: {
    sentence: "Another node is running on {folder}.",
    remedy: "Stop it first, or give this node a folder of its own.",
  },
  NodeJournalUnreadable: {
    sentence: "{file} is not a journal of format {expected} but says: {found}.",
    remedy: "Start the node on a folder of its own, or with the release that wrote this journal.",
  },
  NodeJournalCorrupt: {
    sentence: "The record of block {height} in {file} was changed after it was written (at byte {offset}).",
    remedy: "Restore the journal from a copy; the node will not serve a chain that it cannot vouch for.",
  },
  NodeJournalOtherChain: {
    sentence: "{file} belongs to another chain: its {property} is {recorded}, this node's is {actual}.",
    remedy: "Start the node on a folder of its own, or with the network settings that the journal was begun with.",
  },
  NodeReplayMismatch: {
    sentence: "Block {height} was journaled with the hash {recorded} but replays to {computed}.",
    remedy: "Start the release that wrote the journal: this one executes the same transactions differently.",
  },
  NodeReplayRefused: {
    sentence: "The chain refused to replay block {height}: {reason}.",
    remedy: "Start the release that wrote the journal: this one executes the same transactions differently.",
  },
  NodeJournalWriteFailed: {
    sentence: "Block {height} could not be written to {file}: {reason}. The node has stopped serving.",
    remedy: "Make room or repair the disk, then start the node again; nothing that a client has seen is lost.",
  },
  NodeChainFailed: {
    sentence: "The chain failed while mining block {height}: {reason}. The node has stopped serving.",
    remedy: "Start the node again; nothing that a client has seen is lost.",
  },
} as const;

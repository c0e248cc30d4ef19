/** Errors of what is written to the chain and of what comes back from it. */
export const CHAIN_ERRORS = {
  EntryFieldInvalid: {
    sentence: "The field {field} of an entry cannot be {value}; it is {expected}.",
    remedy: "Correct the field before the entry is hashed or submitted.",
  },
  ChainIdInvalid: {
    sentence: "{chainId} is not the number of a chain.",
    remedy: "Give the chain's id as a positive whole number below 2^53, as eth_chainId tells it.",
  },
  AddressInvalid: {
    sentence: "{address} is not an address.",
    remedy: "Give 0x and 40 hexadecimal digits.",
  },
  AbiMalformed: {
    sentence: "What should be ABI-encoded is not: {problem}.",
    remedy: "Check that the chain's node is sound and that the address is that of a Portolan contract of this version.",
  },
  LogMalformed: {
    sentence: "Log {logIndex} of block {blockNumber} is not a well-formed {event}: {problem}.",
    remedy: "Check that the chain's node is sound and that the address is that of a Portolan contract of this version.",
  },
  ChainUnreachable: {
    sentence: "The chain's node at {host} cannot be reached: {reason}.",
    remedy: "Start the node, or correct its address; whatever was accepted stays queued.",
  },
  ChainTimedOut: {
    sentence: "The chain's node at {host} did not answer {method} within {milliseconds} ms.",
    remedy: "Look at the node's load, then try again.",
  },
  ChainAnsweredError: {
    sentence: "The chain's node answered {method} with error {errorCode}: {message} (data: {data}).",
    remedy: "Look up what the node means by this error.",
  },
  ChainAnsweredNonsense: {
    sentence: "The chain's node answered {method} with what cannot be right: {problem}.",
    remedy: "Check that the address is that of a sound node of the chain.",
  },
  ChainAnswerTooLarge: {
    sentence: "The chain's node answered {method} with more than {limit} bytes.",
    remedy: "Ask for less at once.",
  },
  UnknownRevert: {
    sentence: "A contract reverted with an error that Portolan does not know: {data}.",
    remedy: "Check that the addresses are those of Portolan's contracts of this version.",
  },
  ContractPanicked: {
    sentence: "A contract panicked with code {panic}.",
    remedy: "This is a defect of the contract; report it with the transaction.",
  },
  ContractReverted: {
    sentence: "A contract reverted: {message}.",
    remedy: "Check that the addresses are those of Portolan's contracts of this version.",
  },
  TransactionNotAsAsked: {
    sentence: "The signer of relay {relay} returned another transaction than it was asked to sign: {problem}.",
    remedy: "Stop using this signer until you know why.",
  },
  LedgerRuleBroken: {
    sentence: "Block {block} holds entry {entry}, which the contract could not have recorded: {problem}.",
    remedy: "Do not trust this node; compare it with another one and audit the chain before the gateway goes on.",
  },
  ReorganisationTooDeep: {
    sentence: "The chain no longer has block {block} ({hash}), nor any of the {depth} blocks before it.",
    remedy: "Find out what happened to the chain; the gateway keeps what it has and does not follow another history.",
  },
  TransactionReplaced: {
    sentence: "The transaction with nonce {nonce} of relay {relay} waited too long and was replaced by {hash}.",
    remedy: "Nothing needs to be done; if it happens often, look at the chain's load and fees.",
  },
  FollowedByAnother: {
    sentence:
      "Another gateway has moved this database to another block than the one before {block}: nothing is written.",
    remedy: "Nothing needs to be done: this gateway goes by what is stored, and learns soon that it does not lead.",
  },
  BatchOutdated: {
    sentence: "The chain settled or took back entries while batch {batch} was being signed: the batch is not sent.",
    remedy: "Nothing needs to be done: what of it is not settled goes into another batch.",
  },
  ChainChanged: {
    sentence: "The {what} is {found}, but this gateway's data belongs to {pinned}.",
    remedy: "Connect the gateway to the chain it followed before, or give it a fresh data folder.",
  },
  TransactionTooCostly: {
    sentence: "A transaction would need {gas} gas; the chain allows {limit}.",
    remedy: "Submit fewer entries in one transaction.",
  },
} as const;

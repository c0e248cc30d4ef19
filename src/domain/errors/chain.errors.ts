/** Errors of the data that Portolan writes to the chain, and of the answers of a chain node. */
export const CHAIN_ERRORS = {
  EntryFieldInvalid: {
    sentence: "The entry's field {field} has the invalid value {value}; expected {expected}.",
    remedy: "Correct the field before the entry is hashed or submitted.",
  },
  ChainIdInvalid: {
    sentence: "{chainId} is not a chain id.",
    remedy: "Give the id that eth_chainId returns: a positive whole number below 2^53.",
  },
  AddressInvalid: {
    sentence: "{address} is not an address.",
    remedy: "Give 0x and 40 hexadecimal digits.",
  },
  AbiMalformed: {
    sentence: "The data of a contract is not ABI-encoded: {problem}.",
    remedy: "Check the chain node, and that the address belongs to a Portolan contract of this version.",
  },
  LogMalformed: {
    sentence: "Log {logIndex} of block {blockNumber} is not a well-formed {event} event: {problem}.",
    remedy: "Check the chain node, and that the address belongs to a Portolan contract of this version.",
  },
  ChainUnreachable: {
    sentence: "The chain node at {host} is unreachable: {reason}.",
    remedy: "Start the node or correct its address. All accepted entries stay queued.",
  },
  ChainTimedOut: {
    sentence: "The chain node at {host} did not answer {method} within {milliseconds} ms.",
    remedy: "Check the node's load, then try again.",
  },
  ChainAnsweredError: {
    sentence: "The chain node answered {method} with error {errorCode}: {message} (data: {data}).",
    remedy: "See the node's documentation for this error.",
  },
  ChainAnswerInvalid: {
    sentence: "The chain node gave an invalid answer to {method}: {problem}.",
    remedy: "Check that the address belongs to a working node of the chain.",
  },
  ChainAnswerTooLarge: {
    sentence: "The chain node's answer to {method} exceeds {limit} bytes.",
    remedy: "Request less data at once.",
  },
  UnknownRevert: {
    sentence: "A contract reverted with an error unknown to Portolan: {data}.",
    remedy: "Check that the configured addresses belong to Portolan contracts of this version.",
  },
  ContractPanicked: {
    sentence: "A contract panicked with code {panic}.",
    remedy: "Report this defect of the contract with the transaction.",
  },
  ContractReverted: {
    sentence: "A contract reverted: {message}.",
    remedy: "Check that the configured addresses belong to Portolan contracts of this version.",
  },
  TransactionNotAsAsked: {
    sentence: "The signer of relay {relay} returned a different transaction from the one requested: {problem}.",
    remedy: "Stop using this signer until you know the cause.",
  },
  LedgerRuleBroken: {
    sentence: "Block {block} holds entry {entry}, which the contract could not have recorded: {problem}.",
    remedy: "Do not trust this node. Compare it with another and audit the chain before you start the gateway again.",
  },
  DirectoryRuleBroken: {
    sentence: "Block {block} holds change {change} of the directory, which is impossible: {problem}.",
    remedy: "Do not trust this node. Compare it with another and audit the chain before you start the gateway again.",
  },
  ReorganisationTooDeep: {
    sentence: "The chain no longer has block {block} ({hash}), nor any of the {depth} blocks before it.",
    remedy: "Find out why the chain changed. The gateway keeps its data and does not follow another history.",
  },
  RelayUsedElsewhere: {
    sentence: "Relay {relay} has {count} transactions from nonce {nonce} on that this gateway did not sign.",
    remedy:
      "Stop the other program that uses the relay's key. If none should, the key is stolen: give the gateway another.",
  },
  TransactionReplaced: {
    sentence: "Relay {relay} replaced its delayed transaction with nonce {nonce} by transaction {hash}.",
    remedy: "Ignore a single replacement. If they are frequent, check the chain's load and fees.",
  },
  FollowedByAnother: {
    sentence: "Another gateway follows the chain in this database, so this gateway did not write block {block}.",
    remedy: "Wait: this gateway continues from the stored state and soon detects that another one leads.",
  },
  BatchOutdated: {
    sentence: "The chain settled or removed entries during the signing of batch {batch}, so the batch was not sent.",
    remedy: "Wait: the gateway puts the open entries into another batch.",
  },
  ChainChanged: {
    sentence: "The {what} is {found}, but the gateway's data belongs to {pinned}.",
    remedy: "Connect the gateway to the chain that it followed before, or give it an empty data folder.",
  },
  TransactionTooCostly: {
    sentence: "A transaction needs {gas} gas; the chain allows {limit} gas.",
    remedy: "Submit fewer entries in one transaction.",
  },
} as const;

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
} as const;

/** Errors of the directory of members on chain, under their Solidity names and with their Solidity parameters as facts. */
export const DIRECTORY_ERRORS = {
  MemberDirectoryInvalidSignature: {
    sentence: "The signature of change {change} does not belong to participant {participant}.",
    remedy: "Sign the directory's typed data of this change with a valid key of the participant and low s.",
  },
  MemberDirectoryKeyNotAuthorised: {
    sentence: "Key {key} may not sign change {change} for participant {participant} at this time.",
    remedy: "Sign with a ledger key that is registered for the participant and valid now.",
  },
  MemberDirectoryNotRecoveryKey: {
    sentence: "Key {key} signed change {change} and is not the registered recovery key of participant {participant}.",
    remedy: "Sign with the recovery key whose digest the participant registered last.",
  },
  MemberDirectoryRecoveryKeyOnLedger: {
    sentence: "Recovery key {key} of change {change} is also a ledger key, which participant {participant} cannot use.",
    remedy: "Publish the digest of a recovery key that is not a ledger key, or ask the guardians for help.",
  },
  MemberDirectoryParticipantNotActive: {
    sentence: "Participant {participant} is suspended or not enrolled.",
    remedy: "Ask the consortium to reinstate the participant.",
  },
  MemberDirectoryStale: {
    sentence: "Participant {participant} has the last change {head} in the directory, not {previous}.",
    remedy: "Read the participant's record again, and sign the change on its current head.",
  },
  MemberDirectoryInvalidEndpoint: {
    sentence: "The endpoint of participant {participant} has {length} bytes, or a byte that is not printable ASCII.",
    remedy: "Give an https URL of at most 255 printable ASCII characters without spaces.",
  },
  MemberDirectoryInvalidKey: {
    sentence: "An encryption key of participant {participant} has the suite {suite} and {length} bytes.",
    remedy: "Give 1,216 bytes of suite 25722 (MLKEM768-X25519) or 65 bytes of suite 16 (DHKEM P-256).",
  },
  MemberDirectoryInvalidInterval: {
    sentence: "Encryption key {key} would be valid from {validFrom} to {validUntil} (Unix seconds).",
    remedy: "Give an end after the start of the key and after the change takes effect. Omit both without a key.",
  },
  MemberDirectoryIncomplete: {
    sentence: "The change of participant {participant} lacks an endpoint, an encryption key or a recovery digest.",
    remedy: "Give all three in a first publication and in a recovery, and at least one in another publication.",
  },
  MemberDirectoryRecoveryReused: {
    sentence: "Participant {participant} already registered the recovery digest {recovery}.",
    remedy: "Create a new recovery key. A recovery reveals the key that signs it.",
  },
  MemberDirectoryChangePending: {
    sentence: "Change {change} of participant {participant} is pending until {effectiveAt} (Unix seconds).",
    remedy: "Wait until it takes effect, or ask a guardian to stop it.",
  },
  MemberDirectoryNotPending: {
    sentence: "Change {change} of participant {participant} is not pending.",
    remedy: "Read the participant's record again. A change that took effect is replaced by another change.",
  },
  MemberDirectoryKeyTaken: {
    sentence: "Participant {participant} already announced encryption key {key}.",
    remedy: "Create a new encryption key.",
  },
  MemberDirectoryUnknownKey: {
    sentence: "Participant {participant} has no encryption key {key} in effect.",
    remedy: "List the participant's encryption keys. A guardian stops the change of a pending key.",
  },
  MemberDirectoryKeyAlreadyEnded: {
    sentence: "The validity of encryption key {key} ended at {validUntil} (Unix seconds).",
    remedy: "Continue: no change is needed.",
  },
  MemberDirectoryNotGuardian: {
    sentence: "Account {account} is not a guardian of the consortium.",
    remedy: "Send the transaction from an account with the role GUARDIAN.",
  },
} as const;

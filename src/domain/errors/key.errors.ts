/** Errors of keystores, signers and passphrases. A fact never holds a secret. */
export const KEY_ERRORS = {
  KeystoreUnreadable: {
    sentence: "The keystore {file} is unreadable: {reason}.",
    remedy: "Check that the file exists, that this process may read it, and that it is a keystore.",
  },
  KeystoreInvalid: {
    sentence: "The file {file} is not a Web3 Secret Storage version 3 keystore: {problem}.",
    remedy: "Restore it from a copy, or create a new key and register it.",
  },
  KeystoreTooCostly: {
    sentence: "The keystore {file} exceeds the scrypt limit with n = {n}, r = {r}, p = {p}.",
    remedy: "Encrypt the key again with n · r · p at most 2^23, which needs 1 GiB of memory.",
  },
  KeystoreExists: {
    sentence: "The keystore {file} already exists.",
    remedy: "Choose another file. A keystore is never overwritten.",
  },
  KeystoreUnwritable: {
    sentence: "The keystore {file} is not writable: {reason}.",
    remedy: "Choose a folder that this process may write to.",
  },
  KeystoreFolderUnreadable: {
    sentence: "The keystore folder {folder} is unusable: {reason}.",
    remedy: "Choose a folder that this process may read and that holds only keystores.",
  },
  PassphraseWrong: {
    sentence: "The passphrase does not decrypt the keystore {file}.",
    remedy: "Give the passphrase that encrypted the keystore.",
  },
  PassphraseUnusable: {
    sentence: "The passphrase file {file} is unusable: {problem}.",
    remedy: "Put the passphrase on one line of a file that this user owns, with mode 0600.",
  },
  PrivateKeyInvalid: {
    sentence: "The value is not a secp256k1 private key.",
    remedy: "Give 32 bytes, above zero and below the order of the curve.",
  },
  SignatureInvalid: {
    sentence: "The signature is invalid: {problem}.",
    remedy: "Give r and s in 64 bytes (EIP-2098), or r, s and v in 65 bytes, with low s.",
  },
  SignerUnreachable: {
    sentence: "The remote signer at {host} is unreachable: {reason}.",
    remedy: "Start the signer, or correct its address.",
  },
  SignerTimedOut: {
    sentence: "The remote signer at {host} did not answer {method} within {milliseconds} ms.",
    remedy: "Check the signer's load, then try again.",
  },
  SignerAnsweredError: {
    sentence: "The remote signer answered {method} with error {errorCode}: {message} (data: {data}).",
    remedy: "Check that the signer holds the key and may use it.",
  },
  SignerAnswerInvalid: {
    sentence: "The remote signer gave an invalid answer to {method}: {problem}.",
    remedy: "Check that the address belongs to a working Web3Signer.",
  },
  SignerAnswerTooLarge: {
    sentence: "The remote signer's answer to {method} exceeds {limit} bytes.",
    remedy: "Check that the address belongs to a working Web3Signer.",
  },
  SignatureFromWrongKey: {
    sentence: "The remote signer was asked to sign with {expected}, but its signature belongs to {actual}.",
    remedy: "Stop using this signer until you know whether it signed other data or used another key.",
  },
  NoKeyForParticipant: {
    sentence: "This gateway holds no key that signs for participant {participant} at {time} (Unix seconds).",
    remedy: "Add a key of the participant that is valid then, or let the participant sign the entry.",
  },
} as const;

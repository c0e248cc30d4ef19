/** Errors of keystores, signers and passphrases. Never a secret among the facts. */
export const KEY_ERRORS = {
  KeystoreUnreadable: {
    sentence: "The keystore {file} cannot be read: {reason}.",
    remedy: "Check that the file exists, that this process may read it and that it is a keystore.",
  },
  KeystoreInvalid: {
    sentence: "{file} is not a keystore of Web3 Secret Storage version 3: {problem}.",
    remedy: "Restore it from a copy, or create a fresh key and have it registered.",
  },
  KeystoreTooCostly: {
    sentence: "The keystore {file} asks for scrypt with n = {n}, r = {r}, p = {p}, beyond what is granted.",
    remedy: "Encrypt the key again with n · r · p at most 2^23, which is 1 GiB of memory.",
  },
  KeystoreExists: {
    sentence: "There is a keystore {file} already.",
    remedy: "Choose another file; a keystore is never overwritten.",
  },
  KeystoreUnwritable: {
    sentence: "The keystore {file} cannot be written: {reason}.",
    remedy: "Choose a folder that this process may write to.",
  },
  KeystoreFolderUnreadable: {
    sentence: "The folder of keystores {folder} cannot be used: {reason}.",
    remedy: "Name a folder that this process may read and that holds keystores alone.",
  },
  PassphraseWrong: {
    sentence: "The passphrase does not open the keystore {file}.",
    remedy: "Give the passphrase with which the keystore was created.",
  },
  PassphraseUnusable: {
    sentence: "The passphrase file {file} cannot be used: {problem}.",
    remedy: "Put the passphrase on one line of a file that belongs to this user and has the mode 0600.",
  },
  PrivateKeyInvalid: {
    sentence: "That is not a private key of secp256k1.",
    remedy: "Give 32 bytes, neither zero nor beyond the order of the curve.",
  },
  SignatureInvalid: {
    sentence: "The signature cannot be used: {problem}.",
    remedy: "Give r and s in 64 bytes (EIP-2098) or r, s and v in 65, with low s.",
  },
  SignerUnreachable: {
    sentence: "The remote signer at {host} cannot be reached: {reason}.",
    remedy: "Start the signer, or correct its address.",
  },
  SignerTimedOut: {
    sentence: "The remote signer at {host} did not answer {method} within {milliseconds} ms.",
    remedy: "Look at the signer's load, then try again.",
  },
  SignerAnsweredError: {
    sentence: "The remote signer answered {method} with error {errorCode}: {message} (data: {data}).",
    remedy: "Check that the signer holds the key and may use it.",
  },
  SignerAnsweredNonsense: {
    sentence: "The remote signer answered {method} with what cannot be right: {problem}.",
    remedy: "Check that the address is that of a sound Web3Signer.",
  },
  SignerAnswerTooLarge: {
    sentence: "The remote signer answered {method} with more than {limit} bytes.",
    remedy: "Check that the address is that of a sound Web3Signer.",
  },
  SignerUntrue: {
    sentence: "The remote signer signed for {expected}, but its signature is that of {actual}.",
    remedy: "Stop using this signer until you know whether it signed another text or with another key.",
  },
  NoKeyForParticipant: {
    sentence: "There is no key here that signs for participant {participant} at {time}.",
    remedy: "Add a key of the participant that is valid then, or let the participant sign the entry itself.",
  },
} as const;

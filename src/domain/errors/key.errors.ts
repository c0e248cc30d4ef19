/** Errors of keystores, signers and passphrases. Never a secret among the facts. */
export const KEY_ERRORS = {} as const;

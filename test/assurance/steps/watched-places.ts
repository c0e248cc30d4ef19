import type { SourcePatch } from "./patch-sources.ts";

/** Transactions are distinguished by their names in the code, which a database does not see. */
const NAMED_TRANSACTIONS: SourcePatch = {
  file: "src/store/transaction.ts",
  from: "const definition = { module, name, work };",
  to: "const definition = { module, name, work: nameWork(name, work) };",
};

/** The exports of the Ed25519 library cannot be changed, so the call is watched instead. */
const WATCHED_SIGNATURE: SourcePatch = {
  file: "src/domain/checkpoint/witness-key.ts",
  from: "return ed25519.sign(message, this.#seed);",
  to: "return watchedSignature(() => ed25519.sign(message, this.#seed));",
};

/** The places of the product that call a watched function instead, because they cannot be watched from outside. */
export const WATCHED_PLACES: readonly SourcePatch[] = [NAMED_TRANSACTIONS, WATCHED_SIGNATURE];

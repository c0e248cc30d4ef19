import secp256k1 from "secp256k1";
import { act } from "./act.ts";
import type { SourcePatch } from "./patch-sources.ts";

declare global {
  var watchedSignature: <Result>(sign: () => Result) => Result;
}

/** The exports of the Ed25519 library cannot be changed, so the call is watched instead. */
export const WATCHED_SIGNATURE: SourcePatch = {
  file: "src/domain/checkpoint/witness-key.ts",
  from: "return ed25519.sign(message, this.#seed);",
  to: "return watchedSignature(() => ed25519.sign(message, this.#seed));",
};

/** Watches every signature: of entries and transactions (secp256k1), and of checkpoints (Ed25519). */
export function watchSignatures(): void {
  const { ecdsaSign } = secp256k1;
  secp256k1.ecdsaSign = ((...parameters: Parameters<typeof ecdsaSign>) =>
    act(["sign secp256k1"], () => ecdsaSign(...parameters))) as typeof ecdsaSign;
  globalThis.watchedSignature = (sign) => act(["sign Ed25519"], sign);
}

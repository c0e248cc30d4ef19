import secp256k1 from "secp256k1";
import { act } from "./act.ts";

declare global {
  var watchedSignature: <Result>(sign: () => Result) => Result;
}

/** Watches every signature: of entries and transactions (secp256k1), and of checkpoints (Ed25519). */
export function watchSignatures(): void {
  const { ecdsaSign } = secp256k1;
  secp256k1.ecdsaSign = ((...parameters: Parameters<typeof ecdsaSign>) =>
    act(["sign secp256k1"], () => ecdsaSign(...parameters))) as typeof ecdsaSign;
  globalThis.watchedSignature = (sign) => act(["sign Ed25519"], sign);
}

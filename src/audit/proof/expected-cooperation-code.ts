import cooperationArtifact from "../../../artifacts/contracts/CooperationLedger.sol/CooperationLedger.json" with { type: "json" };
import type { Bytes32, Hex } from "../../domain/entry.ts";
import { codeWithImmutables, domainImmutables, paddedWord } from "./expected-code.ts";

/** A ledger of cooperation with the value of its constructor. */
export interface CooperationPlace {
  readonly chainId: number;
  readonly cooperation: Hex;
  readonly consortium: Hex;
}

/** Computes the code hash of a CooperationLedger: compiled bytecode with the immutable values of its constructor. */
export function expectedCooperationCode({ chainId, cooperation, consortium }: CooperationPlace): Bytes32 {
  return codeWithImmutables("CooperationLedger", cooperationArtifact, [
    ...domainImmutables({ chainId, ledger: cooperation }),
    paddedWord(consortium),
  ]);
}

import directoryArtifact from "../../../artifacts/contracts/MemberDirectory.sol/MemberDirectory.json" with { type: "json" };
import type { Bytes32, Hex } from "../../domain/entry.ts";
import { codeWithImmutables, domainImmutables, paddedWord } from "./expected-code.ts";

/** A directory of members with the values of its constructor. */
export interface DirectoryPlace {
  readonly chainId: number;
  readonly directory: Hex;
  readonly governance: Hex;
  readonly consortium: Hex;
  /** Seconds before a change takes effect. */
  readonly delay: number;
}

/** Computes the code hash of a MemberDirectory: compiled bytecode with the immutable values of its constructor. */
export function expectedDirectoryCode(place: DirectoryPlace): Bytes32 {
  const { chainId, directory, governance, consortium, delay } = place;
  return codeWithImmutables("MemberDirectory", directoryArtifact, [
    ...domainImmutables({ chainId, ledger: directory }),
    paddedWord(governance),
    paddedWord(consortium),
    paddedWord(`0x${delay.toString(16)}`),
  ]);
}

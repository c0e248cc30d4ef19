import hre from "hardhat";
import { CONTRACTS, type Snapshot } from "./snapshot.ts";

/** Bytes of code on chain; the EVM accepts at most 24,576 (EIP-170). */
export const SIZE_SNAPSHOT: Snapshot = {
  name: "size",
  async take() {
    const lines: string[] = [];
    for (const contract of CONTRACTS) {
      const { deployedBytecode } = await hre.artifacts.readArtifact(contract);
      lines.push(`${contract} ${deployedBytecode.length / 2 - 1} bytes`);
    }
    return `${lines.join("\n")}\n`;
  },
};

import hre from "hardhat";
import { type ErrorFragment, type EventFragment, type FunctionFragment, Interface } from "ethers";
import { CONTRACTS, type Snapshot } from "./snapshot.ts";

/** Every function, error and event with its selector or topic. */
export const ABI_SNAPSHOT: Snapshot = {
  name: "abi",
  async take() {
    const lines: string[] = [];
    for (const contract of CONTRACTS) {
      const { fragments } = new Interface((await hre.artifacts.readArtifact(contract)).abi);
      lines.push(
        contract,
        ...fragments.map((fragment) => `  ${identify(fragment)}${fragment.format("full")}`).sort(),
        "",
      );
    }
    return lines.join("\n");
  },
};

function identify(fragment: object): string {
  const { type } = fragment as { type: string };
  if (type === "event") return `${(fragment as EventFragment).topicHash} `;
  if (type === "function" || type === "error") return `${(fragment as FunctionFragment | ErrorFragment).selector} `;
  return "";
}

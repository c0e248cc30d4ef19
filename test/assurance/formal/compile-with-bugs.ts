import { readFile } from "node:fs/promises";
import hre from "hardhat";
import solc from "solc";
import { plant, type PlantedBug } from "./planted-bug.ts";

/** The contract that makes the pure rules callable. */
export const HARNESS = "LifecycleHarness";

/** A compiled contract; codes are in hexadecimal after 0x. */
export interface Compiled {
  readonly abi: readonly object[];
  readonly bytecode: string;
  readonly deployedBytecode: string;
}

/** The contract as compiled by the build. */
export function readCompiled(contract: string): Promise<Compiled> {
  return hre.artifacts.readArtifact(contract);
}

/** The contract with the planted bugs, compiled in memory with the settings of the build. */
export async function compileWithBugs(contract: string, bugs: readonly PlantedBug[]): Promise<Compiled> {
  const { abi, buildInfoId, inputSourceName } = await hre.artifacts.readArtifact(contract);
  if (buildInfoId === undefined || inputSourceName === undefined) throw new Error(`No build contains ${contract}.`);
  const buildInfo = await hre.artifacts.getBuildInfoPath(buildInfoId);
  const { input } = JSON.parse(await readFile(buildInfo as string, "utf8"));
  for (const bug of bugs) {
    const source = input.sources[`project/contracts/${bug.source}.sol`];
    source.content = plant(bug, source.content);
  }
  input.settings.outputSelection = {
    [inputSourceName]: { [contract]: ["evm.bytecode.object", "evm.deployedBytecode.object"] },
  };
  const output = JSON.parse(solc.compile(JSON.stringify(input)));
  const evm = output.contracts?.[inputSourceName]?.[contract]?.evm;
  if (evm === undefined) throw new Error(output.errors?.[0]?.formattedMessage ?? "solc compiled nothing.");
  return { abi, bytecode: `0x${evm.bytecode.object}`, deployedBytecode: `0x${evm.deployedBytecode.object}` };
}

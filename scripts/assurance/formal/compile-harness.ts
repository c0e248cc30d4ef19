import { readFile } from "node:fs/promises";
import { join } from "node:path";
import solc from "solc";
import { plant, type PlantedBug } from "./planted-bug.ts";

const ARTIFACTS = join(import.meta.dirname, "..", "..", "..", "artifacts");
const HARNESS = "test/contracts/LifecycleHarness.sol";

/** A compiled contract. */
export interface Compiled {
  readonly abi: readonly object[];
  /** As it is on chain, in hexadecimal after 0x. */
  readonly deployedBytecode: string;
}

/** LifecycleHarness as the build compiled it. */
export async function readHarness(): Promise<Compiled & { buildInfoId: string }> {
  return JSON.parse(await readFile(join(ARTIFACTS, HARNESS, "LifecycleHarness.json"), "utf8"));
}

/** LifecycleHarness with the mistake in it, from the sources and by the settings of the build, in memory. */
export async function compileHarness(bug: PlantedBug): Promise<Compiled> {
  const { abi, buildInfoId } = await readHarness();
  const { input } = JSON.parse(await readFile(join(ARTIFACTS, "build-info", `${buildInfoId}.json`), "utf8"));
  const library = input.sources[`project/contracts/libraries/${bug.library}.sol`];
  const name = `project/${HARNESS}`;
  library.content = plant(bug, library.content);
  input.settings.outputSelection = { [name]: { LifecycleHarness: ["evm.deployedBytecode.object"] } };
  const output = JSON.parse(solc.compile(JSON.stringify(input)));
  const object = output.contracts?.[name]?.LifecycleHarness?.evm.deployedBytecode.object;
  if (object === undefined) throw new Error(output.errors?.[0]?.formattedMessage ?? "solc compiled nothing.");
  return { abi, deployedBytecode: `0x${object}` };
}

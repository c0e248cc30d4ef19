import { readFile } from "node:fs/promises";
import hre from "hardhat";
import solc from "solc";
import { CONTRACTS, type Snapshot } from "./snapshot.ts";

interface StorageLayout {
  readonly storage: readonly Variable[];
  readonly types: Readonly<
    Record<string, { label: string; numberOfBytes: string; members?: readonly Variable[] }>
  > | null;
}

interface Variable {
  readonly label: string;
  readonly slot: string;
  readonly offset: number;
  readonly type: string;
}

/** The storage layout, on which proofs of storage and audits rely. */
export const STORAGE_SNAPSHOT: Snapshot = {
  name: "storage",
  async take() {
    const lines: string[] = [];
    for (const contract of CONTRACTS) lines.push(contract, ...describe(await layoutOf(contract)), "");
    return lines.join("\n");
  },
};

async function layoutOf(contract: string): Promise<StorageLayout> {
  const { buildInfoId, inputSourceName } = await hre.artifacts.readArtifact(contract);
  const path = await hre.artifacts.getBuildInfoPath(buildInfoId as string);
  const { input } = JSON.parse(await readFile(path as string, "utf8"));
  input.settings.outputSelection = { [inputSourceName as string]: { [contract]: ["storageLayout"] } };
  const output = JSON.parse(solc.compile(JSON.stringify(input)));
  return output.contracts[inputSourceName as string][contract].storageLayout;
}

function describe({ storage, types }: StorageLayout): string[] {
  const line = (indent: string, { label, slot, offset, type }: Variable) =>
    `${indent}slot ${slot}, byte ${offset}: ${types?.[type]?.label} ${label}`;
  const structs = Object.values(types ?? {}).filter(({ members }) => members !== undefined);
  return [
    ...storage.map((variable) => line("  ", variable)),
    ...structs.flatMap(({ label, members }) => [
      `  ${label}`,
      ...(members ?? []).map((member) => line("    ", member)),
    ]),
  ];
}

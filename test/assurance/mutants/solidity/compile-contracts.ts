import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import config from "../../../../hardhat.config.ts";

const ROOT = join(import.meta.dirname, "..", "..", "..", "..");

/** The part of solc's standard JSON output that is asked for here. */
interface CompilerOutput {
  readonly errors?: readonly { readonly severity: string; readonly formattedMessage: string }[];
  readonly sources: Readonly<Record<string, { readonly ast: unknown }>>;
  readonly contracts?: Readonly<Record<string, Readonly<Record<string, { readonly evm: CompiledCode }>>>>;
}

/** What a contract is made with, and what it then is, in hexadecimal without prefix. */
export interface CompiledCode {
  readonly bytecode: { readonly object: string };
  readonly deployedBytecode: { readonly object: string };
}

/** How a contract is compiled: as it is deployed, or in a twentieth of the time, to larger and dearer code. */
export type Effort = "deployed" | "quick";

/** How contracts are compiled that are deployed. */
const { settings: SETTINGS } = config.solidity as { readonly settings: object };

const solc = createRequire(import.meta.url)("solc") as {
  compile(input: string, callbacks: { import(path: string): { contents: string } | { error: string } }): string;
};

/**
 * The code of contracts, compiled in memory.
 *
 * @param contracts the names of contracts wanted, by file.
 * @param texts what files contain, in place of what the disk has.
 * @returns `undefined` when it does not compile.
 */
export function compileContracts(
  contracts: Readonly<Record<string, readonly string[]>>,
  effort: Effort,
  texts: Readonly<Record<string, string>>,
): ((file: string, name: string) => CompiledCode | undefined) | undefined {
  const outputs = ["evm.bytecode.object", "evm.deployedBytecode.object"];
  const wanted = Object.entries(contracts).map(([file, names]) => [
    file,
    Object.fromEntries(names.map((name) => [name, outputs])),
  ]);
  const settings = effort === "quick" ? { viaIR: false, optimizer: { enabled: false } } : {};
  const output = run(Object.keys(contracts), texts, { ...settings, outputSelection: Object.fromEntries(wanted) });
  if (failureOf(output) !== undefined) return undefined;
  return (file, name) => output.contracts?.[file]?.[name]?.evm;
}

/**
 * The syntax trees of files and of all that they import, by file, their nodes numbered through.
 *
 * @param texts as for `compileContracts`.
 */
export function parseContracts(
  files: readonly string[],
  texts: Readonly<Record<string, string>> = {},
): ReadonlyMap<string, unknown> {
  const output = run(files, texts, { outputSelection: { "*": { "": ["ast"] } } });
  const failure = failureOf(output);
  if (failure !== undefined) throw new Error(failure);
  return new Map(Object.entries(output.sources).map(([file, { ast }]) => [file, ast]));
}

/** What a file contains, by the name that the compiler has for it. */
export function readSource(file: string): string {
  return readFileSync(join(ROOT, file.startsWith("@") ? join("node_modules", file) : file), "utf8");
}

const failureOf = ({ errors = [] }: CompilerOutput) =>
  errors.find(({ severity }) => severity === "error")?.formattedMessage;

function run(files: readonly string[], texts: Readonly<Record<string, string>>, settings: object): CompilerOutput {
  const read = (path: string) => texts[path] ?? readSource(path);
  const input = {
    language: "Solidity",
    sources: Object.fromEntries(files.map((file) => [file, { content: read(file) }])),
    settings: { ...SETTINGS, ...settings },
  };
  const importer = (path: string) => {
    try {
      return { contents: read(path) };
    } catch (error) {
      return { error: String(error) };
    }
  };
  return JSON.parse(solc.compile(JSON.stringify(input), { import: importer })) as CompilerOutput;
}

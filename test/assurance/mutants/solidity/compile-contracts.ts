import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import config from "../../../../hardhat.config.ts";

const ROOT = join(import.meta.dirname, "..", "..", "..", "..");

/** The requested part of solc's standard JSON output. */
interface CompilerOutput {
  readonly errors?: readonly { readonly severity: string; readonly formattedMessage: string }[];
  readonly sources: Readonly<Record<string, { readonly ast: unknown }>>;
  readonly contracts?: Readonly<Record<string, Readonly<Record<string, { readonly evm: CompiledCode }>>>>;
}

/** A contract's creation code and its deployed code, in hexadecimal without prefix. */
export interface CompiledCode {
  readonly bytecode: { readonly object: string };
  readonly deployedBytecode: { readonly object: string };
}

/**
 * The settings of a compilation: as deployed, or a quick one that takes a twentieth of the time and gives larger code.
 */
export type Effort = "deployed" | "quick";

/** The settings of deployed contracts. */
const { settings: SETTINGS } = config.solidity as { readonly settings: object };

const solc = createRequire(import.meta.url)("solc") as {
  compile(input: string, callbacks: { import(path: string): { contents: string } | { error: string } }): string;
};

/**
 * The code of contracts, compiled in memory.
 *
 * @param contracts Names of the requested contracts, by file.
 * @param texts Contents of files, instead of those on the disk.
 * @returns `undefined` when the compilation fails.
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
 * The syntax trees of files and of all their imports, by file, with consecutive node ids.
 *
 * @param texts As for `compileContracts`.
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

/** The contents of a file, by its name for the compiler. */
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

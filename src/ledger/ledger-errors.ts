import type { Interface } from "ethers/abi";
import type { Hex } from "../domain/entry.ts";
import { COOPERATION_ERRORS } from "../domain/errors/cooperation.errors.ts";
import { DIRECTORY_ERRORS } from "../domain/errors/directory.errors.ts";
import { LEDGER_ERRORS } from "../domain/errors/ledger.errors.ts";
import { type Fact, PortolanError } from "../domain/errors/portolan-error.ts";
import type { LedgerErrorCode } from "../domain/rules/refusal.ts";
import { type AbiWords, abiWords, numberAt, requireEnd, wordAt } from "./abi-words.ts";
import { consortiumInterface } from "./consortium-interface.ts";
import { cooperationInterface } from "./cooperation-interface.ts";
import { directoryInterface } from "./directory-interface.ts";
import { ledgerInterface } from "./ledger-interface.ts";

/** An error of the contracts: its name, and how to read its arguments, each of which takes one word. */
interface LedgerError {
  readonly code: LedgerErrorCode;
  readonly parameters: readonly { readonly name: string; readonly read: (words: AbiWords, index: number) => Fact }[];
}

/** By selector. Anyone can fill blocks with refused entries, so that reading their reasons must be quick. */
const BY_SELECTOR = new Map(
  [ledgerInterface, consortiumInterface, directoryInterface, cooperationInterface].flatMap((contract) =>
    errorsOf(contract),
  ),
);

/** An error of the contracts with its Solidity parameters by name; see `ledgerErrorFacts` for what they mean. */
export interface DecodedLedgerError {
  readonly code: LedgerErrorCode;
  readonly parameters: Readonly<Record<string, Fact>>;
}

/**
 * Decodes an error of the contracts: exactly its canonical encoding.
 *
 * @returns integers as numbers, or as decimal strings from 2^53 on; bytes and addresses in lower case. `undefined` for what is no
 * error of the contracts.
 */
export function decodeLedgerError(data: Hex): DecodedLedgerError | undefined {
  const error = BY_SELECTOR.get(data.slice(0, 10));
  if (error === undefined) return undefined;
  try {
    const words = abiWords(`0x${data.slice(10)}`);
    requireEnd(words, error.parameters.length);
    const values = error.parameters.map(({ name, read }, index) => [name, read(words, index)] as const);
    return { code: error.code, parameters: Object.fromEntries(values) };
  } catch (cause) {
    if (PortolanError.is(cause, "AbiMalformed")) return undefined;
    throw cause;
  }
}

function errorsOf(contract: Interface): [selector: string, error: LedgerError][] {
  const errors: [string, LedgerError][] = [];
  contract.forEachError(({ name, selector, inputs }) => {
    if (!isLedgerErrorCode(name)) throw new TypeError(`The table of errors lacks ${name}.`);
    const parameters = inputs.map((input) => ({ name: input.name, read: readerOf(input.type) }));
    errors.push([selector, { code: name, parameters }]);
  });
  return errors;
}

function readerOf(type: string): (words: AbiWords, index: number) => Fact {
  const size = Number(/\d{1,3}$/.exec(type)?.[0] ?? 0);
  if (type === "bytes32") return wordAt;
  if (type === "address") return (words, index) => trimmed(words, index, 24, 64);
  if (type === "bool") return boolAt;
  if (type === "uint256") return (words, index) => exact(BigInt(wordAt(words, index)));
  if (type.startsWith("bytes") && size > 0) return (words, index) => trimmed(words, index, 0, 2 * size);
  if (type.startsWith("uint") && size <= 48) return (words, index) => numberAt(words, index, size / 8);
  throw new TypeError(`An error of the contracts has a parameter of type ${type}, which nothing reads yet.`);
}

/** The hexadecimal digits of a word from `start` to `end`; all others must be zeros. */
function trimmed(words: AbiWords, index: number, start: number, end: number): Hex {
  const digits = wordAt(words, index).slice(2);
  if (/[^0]/.test(digits.slice(0, start) + digits.slice(end)))
    throw new PortolanError("AbiMalformed", { problem: `word ${index} is not padded with zeros` });
  return `0x${digits.slice(start, end)}`;
}

function boolAt(words: AbiWords, index: number): boolean {
  const value = numberAt(words, index, 1);
  if (value > 1) throw new PortolanError("AbiMalformed", { problem: `word ${index} is neither true nor false` });
  return value === 1;
}

function exact(value: bigint): number | string {
  return value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : String(value);
}

function isLedgerErrorCode(name: string): name is LedgerErrorCode {
  return [LEDGER_ERRORS, DIRECTORY_ERRORS, COOPERATION_ERRORS].some((table) => Object.hasOwn(table, name));
}

import { Interface, type ParamType } from "ethers";
import type { SymbolicCall } from "./machine.ts";
import { SymbolicMemory } from "./symbolic-memory.ts";
import { constant, input, type Word } from "./word.ts";

const SELECTOR_BYTES = 4;
const WORD_BYTES = 32;

/** A field of the arguments of a function: its path, such as "situation.custody.phase", and its width. */
interface Field {
  readonly path: string;
  readonly bits: number;
}

/** A contract that makes pure rules callable: its ABI and its deployed bytecode. */
export interface Harness {
  readonly abi: readonly object[];
  readonly deployedBytecode: string;
}

/** A call of a function of a harness with any arguments of static types. */
export interface HarnessCall extends SymbolicCall {
  /** The fields of all arguments, one word each, in the order of their encoding. */
  readonly fields: readonly Field[];
  /** A field of the arguments. */
  field(path: string): Word;
  /** Position of a field among the fields, from 0. */
  indexOf(path: string): number;
}

/** @param name of the function. */
export function harnessCall(harness: Harness, name: string): HarnessCall {
  const rule = new Interface(harness.abi).getFunction(name);
  if (rule === null) throw new Error(`The harness has no ${name}.`);
  const fields = rule.inputs.flatMap((parameter) => flatten(parameter, parameter.name));
  const calldata = new SymbolicMemory();
  calldata.store(0, constant(BigInt(rule.selector) << 224n));
  fields.forEach(({ path, bits }, index) => calldata.store(SELECTOR_BYTES + WORD_BYTES * index, input(path, bits)));
  const indexOf = (path: string): number => {
    const index = fields.findIndex((field) => field.path === path);
    if (index === -1) throw new Error(`The field ${path} is unknown.`);
    return index;
  };
  return {
    code: Buffer.from(harness.deployedBytecode.slice(2), "hex"),
    calldata,
    calldataBytes: SELECTOR_BYTES + WORD_BYTES * fields.length,
    fields,
    field: (path) => input(path, (fields[indexOf(path)] as Field).bits),
    indexOf,
  };
}

function flatten({ type, components }: ParamType, path: string): Field[] {
  return components === null
    ? [{ path, bits: bitsOf(type) }]
    : components.flatMap((component) => flatten(component, `${path}.${component.name}`));
}

/** Width of a static elementary type of the ABI. */
function bitsOf(type: string): number {
  if (type === "bool") return 1;
  const [, bits, bytes] = /^uint(\d+)$|^bytes(\d+)$/.exec(type) ?? [];
  if (bits !== undefined) return Number(bits);
  if (bytes === String(WORD_BYTES)) return 256;
  throw new Error(`The width of ${type} is unknown.`);
}

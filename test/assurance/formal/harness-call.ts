import { Interface, type ParamType } from "ethers";
import { apply } from "./apply.ts";
import type { SymbolicCall } from "./machine.ts";
import { SymbolicMemory } from "./symbolic-memory.ts";
import { constant, input, type Word } from "./word.ts";

const SELECTOR_BYTES = 4;
const WORD_BYTES = 32;

/** A field of the arguments of a function: its path, such as "situation.custody.phase", and its width. */
interface Field {
  readonly path: string;
  readonly bits: number;
  /** The bits below it in its word: `bytes2` and its like stand at the left. */
  readonly shift: number;
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

/** @param name of the function. @param fixed Fields with one value, by path. */
export function harnessCall(harness: Harness, name: string, fixed: Readonly<Record<string, number>> = {}): HarnessCall {
  const rule = new Interface(harness.abi).getFunction(name);
  if (rule === null) throw new Error(`The harness has no ${name}.`);
  const fields = rule.inputs.flatMap((parameter) => flatten(parameter, parameter.name));
  const wordOf = ({ path, bits, shift }: Field): Word => {
    const value = fixed[path];
    return apply("shl", constant(shift), value === undefined ? input(path, bits) : constant(value));
  };
  const calldata = new SymbolicMemory();
  calldata.store(0, constant(BigInt(rule.selector) << 224n));
  fields.forEach((field, index) => calldata.store(SELECTOR_BYTES + WORD_BYTES * index, wordOf(field)));
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
    field: (path) => wordOf(fields[indexOf(path)] as Field),
    indexOf,
  };
}

function flatten({ type, components }: ParamType, path: string): Field[] {
  return components === null
    ? [{ path, ...placeOf(type) }]
    : components.flatMap((component) => flatten(component, `${path}.${component.name}`));
}

/** Width and place in its word of a static elementary type of the ABI. */
function placeOf(type: string): Pick<Field, "bits" | "shift"> {
  if (type === "bool") return { bits: 1, shift: 0 };
  const [, uint, bytes] = /^uint(\d+)$|^bytes(\d+)$/.exec(type) ?? [];
  if (uint !== undefined) return { bits: Number(uint), shift: 0 };
  if (bytes !== undefined) return { bits: 8 * Number(bytes), shift: 8 * (WORD_BYTES - Number(bytes)) };
  throw new Error(`The width of ${type} is unknown.`);
}

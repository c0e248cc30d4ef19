import { Interface, type ParamType } from "ethers";
import type { SymbolicCall } from "./machine.ts";
import { SymbolicMemory } from "./symbolic-memory.ts";
import { constant, input, type Word } from "./word.ts";

const SELECTOR_BYTES = 4;
const WORD_BYTES = 32;

/** A field of the arguments of `transition`: its path, such as "situation.custody.phase", and its width. */
interface Field {
  readonly path: string;
  readonly bits: number;
}

/** A call of `LifecycleHarness.transition(situation, entry)` with any situation and any entry. */
export interface TransitionCall extends SymbolicCall {
  /** The fields of both arguments, one word each, in the order of their encoding. */
  readonly fields: readonly Field[];
  /** A field before the entry. */
  field(path: string): Word;
  /** Offset of a field of the situation in the returned bytes. */
  offsetAfter(path: string): number;
}

/** @param harness The ABI of LifecycleHarness and its deployed bytecode. */
export function transitionCall(harness: { abi: readonly object[]; deployedBytecode: string }): TransitionCall {
  const transition = new Interface(harness.abi).getFunction("transition");
  if (transition === null) throw new Error("LifecycleHarness has no transition.");
  const fields = transition.inputs.flatMap((parameter) => flatten(parameter, parameter.name));
  const calldata = new SymbolicMemory();
  calldata.store(0, constant(BigInt(transition.selector) << 224n));
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
    // The first word is the offset of the refusal. The situation follows it, as the entry follows the situation in the
    // arguments.
    offsetAfter: (path) => WORD_BYTES * (1 + indexOf(path)),
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

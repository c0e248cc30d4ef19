import type { Machine } from "./machine.ts";
import { apply } from "./apply.ts";
import type { Operation } from "./operation.ts";
import { constant, type Word } from "./word.ts";

/** The effect of an instruction, unless execution continues with the next one. */
export type Effect =
  | { readonly jump: number }
  | { readonly jump: number; readonly unlessZero: Word }
  | { readonly end: "return" | "revert"; readonly from: number; readonly bytes: number };

export type Instruction = (machine: Machine) => Effect | void;

const OPERATIONS: readonly [opcode: number, operation: Operation, args: number][] = [
  [0x01, "add", 2],
  [0x02, "mul", 2],
  [0x03, "sub", 2],
  [0x10, "lt", 2],
  [0x12, "slt", 2],
  [0x14, "eq", 2],
  [0x15, "iszero", 1],
  [0x16, "and", 2],
  [0x17, "or", 2],
  [0x18, "xor", 2],
  [0x19, "not", 1],
  [0x1b, "shl", 2],
  [0x1c, "shr", 2],
];

/** The EVM instructions (Cancun) in compiled pure functions without loops, by opcode. */
export const INSTRUCTIONS: ReadonlyMap<number, Instruction> = new Map<number, Instruction>([
  ...OPERATIONS.map(([opcode, operation, args]): [number, Instruction] => [
    opcode,
    (machine) => machine.push(apply(operation, ...Array.from({ length: args }, () => machine.pop()))),
  ]),
  [0x11, (machine) => machine.push(apply("lt", ...[machine.pop(), machine.pop()].reverse()))],
  [0x13, (machine) => machine.push(apply("slt", ...[machine.pop(), machine.pop()].reverse()))],
  [0x34, (machine) => machine.push(constant(0))],
  [0x35, (machine) => machine.push(machine.call.calldata.load(machine.popNumber()))],
  [0x36, (machine) => machine.push(constant(machine.call.calldataBytes))],
  [0x50, (machine) => void machine.pop()],
  [0x51, (machine) => machine.push(machine.memory.load(machine.popNumber()))],
  [0x52, (machine) => machine.memory.store(machine.popNumber(), machine.pop())],
  [0x56, (machine) => ({ jump: machine.popTarget() })],
  [0x57, (machine) => ({ jump: machine.popTarget(), unlessZero: machine.pop() })],
  [0x5b, () => undefined],
  [0x5e, (machine) => machine.memory.move(machine.popNumber(), machine.popNumber(), machine.popNumber())],
  [0xf3, (machine) => ({ end: "return", from: machine.popNumber(), bytes: machine.popNumber() })],
  [0xfd, (machine) => ({ end: "revert", from: machine.popNumber(), bytes: machine.popNumber() })],
  ...range(0x5f, 0x7f, (length) => (machine) => machine.push(machine.readConstant(length))),
  ...range(0x80, 0x8f, (depth) => (machine) => machine.duplicate(depth)),
  ...range(0x90, 0x9f, (depth) => (machine) => machine.swap(depth + 1)),
]);

function range(first: number, last: number, make: (index: number) => Instruction): [number, Instruction][] {
  return Array.from({ length: last - first + 1 }, (_, index) => [first + index, make(index)]);
}

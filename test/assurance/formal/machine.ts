import type { SymbolicMemory } from "./symbolic-memory.ts";
import { constant, valueOf, type Word } from "./word.ts";

/** A call of the code, without value. */
export interface SymbolicCall {
  readonly code: Uint8Array;
  readonly calldataBytes: number;
  /** The calldata, from address 0. */
  readonly calldata: SymbolicMemory;
}

/** The state of the EVM at one instruction: a stack and a memory of expressions. */
export class Machine {
  readonly call: SymbolicCall;
  readonly memory: SymbolicMemory;
  readonly #stack: Word[];
  /** Position of the current instruction. */
  pc: number;

  constructor(call: SymbolicCall, memory: SymbolicMemory, stack: readonly Word[] = [], pc = 0) {
    this.call = call;
    this.memory = memory;
    this.#stack = [...stack];
    this.pc = pc;
  }

  /** Another machine in the same state, at `target`. */
  copyAt(target: number): Machine {
    return new Machine(this.call, this.memory.copy(), this.#stack, target);
  }

  push(word: Word): void {
    this.#stack.push(word);
  }

  pop(): Word {
    const word = this.#stack.pop();
    if (word === undefined) throw new Error(`The stack is empty at ${this.pc}.`);
    return word;
  }

  /** Pops an address, a length or a target. @throws when it depends on the input. */
  popNumber(): number {
    const value = valueOf(this.pop());
    if (value === undefined) throw new Error(`An address or a target depends on the input at ${this.pc}.`);
    return Number(value);
  }

  /** Pops the target of a jump. */
  popTarget(): number {
    const target = this.popNumber();
    if (this.call.code[target] !== JUMPDEST)
      throw new Error(`The jump from ${this.pc} to ${target} has no valid target.`);
    return target;
  }

  /** The constant of `length` bytes after the current instruction, which it skips. */
  readConstant(length: number): Word {
    const bytes = this.call.code.subarray(this.pc + 1, this.pc + 1 + length);
    this.pc += length;
    return constant(BigInt(`0x0${Buffer.from(bytes).toString("hex")}`));
  }

  /** Pushes the word at `depth` below the top. */
  duplicate(depth: number): void {
    this.push(this.#at(depth));
  }

  /** Swaps the top with the word at `depth` below it. */
  swap(depth: number): void {
    const [top, other] = [this.#at(0), this.#at(depth)];
    this.#stack[this.#stack.length - 1] = other;
    this.#stack[this.#stack.length - 1 - depth] = top;
  }

  #at(depth: number): Word {
    const word = this.#stack.at(-1 - depth);
    if (word === undefined) throw new Error(`The stack is too short at ${this.pc}.`);
    return word;
  }
}

const JUMPDEST = 0x5b;

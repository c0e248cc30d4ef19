import { apply } from "./apply.ts";
import { type Assignment, evaluate } from "./evaluate.ts";
import { INSTRUCTIONS } from "./instructions.ts";
import { Machine, type SymbolicCall } from "./machine.ts";
import type { Solver } from "./solver.ts";
import { SymbolicMemory } from "./symbolic-memory.ts";
import { valueOf, type Word } from "./word.ts";

/** One complete path through the code. */
export interface Path {
  /** The path is taken exactly when none of these words is 0. */
  readonly conditions: readonly Word[];
  /** Inputs that take the path. */
  readonly witness: Assignment;
  readonly end: "return" | "revert";
  /** The returned bytes: their number, and the word at an offset. */
  readonly bytes: number;
  readonly output: (offset: number) => Word;
}

/** An unfinished path. */
interface Branch {
  readonly machine: Machine;
  readonly conditions: readonly Word[];
  readonly witness: Assignment;
}

/** A condition that depends on the input, with the position of the code in either case. */
interface Fork {
  readonly condition: Word;
  readonly taken: Machine;
  readonly passed: Machine;
}

/** More steps than any path through the rules: a longer path is a loop. */
const MAX_STEPS = 100_000;

/**
 * Every path through the code that some input takes.
 *
 * @throws for all code that it does not model exactly: an unknown instruction, a loop, or an address or a jump target
 * that depends on the input.
 */
export async function explorePaths(call: SymbolicCall, solver: Solver): Promise<Path[]> {
  const paths: Path[] = [];
  const open: Branch[] = [{ machine: new Machine(call, new SymbolicMemory()), conditions: [], witness: new Map() }];
  for (let branch = open.pop(); branch !== undefined; branch = open.pop()) {
    const next = follow(branch);
    if ("end" in next) {
      paths.push(next);
      continue;
    }
    const { conditions, witness } = branch;
    const isZero = apply("iszero", next.condition);
    const ways = [
      { machine: next.taken, condition: apply("iszero", isZero) },
      { machine: next.passed, condition: isZero },
    ];
    // A repeated condition has its answer: the compiler checks a value again at each use.
    const answered = ways.find(({ condition }) => conditions.includes(condition));
    if (answered !== undefined) {
      open.push({ ...branch, machine: answered.machine });
      continue;
    }
    for (const { machine, condition } of ways) {
      const [holds] = evaluate([condition], witness);
      const inputs = holds === 0n ? await solver.extend(conditions, witness, condition) : witness;
      if (inputs !== undefined) open.push({ machine, conditions: [...conditions, condition], witness: inputs });
    }
  }
  return paths;
}

/** Runs to the end, or to a condition that depends on the input. */
function follow({ machine, conditions, witness }: Branch): Path | Fork {
  for (let step = 0; step < MAX_STEPS; step++) {
    const opcode = machine.call.code[machine.pc] ?? 0;
    const instruction = INSTRUCTIONS.get(opcode);
    if (instruction === undefined) throw new Error(`Instruction 0x${opcode.toString(16)} at ${machine.pc} is unknown.`);
    const effect = instruction(machine);
    if (effect === undefined) machine.pc += 1;
    else if ("end" in effect) {
      const { end, from, bytes } = effect;
      return { conditions, witness, end, bytes, output: (offset) => machine.memory.load(from + offset) };
    } else if ("unlessZero" in effect && valueOf(effect.unlessZero) === undefined) {
      return {
        condition: effect.unlessZero,
        taken: machine.copyAt(effect.jump),
        passed: machine.copyAt(machine.pc + 1),
      };
    } else if ("unlessZero" in effect && valueOf(effect.unlessZero) === 0n) machine.pc += 1;
    else machine.pc = effect.jump;
  }
  throw new Error(`${MAX_STEPS} steps without an end or a fork: a loop.`);
}

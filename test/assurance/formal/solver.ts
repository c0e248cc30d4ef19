import { init, killThreads, Z3_error_code, Z3_lbool } from "z3-solver";
import type { Assignment } from "./evaluate.ts";
import { type Application, type Layout, partsOf, type Word } from "./word.ts";

type Z3 = Awaited<ReturnType<typeof init>>;

/** The solver z3 over words as bit vectors of 256 bits, without abstraction. */
export class Solver {
  readonly #z3: Z3;
  readonly #context: ReturnType<Z3["Z3"]["mk_context"]>;
  readonly #solver: ReturnType<Z3["Z3"]["mk_simple_solver"]>;
  /** Number of decided questions. */
  decided = 0;

  private constructor(z3: Z3) {
    this.#z3 = z3;
    const { Z3 } = z3;
    this.#context = Z3.mk_context(Z3.mk_config());
    this.#solver = Z3.mk_simple_solver(this.#context);
    Z3.solver_inc_ref(this.#context, this.#solver);
  }

  static async start(): Promise<Solver> {
    return new Solver(await init());
  }

  async stop(): Promise<void> {
    await killThreads(this.#z3.em);
  }

  /**
   * Inputs under which neither `more` nor any of `conditions` is 0; `undefined` when none exist.
   *
   * @param witness Inputs under which none of `conditions` is 0. Inputs that do not affect `more`, directly or through
   * a condition, keep their values.
   */
  async extend(conditions: readonly Word[], witness: Assignment, more: Word): Promise<Assignment | undefined> {
    const found = await this.solve(conditionsAround(more, conditions));
    return found && new Map([...witness, ...found]);
  }

  /** Inputs under which none of the words is 0; `undefined` when none exist. @throws when z3 does not decide. */
  async solve(conditions: readonly Word[]): Promise<Assignment | undefined> {
    const { Z3 } = this.#z3;
    const parts = partsOf(conditions);
    const asserts = conditions.map(({ id }) => `(assert (distinct w${id} ${literal(0n)}))`);
    Z3.solver_reset(this.#context, this.#solver);
    Z3.solver_from_string(this.#context, this.#solver, [...parts.map(define), ...asserts].join("\n"));
    const error = Z3.get_error_code(this.#context);
    if (error !== Z3_error_code.Z3_OK) throw new Error(`z3 did not read it: ${Z3.get_error_msg(this.#context, error)}`);
    const verdict = await Z3.solver_check(this.#context, this.#solver);
    if (verdict === Z3_lbool.Z3_L_UNDEF)
      throw new Error(`z3 did not decide: ${Z3.solver_get_reason_unknown(this.#context, this.#solver)}`);
    this.decided += 1;
    if (verdict === Z3_lbool.Z3_L_FALSE) return undefined;
    const values = this.#readModel();
    // An input that the model does not name may have any value.
    return new Map(parts.flatMap(({ id, of }) => ("input" in of ? [[of.input, values.get(`i${id}`) ?? 0n]] : [])));
  }

  /** The constants of the model by name. */
  #readModel(): Map<string, bigint> {
    const { Z3 } = this.#z3;
    const context = this.#context;
    const model = Z3.solver_get_model(context, this.#solver);
    return new Map(
      Array.from({ length: Z3.model_get_num_consts(context, model) }, (_, index) => {
        const declared = Z3.model_get_const_decl(context, model, index);
        const value = Z3.model_get_const_interp(context, model, declared);
        if (value === null) throw new Error("z3 gave a constant without a value.");
        const name = String(Z3.get_symbol_string(context, Z3.get_decl_name(context, declared)));
        return [name, BigInt(Z3.get_numeral_string(context, value))];
      }),
    );
  }
}

/** `word` and all conditions that share an input with it, directly or through other conditions. */
function conditionsAround(word: Word, conditions: readonly Word[]): Word[] {
  const chosen = [word];
  const inputs = inputsOf(word);
  let left = conditions;
  for (let before = 0; before < chosen.length;) {
    before = chosen.length;
    const near = left.filter((condition) => [...inputsOf(condition)].some((name) => inputs.has(name)));
    left = left.filter((condition) => !near.includes(condition));
    for (const condition of near) for (const name of inputsOf(condition)) inputs.add(name);
    chosen.push(...near);
  }
  return chosen;
}

function inputsOf(word: Word): Set<string> {
  return new Set(partsOf([word]).flatMap(({ of }) => ("input" in of ? [of.input] : [])));
}

function literal(value: bigint): string {
  return `#x${value.toString(16).padStart(64, "0")}`;
}

function define({ id, of, bits }: Word): string {
  if ("input" in of)
    return bits === 256
      ? `(declare-const i${id} (_ BitVec 256))(define-fun w${id} () (_ BitVec 256) i${id})`
      : `(declare-const i${id} (_ BitVec ${bits}))(define-fun w${id} () (_ BitVec 256) ((_ zero_extend ${256 - bits}) i${id}))`;
  return `(define-fun w${id} () (_ BitVec 256) ${definition(of)})`;
}

function definition(of: { readonly value: bigint } | Application | Layout): string {
  if ("value" in of) return literal(of.value);
  return "fields" in of ? concatenation(of) : term(of);
}

/** The fields and the known bits between them, from the highest down. */
function concatenation({ known, fields }: Layout): string {
  const parts: string[] = [];
  let end = 256;
  const fill = (down: number) => {
    if (down < end)
      parts.push(
        `#b${BigInt.asUintN(end - down, known >> BigInt(down))
          .toString(2)
          .padStart(end - down, "0")}`,
      );
    end = down;
  };
  for (const { at, bits, word, from } of fields.toReversed()) {
    fill(at + bits);
    parts.push(`((_ extract ${from + bits - 1} ${from}) w${word.id})`);
    end = at;
  }
  fill(0);
  return parts.length === 1 ? parts.join() : `(concat ${parts.join(" ")})`;
}

/** The operation in SMT-LIB, logic QF_BV. */
function term({ operation, args }: Application): string {
  const [a, b] = args.map(({ id }) => `w${id}`);
  const truth = (condition: string) => `(ite ${condition} ${literal(1n)} ${literal(0n)})`;
  switch (operation) {
    case "shl":
      return `(bvshl ${b} ${a})`;
    case "shr":
      return `(bvlshr ${b} ${a})`;
    case "lt":
      return truth(`(bvult ${a} ${b})`);
    case "slt":
      return truth(`(bvslt ${a} ${b})`);
    case "eq":
      return truth(`(= ${a} ${b})`);
    case "iszero":
      return truth(`(= ${a} ${literal(0n)})`);
    case "not":
      return `(bvnot ${a})`;
    case "add":
    case "sub":
    case "mul":
    case "and":
    case "or":
    case "xor":
      return `(bv${operation} ${a} ${b})`;
  }
}

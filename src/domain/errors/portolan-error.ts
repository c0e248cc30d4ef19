import { nameUnseen } from "../encoding/unseen.ts";
import { ERRORS, type ErrorCode } from "./table.ts";

/** A value that an error carries. A whole number beyond 2^53 is a decimal string, so that JSON loses none of it. */
export type Fact = string | number | boolean | readonly string[];

type Placeholders<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Placeholders<Rest>
  : never;

/** The facts of an error: a value for each `{name}` in its sentence or remedy. */
export type Facts<Code extends ErrorCode> = Readonly<
  Record<Placeholders<(typeof ERRORS)[Code]["sentence"]> | Placeholders<(typeof ERRORS)[Code]["remedy"]>, Fact>
>;

/**
 * The only error that Portolan throws on purpose. Programs use its code and facts. People read its message, which is
 * the completed sentence of the table, and its remedy. A fact never holds a secret.
 */
export class PortolanError<Code extends ErrorCode = ErrorCode> extends Error {
  readonly code: Code;
  readonly facts: Readonly<Record<string, Fact>>;
  /** The instruction to the reader, with the facts filled in. */
  readonly remedy: string;

  constructor(code: Code, facts: Facts<Code>, options?: ErrorOptions) {
    super(fill(ERRORS[code].sentence, facts), options);
    this.name = "PortolanError";
    this.code = code;
    this.facts = facts;
    this.remedy = fill(ERRORS[code].remedy, facts);
  }

  /** Whether `error` is a PortolanError with one of these codes; without codes, whether it is a PortolanError. */
  static is<Code extends ErrorCode>(error: unknown, ...codes: Code[]): error is PortolanError<Code> {
    return error instanceof PortolanError && (codes.length === 0 || codes.includes(error.code as Code));
  }
}

/**
 * Fills in the facts, with their invisible characters named. When a fact ends with a full stop, the full stop that follows
 * it in the text is dropped.
 */
function fill(text: string, facts: Readonly<Record<string, Fact>>): string {
  return text.replace(/\{(\w+)\}(\.?)/g, (placeholder, name: string, stop: string) => {
    const fact = facts[name];
    if (fact === undefined) return placeholder;
    const value = nameUnseen(Array.isArray(fact) ? fact.join(", ") : String(fact));
    return value.endsWith(".") ? value : value + stop;
  });
}

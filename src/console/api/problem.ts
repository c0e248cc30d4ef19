import type { Problem as ProblemDocument } from "../../api/problem.ts";

/** An answer in which the API refuses a request (RFC 9457). */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly facts: ProblemDocument["facts"];
  /** The instruction to the reader. */
  readonly remedy: string | undefined;
  /** Each invalid member of the body, by JSON Pointer as a URI fragment. */
  readonly errors: NonNullable<ProblemDocument["errors"]>;

  constructor(status: number, document: Partial<ProblemDocument>) {
    super(document.detail ?? document.title ?? `HTTP ${status}`);
    this.status = status;
    this.code = document.code ?? "Unknown";
    this.facts = document.facts ?? {};
    this.remedy = document.remedy;
    this.errors = document.errors ?? [];
  }

  static is(error: unknown, ...codes: readonly string[]): error is Problem {
    return error instanceof Problem && (codes.length === 0 || codes.includes(error.code));
  }
}

/** The gateway did not answer. */
export class Unreachable extends Error {
  constructor(cause: unknown) {
    super("the gateway cannot be reached", { cause });
  }
}

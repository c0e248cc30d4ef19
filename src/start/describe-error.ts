import { PortolanError } from "../domain/errors/portolan-error.ts";

/** Formats an error for the log: a PortolanError as its code and facts, any other error as its stack. */
export function describeError(error: unknown): object {
  if (!PortolanError.is(error)) return { message: String(error), stack: error instanceof Error && error.stack };
  const { code, facts, cause } = error;
  return { code, facts, ...(cause instanceof Error && { cause: cause.message }) };
}

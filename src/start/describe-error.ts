import { PortolanError } from "../domain/errors/portolan-error.ts";

/** An error as the log shows it: ours by code and facts, any other with its stack. */
export function describeError(error: unknown): object {
  if (!PortolanError.is(error)) return { message: String(error), stack: error instanceof Error && error.stack };
  const { code, facts, cause } = error;
  return { code, facts, ...(cause instanceof Error && { cause: cause.message }) };
}

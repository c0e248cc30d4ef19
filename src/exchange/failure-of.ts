import type { Failure } from "../domain/errors/failure.ts";
import { PortolanError } from "../domain/errors/portolan-error.ts";

/** An error about what another member sent, as data. @throws any other error, which is this gateway's own. */
export function failureOf(error: unknown): Failure {
  if (!PortolanError.is(error)) throw error;
  const { code, facts } = error;
  return { code, facts };
}

/** The result of `read`; `undefined` when it refuses what another member sent. */
export function unlessRefused<Result>(read: () => Result): Result | undefined {
  try {
    return read();
  } catch (error) {
    failureOf(error);
    return undefined;
  }
}

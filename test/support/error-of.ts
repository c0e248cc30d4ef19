import { PortolanError } from "../../src/domain/errors/portolan-error.ts";

/** The PortolanError that `act` throws. */
export async function errorOf(act: () => unknown): Promise<PortolanError> {
  try {
    await act();
  } catch (error) {
    if (error instanceof PortolanError) return error;
    throw error;
  }
  throw new Error("Nothing was thrown.");
}

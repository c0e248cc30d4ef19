import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { readCheckpoint } from "../../store/chain/checkpoint.ts";
import type { ReadContext } from "./read-context.ts";

/** @throws PortolanError `StoreUnavailable` unless the database answers, because all requests need it. */
export async function requireStore({ db }: ReadContext): Promise<void> {
  try {
    await readCheckpoint(db);
  } catch (cause) {
    if (PortolanError.is(cause)) throw cause;
    throw new PortolanError("StoreUnavailable", { retryAfter: 1 }, { cause });
  }
}

import type { Kysely } from "kysely";
import type { Schema } from "./schema.ts";

/**
 * The work of a transaction. It may run on another thread, so parameters and result must survive structured cloning.
 */
export type Work<Parameters extends readonly unknown[], Result> = (
  tx: Kysely<Schema>,
  ...parameters: Parameters
) => Promise<Result>;

/**
 * A transaction, identified by the file that defines it and its name there: a function cannot be sent to another
 * thread.
 */
export interface TransactionDefinition<Parameters extends readonly unknown[] = never, Result = unknown> {
  readonly module: string;
  readonly name: string;
  readonly work: Work<Parameters, Result>;
}

import type { Database } from "./open-database.ts";
import type { TransactionDefinition, Work } from "./transaction-definition.ts";

const defined = new Map<string, TransactionDefinition>();

/**
 * Defines a transaction. Its work is done whole or not at all, after every transaction that was called before it. It is
 * durable when the returned function resolves, and changed nothing when it rejects.
 *
 * @param module `import.meta.url` of the file, which defines it as soon as it is loaded.
 * @param work throws no PortolanError: on another thread it would lose its class.
 */
export function transaction<Parameters extends readonly unknown[], Result>(
  module: string,
  name: string,
  work: Work<Parameters, Result>,
): (db: Database, ...parameters: Parameters) => Promise<Result> {
  const definition = { module, name, work };
  defined.set(`${module} ${name}`, definition);
  return (db, ...parameters) => db.write(definition, parameters);
}

/** The transaction of this name. Loads the file that defines it when necessary. */
export async function findTransaction(module: string, name: string): Promise<TransactionDefinition> {
  const key = `${module} ${name}`;
  if (!defined.has(key)) await import(module);
  const found = defined.get(key);
  if (found === undefined) throw new Error(`${module} defines no transaction "${name}".`);
  return found;
}

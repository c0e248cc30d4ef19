import type { Database } from "./open-database.ts";
import type { TransactionDefinition, Work } from "./transaction-definition.ts";

const defined = new Map<string, TransactionDefinition>();

/**
 * Defines a transaction. Its work is done completely or not at all, after every transaction that was called before it.
 * It is durable when the returned function resolves. It has changed nothing when the function rejects.
 *
 * @param module `import.meta.url` of the file, which defines the transaction when it is loaded.
 * @param work Must not throw a PortolanError: the error would lose its class on its way from another thread.
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

/** The transaction with this name. Loads the defining file when necessary. */
export async function findTransaction(module: string, name: string): Promise<TransactionDefinition> {
  const key = `${module} ${name}`;
  if (!defined.has(key)) await import(module);
  const found = defined.get(key);
  if (found === undefined) throw new Error(`${module} defines no transaction "${name}".`);
  return found;
}

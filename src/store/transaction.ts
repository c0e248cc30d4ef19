import type { Database } from "./open-database.ts";
import type { TransactionDefinition, Work } from "./transaction-definition.ts";

const defined = new Map<string, TransactionDefinition>();

/**
 * Defines a transaction: its work is done whole or not at all, after every transaction that was called before it. When
 * the returned function resolves it is durable; when it rejects, it left nothing.
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

/** The transaction of this name, also when its file was not loaded yet. */
export async function findTransaction(module: string, name: string): Promise<TransactionDefinition> {
  const key = `${module} ${name}`;
  if (!defined.has(key)) await import(module);
  const found = defined.get(key);
  if (found === undefined) throw new Error(`${module} defines no transaction "${name}".`);
  return found;
}

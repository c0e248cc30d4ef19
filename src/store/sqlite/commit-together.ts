import { CompiledQuery, type Kysely } from "kysely";
import type { Schema } from "../schema.ts";

/** The result of one transaction among several. */
type Outcome = { readonly result: unknown } | { readonly error: unknown };

type Work = (tx: Kysely<Schema>) => Promise<unknown>;

/**
 * Runs transactions of SQLite one after the other and makes them durable by one commit, which costs milliseconds whatever
 * its size. A transaction that fails is undone alone; when the commit fails, all are undone.
 *
 * @returns the outcomes in the order of `works`.
 */
export function commitTogether(db: Kysely<Schema>, works: readonly Work[]): Promise<Outcome[]> {
  return db.connection().execute(async (tx) => {
    try {
      await run(tx, "begin immediate");
      const outcomes = await runAll(tx, works);
      await run(tx, "commit");
      return outcomes;
    } catch (error) {
      // After some errors, a full disk say, SQLite has rolled back already.
      await run(tx, "rollback").catch(() => undefined);
      return works.map(() => ({ error }));
    }
  });
}

async function runAll(tx: Kysely<Schema>, works: readonly Work[]): Promise<Outcome[]> {
  const [first] = works;
  // Under a savepoint SQLite copies each page before it changes it: a sixth of a large transaction. One alone needs none.
  if (first !== undefined && works.length === 1) return [{ result: await first(tx) }];
  const outcomes: Outcome[] = [];
  for (const work of works) outcomes.push(await runAlone(tx, work));
  return outcomes;
}

/** @throws an error that also ended the transactions before it. */
async function runAlone(tx: Kysely<Schema>, work: Work): Promise<Outcome> {
  await run(tx, "savepoint one");
  try {
    const result = await work(tx);
    await run(tx, "release one");
    return { result };
  } catch (error) {
    try {
      await run(tx, "rollback to one");
      await run(tx, "release one");
    } catch {
      throw error;
    }
    return { error };
  }
}

const run = (tx: Kysely<Schema>, statement: string) => tx.executeQuery(CompiledQuery.raw(statement));

import { CompiledQuery, type Kysely } from "kysely";
import type { Schema } from "../schema.ts";

/** The result of one transaction among several. */
type Outcome = { readonly result: unknown } | { readonly error: unknown };

type Work = (tx: Kysely<Schema>) => Promise<unknown>;

/**
 * Runs SQLite transactions one after the other and makes them durable by one commit, which costs milliseconds whatever
 * its size. A failed transaction is undone separately; a failed commit undoes all.
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
      // After some errors, such as a full disk, SQLite has already rolled back.
      await run(tx, "rollback").catch(() => undefined);
      return works.map(() => ({ error }));
    }
  });
}

async function runAll(tx: Kysely<Schema>, works: readonly Work[]): Promise<Outcome[]> {
  const [first] = works;
  // Under a savepoint SQLite copies each page before it changes it, a sixth of the cost of a large transaction. A
  // single one needs no savepoint.
  if (first !== undefined && works.length === 1) return [{ result: await first(tx) }];
  const outcomes: Outcome[] = [];
  for (const work of works) outcomes.push(await runAlone(tx, work));
  return outcomes;
}

/** @throws an error that also undid the transactions before it. */
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

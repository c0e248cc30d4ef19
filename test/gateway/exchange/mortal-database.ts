import type { Database } from "../../../src/store/open-database.ts";

/** A database whose process dies at one of its transactions about the exchange. */
export interface MortalDatabase {
  readonly db: Database;
  readonly death: Promise<void>;
}

/**
 * Makes the view of a process that dies: none of its later transactions begins.
 *
 * @param nth the transaction at which it dies, from 1.
 * @param moment whether it dies before or after the commit, of which it does not learn.
 */
export function mortalDatabase(db: Database, nth: number, moment: "before" | "after"): MortalDatabase {
  const { promise: death, resolve: die } = Promise.withResolvers<void>();
  const never = new Promise<never>(() => undefined);
  let count = 0;
  return {
    death,
    db: {
      ...db,
      async write(transaction, parameters) {
        count += 1;
        if (count < nth) return db.write(transaction, parameters);
        if (count === nth) {
          if (moment === "after") await db.write(transaction, parameters);
          die();
        }
        return never;
      },
    },
  };
}

import { SqliteAdapter, SqliteDialect } from "kysely";
import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";

/** How many prepared statements a connection keeps; the gateway's own number stays well below it. */
const STATEMENTS_KEPT = 500;

/**
 * The write-ahead log is copied into the database when it has this many pages. A page that many commits change, such as
 * one of an index, is then copied once. Four times SQLite's default made a commit a third faster; more delayed single ones.
 */
const LOG_PAGES = 4_000;

/**
 * What a connection that writes is set to, beside what every connection is. What a statement or a savepoint needs to be
 * undone stays in memory: beyond 64 KiB SQLite puts it into a temporary file, which was half of all that it wrote.
 *
 * It first copies the log into the database. When the last run ended because a sync had failed, the pages that it left in
 * the log are read from memory and may not be on the disk. Copying writes and syncs them before anything builds on them.
 */
const WRITING = `pragma journal_mode = wal; pragma synchronous = full; pragma secure_delete = on;
  pragma temp_store = memory; pragma wal_autocheckpoint = ${LOG_PAGES}; pragma wal_checkpoint(truncate);`;

/**
 * SQLite can make a schema within a transaction, and Kysely leaves that out. A crash while the first start makes it would
 * leave half of it, on which no start could go on.
 */
class TransactionalSqliteDialect extends SqliteDialect {
  override createAdapter(): SqliteAdapter {
    return new (class extends SqliteAdapter {
      override get supportsTransactionalDdl(): boolean {
        return true;
      }
    })();
  }
}

/**
 * Kysely's SQLite dialect over Node's own `node:sqlite`. `synchronous=FULL` in WAL mode makes a commit durable before
 * it returns, and `secure_delete` overwrites what is erased; a reader on a second connection sees the last commit and
 * never waits for the writer.
 *
 * @param path of the database file.
 * @param readOnly opens a connection that cannot write.
 */
export function createSqliteDialect(path: string, readOnly: boolean): SqliteDialect {
  const database = new DatabaseSync(path, { readOnly, enableForeignKeyConstraints: false });
  if (!readOnly) database.exec(WRITING);
  database.exec("pragma busy_timeout = 5000; pragma cache_size = -65536; pragma mmap_size = 268435456;");
  const statements = new Map<string, ReturnType<typeof adapt>>();

  return new TransactionalSqliteDialect({
    database: {
      close: () => database.close(),
      prepare(sql) {
        let statement = statements.get(sql);
        if (statement === undefined) {
          if (statements.size >= STATEMENTS_KEPT) statements.clear();
          statement = adapt(database.prepare(sql));
          statements.set(sql, statement);
        }
        return statement;
      },
    },
  });
}

/** Kysely types a parameter as `unknown`; what the statements of this project pass is what SQLite takes. */
type Parameters = readonly SQLInputValue[];

function adapt(statement: StatementSync) {
  return {
    reader: statement.columns().length > 0,
    all: (parameters: Parameters) => statement.all(...parameters),
    run: (parameters: Parameters) => statement.run(...parameters),
    iterate: (parameters: Parameters) => statement.iterate(...parameters),
  };
}

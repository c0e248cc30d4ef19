import { SqliteAdapter, SqliteDialect } from "kysely";
import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";

/** Number of prepared statements that a connection keeps, well above the number of the gateway's statements. */
const STATEMENTS_KEPT = 500;

/**
 * Number of pages at which the write-ahead log is copied into the database. A page that many commits change, such as an
 * index page, is then copied once. At four times SQLite's default a commit was a third faster, but single commits are
 * delayed longer.
 */
const LOG_PAGES = 4_000;

/**
 * Settings of a writing connection, besides those of every connection. Undo data of statements and savepoints stays in
 * memory: beyond 64 KiB SQLite puts it into a temporary file, which was half of all that it wrote.
 *
 * The connection first copies the log into the database. When the last run ended because a sync failed, the log's pages
 * are readable from memory but may not be on the disk. Copying writes and syncs them before any transaction relies on
 * them.
 */
const WRITING = `pragma journal_mode = wal; pragma synchronous = full; pragma secure_delete = on;
  pragma temp_store = memory; pragma wal_autocheckpoint = ${LOG_PAGES}; pragma wal_checkpoint(truncate);`;

/**
 * Lets Kysely create a SQLite schema in one transaction, which Kysely's own dialect does not do. A crash during the
 * first start would otherwise leave half a schema, with which no start could continue.
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
 * Kysely's SQLite dialect over `node:sqlite`. `synchronous=FULL` in WAL mode makes a commit durable before it returns,
 * and `secure_delete` overwrites erased data. A reader on a second connection sees the last commit and never waits for
 * the writer.
 *
 * @param path Path of the database file.
 * @param readOnly Opens a connection that cannot write.
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

/** Kysely types a parameter as `unknown`; the statements of this project pass only types that SQLite accepts. */
type Parameters = readonly SQLInputValue[];

function adapt(statement: StatementSync) {
  return {
    reader: statement.columns().length > 0,
    all: (parameters: Parameters) => statement.all(...parameters),
    run: (parameters: Parameters) => statement.run(...parameters),
    iterate: (parameters: Parameters) => statement.iterate(...parameters),
  };
}

import { DatabaseSync, StatementSync } from "node:sqlite";
import { act } from "./act.ts";
import { ConnectionWatch } from "./watch-transactions.ts";

type Run = (...parameters: never[]) => unknown;

/** Watches every commit of every SQLite connection. */
export function watchSqlite(): void {
  const connections = new WeakMap<DatabaseSync, ConnectionWatch>();
  const statements = new WeakMap<StatementSync, { readonly connection: DatabaseSync; readonly sql: string }>();
  const { prepare, exec } = DatabaseSync.prototype;

  const watched = <Result>(connection: DatabaseSync, sql: string, perform: () => Result): Result => {
    const watch = connections.get(connection) ?? new ConnectionWatch();
    connections.set(connection, watch);
    const names = watch.see(sql);
    return names.size === 0 ? perform() : act(names, perform);
  };

  DatabaseSync.prototype.exec = function (sql) {
    return watched(this, sql, () => exec.call(this, sql));
  };
  DatabaseSync.prototype.prepare = function (sql) {
    const statement = prepare.call(this, sql);
    statements.set(statement, { connection: this, sql });
    return statement;
  };
  for (const method of ["run", "all", "get"] as const) {
    const original = StatementSync.prototype[method] as Run;
    (StatementSync.prototype[method] as Run) = function (this: StatementSync, ...parameters) {
      const known = statements.get(this);
      const perform = () => original.apply(this, parameters);
      return known === undefined ? perform() : watched(known.connection, known.sql, perform);
    };
  }
}

import pg from "pg";
import { actAsync } from "./act.ts";
import { ConnectionWatch } from "./watch-transactions.ts";

type Query = (this: pg.Client, ...parameters: unknown[]) => unknown;

/** Watches every commit of every PostgreSQL connection: before it is sent, and when the server has confirmed it. */
export function watchPostgres(): void {
  const connections = new WeakMap<pg.Client, ConnectionWatch>();
  const query = pg.Client.prototype.query as Query;
  (pg.Client.prototype.query as Query) = function (...parameters) {
    const [asked] = parameters as [string | { text?: string }];
    const watch = connections.get(this) ?? new ConnectionWatch();
    connections.set(this, watch);
    const names = watch.see(typeof asked === "string" ? asked : (asked.text ?? ""));
    const perform = () => query.apply(this, parameters);
    return names.size === 0 ? perform() : actAsync(names, async () => perform());
  };
}

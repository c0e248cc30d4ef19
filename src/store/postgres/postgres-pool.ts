import { setTimeout as sleep } from "node:timers/promises";
import type { PostgresCursor, PostgresPool, PostgresPoolClient, PostgresQueryResult } from "kysely";
import type { ClientConfig, DatabaseError, Pool, PoolClient, QueryResultRow, Submittable } from "pg";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { postgresText } from "./postgres-text.ts";

/**
 * PostgreSQL's type number of `bigint`. Its 64 bits hold only values of at most 53 bits here, which a number can carry.
 */
const INT8 = 20;

/** Limit for obtaining a connection, in milliseconds: a new one, or one that another request returns. */
const CONNECT_MS = 5_000;

/** Seconds after which a client may try again. */
const RETRY_AFTER = 2;

/**
 * Classes of SQLSTATE that concern the server and not the statement: connection, rollback (deadlock), resources
 * (connections, memory, disk), lock not available, shutdown or cancellation by an operator, system error. Also 25006:
 * after a failover the server may be read-only.
 */
const UNAVAILABLE = /^(08|40|53|55|57|58)|^25006$/;

/**
 * Connections to PostgreSQL with a limit on each wait. While the server cannot work, a statement throws
 * `StoreUnavailable` with the error of the server or the socket as its cause. A broken connection is not used again.
 *
 * @param statementMs Limit for one statement, in milliseconds; no limit when absent.
 */
export async function openPostgresPool(url: string, statementMs?: number): Promise<PostgresPool> {
  // Loaded here because SQLite does not need it.
  const { default: pg } = await import("pg");
  const types = new pg.TypeOverrides();
  types.setTypeParser(INT8, Number);
  const pool = new pg.Pool({ ...connectionTo(url), max: 10, types, query_timeout: statementMs });
  // The pool replaces an idle connection that breaks. A statement on a broken connection rejects at its caller.
  pool.on("error", () => undefined);
  pool.on("connect", (client) => client.on("error", () => undefined));
  return new BoundedPool(pool);
}

/** Settings of every connection to PostgreSQL. */
export function connectionTo(url: string): ClientConfig {
  return { connectionString: url, keepAlive: true, connectionTimeoutMillis: CONNECT_MS };
}

/** The gateway's error for an error of a statement or a connection. */
export function storeError(cause: unknown): unknown {
  const isRefusal = isDatabaseError(cause) && !UNAVAILABLE.test(cause.code ?? "");
  if (isRefusal || cause instanceof TypeError) return cause;
  return new PortolanError("StoreUnavailable", { retryAfter: RETRY_AFTER }, { cause });
}

class BoundedPool implements PostgresPool {
  readonly #pool: Pool;
  /** The driver identifies a connection by its object, which must be the same at each use. */
  readonly #clients = new WeakMap<PoolClient, BoundedClient>();

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  get options() {
    return this.#pool.options;
  }

  async connect(): Promise<PostgresPoolClient> {
    const client = await this.#pool.connect().catch((error: unknown) => {
      throw storeError(error);
    });
    const known = this.#clients.get(client) ?? new BoundedClient(client);
    this.#clients.set(client, known);
    return known;
  }

  async end(): Promise<void> {
    // A server that does not answer does not confirm the end either.
    await Promise.race([this.#pool.end(), sleep(CONNECT_MS, undefined, { ref: false })]);
  }
}

class BoundedClient implements PostgresPoolClient {
  readonly #client: PoolClient;
  #broken = false;

  constructor(client: PoolClient) {
    this.#client = client;
  }

  query<R>(sql: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<R>>;
  query<R>(cursor: PostgresCursor<R>): PostgresCursor<R>;
  query<R>(
    statement: string | PostgresCursor<R>,
    parameters: readonly unknown[] = [],
  ): Promise<PostgresQueryResult<R>> | PostgresCursor<R> {
    if (typeof statement !== "string") return this.#client.query(statement as PostgresCursor<R> & Submittable);
    return this.#run(statement, parameters);
  }

  async #run<R>(sql: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<R>> {
    try {
      return (await this.#client.query<R & QueryResultRow>(
        sql,
        parameters.map(postgresText),
      )) as PostgresQueryResult<R>;
    } catch (error) {
      // An aborted statement blocks its connection, and a socket error ends it.
      this.#broken ||= !isDatabaseError(error);
      throw storeError(error);
    }
  }

  release(discard = false): void {
    this.#client.release(this.#broken || discard);
  }
}

/** Whether the server sent the error; otherwise it comes from the connection. */
function isDatabaseError(error: unknown): error is DatabaseError {
  return error instanceof Error && "severity" in error && "code" in error;
}

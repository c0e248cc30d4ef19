import { DatabaseSync } from "node:sqlite";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import type { DatabaseLocation } from "../open-database.ts";
import { connectionTo, storeError } from "./postgres-pool.ts";

/** The right to write what the chain says and to send what was accepted: one gateway of a database has it at a time. */
export interface Leadership {
  /** Resolves when this gateway leads. */
  readonly elected: Promise<void>;
  /** Rejects when it can no longer be sure to lead: it must stop at once. */
  readonly lost: Promise<never>;
  resign(): Promise<void>;
}

/** Names our advisory lock among others of the same PostgreSQL database. */
const LOCK = 0x706f7274;

/** How often a gateway that does not lead tries to, and one that does makes sure that the server still knows it. */
const CAMPAIGN_EVERY_MS = 1_000;

/** The server has this long to answer: a connection may break without either end noticing. */
const ANSWER_MS = 5_000;

/**
 * Campaigns for leadership. The lock belongs to a connection, or on SQLite to an open file, so that it ends with the
 * process however that ends. Should two gateways ever act at once, the contract still records each entry once.
 *
 * @throws GatewayFolderInUse when another gateway works on the same SQLite folder: it cannot be shared.
 * StoreUnavailable when PostgreSQL cannot be reached.
 */
export async function campaign(location: DatabaseLocation): Promise<Leadership> {
  return "url" in location ? campaignOnPostgres(location.url) : leadOnSqlite(location.folder);
}

function leadOnSqlite(folder: string): Leadership {
  const lock = new DatabaseSync(join(folder, "gateway.lock"));
  try {
    lock.exec("pragma busy_timeout = 0; begin exclusive;");
  } catch (cause) {
    lock.close();
    throw new PortolanError("GatewayFolderInUse", { folder }, { cause });
  }
  return {
    elected: Promise.resolve(),
    lost: new Promise(() => undefined),
    resign: async () => lock.close(),
  };
}

async function campaignOnPostgres(url: string): Promise<Leadership> {
  const { default: pg } = await import("pg");
  const client = new pg.Client({ ...connectionTo(url), query_timeout: ANSWER_MS });
  const { promise: lost, reject: lose } = Promise.withResolvers<never>();
  // Nobody may be waiting for it yet.
  lost.catch(() => undefined);
  let over = false;
  const end = (cause?: unknown) => {
    over = true;
    lose(new PortolanError("LeadershipLost", {}, { cause }));
  };
  client.on("error", end);
  client.on("end", () => end());
  await client.connect().catch((error: unknown) => {
    throw storeError(error);
  });

  const { promise: elected, resolve: win } = Promise.withResolvers<void>();
  const campaignAndWatch = async () => {
    let leads = false;
    while (!over) {
      const statement: string = leads ? "select true as led" : `select pg_try_advisory_lock(${LOCK}) as led`;
      const { rows } = await client.query<{ led: boolean }>(statement);
      leads = rows[0]?.led === true;
      if (leads) win();
      await sleep(CAMPAIGN_EVERY_MS, undefined, { ref: false });
    }
  };
  campaignAndWatch().catch(end);
  const outcome = Promise.race([elected, lost]);
  outcome.catch(() => undefined);
  return {
    elected: outcome,
    lost,
    async resign() {
      over = true;
      // A server that has gone silent does not say goodbye either.
      await Promise.race([client.end().catch(() => undefined), sleep(ANSWER_MS, undefined, { ref: false })]);
    },
  };
}

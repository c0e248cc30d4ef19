import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import type { PassingConnection, WireInterference } from "../../support/tcp-proxy.ts";
import type { Fault } from "./fault.ts";
import type { World } from "./world.ts";

const postgresOf = ({ postgres }: World) => {
  if (postgres === undefined) throw new Error("This world has no PostgreSQL.");
  return postgres;
};

const interfere =
  (interference: () => WireInterference): Fault["begin"] =>
  (world) => {
    const { wire } = postgresOf(world);
    wire.interference = interference();
    return () => void (wire.interference = {});
  };

const COMMIT = Buffer.from("commit\0");

/**
 * Breaks the connection after PostgreSQL has committed and before it answers. Applies to the first matching
 * transaction, and to every nth one after it. The client sees an error although the commit succeeded.
 */
function loseCommits(statement: RegExp, nth: number): WireInterference {
  const statements = new WeakMap<PassingConnection, string>();
  const committing = new WeakSet<PassingConnection>();
  let seen = 0;
  return {
    up(chunk, connection) {
      const said = (statements.get(connection) ?? "") + chunk.toString("latin1");
      statements.set(connection, said);
      if (!chunk.includes(COMMIT)) return undefined;
      statements.delete(connection);
      if (statement.test(said) && seen++ % nth === 0) committing.add(connection);
      return undefined;
    },
    down(_chunk, connection) {
      if (!committing.has(connection)) return undefined;
      connection.client.resetAndDestroy();
      return "taken";
    },
  };
}

/** Breaks the connection in the middle of every nth transaction, as a failover does. */
function resetTransactions(nth: number): WireInterference {
  let seen = 0;
  return {
    up(chunk, { client, server }) {
      if (!/insert into/i.test(chunk.toString("latin1")) || ++seen % nth !== 0) return undefined;
      client.resetAndDestroy();
      server.resetAndDestroy();
      return "taken";
    },
  };
}

/** Opens a separate connection to the server itself. */
async function connect(world: World): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: postgresOf(world).server.url });
  client.on("error", () => undefined);
  await client.connect();
  return client;
}

/** Faults of a shared database on a network. */
export const POSTGRES_FAULTS: readonly Fault[] = [
  {
    name: "PostgreSQL is killed and started again",
    lastsMs: 1_000,
    isReady: false,
    async begin(world) {
      const { server } = postgresOf(world);
      await server.kill();
      return () => server.restart();
    },
  },
  {
    name: "every connection to PostgreSQL is reset, five times",
    lastsMs: 200,
    async begin(world) {
      const { wire } = postgresOf(world);
      for (let time = 0; time < 5; time++) {
        wire.reset();
        await sleep(400);
      }
      return () => undefined;
    },
  },
  {
    name: "PostgreSQL is silent",
    lastsMs: 1_000,
    isReady: false,
    begin(world) {
      const { wire } = postgresOf(world);
      wire.isSilent = true;
      return () => {
        wire.isSilent = false;
        // Lost bytes leave the old connections unusable; a firewall would have dropped them.
        wire.reset();
      };
    },
  },
  {
    name: "PostgreSQL's connections are all taken, and ours were cut",
    lastsMs: 3_000,
    isReady: false,
    async begin(world) {
      const { wire } = postgresOf(world);
      await wire.refuse();
      const hogs: pg.Client[] = [];
      try {
        for (;;) hogs.push(await connect(world));
      } catch {
        // All connections are taken now.
      }
      await wire.accept();
      return async () => void (await Promise.all(hogs.map((hog) => hog.end())));
    },
  },
  {
    name: "another session holds a lock on the table of submissions",
    lastsMs: 6_000,
    isUnseen: true,
    async begin(world) {
      const client = await connect(world);
      await client.query("begin; lock table submissions in access exclusive mode");
      return async () => {
        await client.query("rollback");
        await client.end();
      };
    },
  },
  {
    name: "an operator ends all sessions, again and again",
    lastsMs: 500,
    async begin(world) {
      const client = await connect(world);
      for (let time = 0; time < 4; time++) {
        await client.query("select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid()");
        await sleep(500);
      }
      await client.end();
      return () => undefined;
    },
  },
  {
    name: "connections break in the middle of every twentieth transaction",
    lastsMs: 5_000,
    begin: interfere(() => resetTransactions(20)),
  },
  {
    name: "every third answer to a commit of accepted entries is lost",
    lastsMs: 4_000,
    begin: interfere(() => loseCommits(/insert into "submissions"/i, 3)),
  },
  {
    name: "every third answer to a commit of signed batches is lost",
    lastsMs: 4_000,
    begin: interfere(() => loseCommits(/insert into "batches"/i, 3)),
  },
  {
    name: "every third answer to a commit of followed blocks is lost",
    lastsMs: 4_000,
    begin: interfere(() => loseCommits(/insert into "entries"/i, 3)),
  },
  {
    name: "the leading gateway ends, and another one starts to lead",
    lastsMs: 1_000,
    isUnseen: true,
    async begin(world) {
      const [first] = world.gateways.splice(0, 1);
      await first?.end();
      return () => world.startGateway();
    },
  },
];

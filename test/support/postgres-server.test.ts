import { expect } from "chai";
import { chmod, cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { installedPrograms, startPostgresServer } from "./postgres-server.ts";

describe("startPostgresServer", () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "portolan-closed-"));
    await cp(installedPrograms(), join(folder, "native"), { recursive: true, verbatimSymlinks: true });
    await chmod(folder, 0o700);
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it("starts PostgreSQL also from a folder that only its owner may enter", async () => {
    const server = await startPostgresServer({ installed: join(folder, "native") });
    const client = new pg.Client({ connectionString: server.url });
    try {
      await client.connect();
      expect((await client.query("select 1 as one")).rows).to.deep.equal([{ one: 1 }]);
    } finally {
      await client.end();
      await server.stop();
    }
  });
});

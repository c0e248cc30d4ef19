import { expect } from "chai";
import { mkdtemp, rm } from "node:fs/promises";
import { DatabaseSync } from "node:sqlite";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runAudit } from "../../../src/audit/run-audit.ts";
import { createApiClient } from "../../../src/cli/api/api-client.ts";
import type { Hex } from "../../../src/domain/entry.ts";
import { startJourney, type Journey } from "../evidence/journey.ts";

/** An intruder changes the gateway's database, and the gateway serves the changed data. */
describe("A gateway whose database is edited by hand", () => {
  let journey: Journey;
  let folder: string;
  let database: DatabaseSync;

  before(async () => {
    journey = await startJourney();
    folder = await mkdtemp(join(tmpdir(), "portolan-edited-"));
    database = new DatabaseSync(join(journey.stack.config.dataDir, "portolan.db"));
  });
  after(async () => {
    database.close();
    await journey.stop();
    await rm(folder, { recursive: true, force: true });
  });

  /** The faults found by an audit of chain and gateway as the carrier, who may read the whole history. */
  async function findings() {
    const { stack } = journey;
    const result = await runAudit({
      rpcUrls: [stack.node.url],
      ledger: stack.config.contracts?.ledger as Hex,
      pinFile: join(folder, "pin.json"),
      gateway: { answers: createApiClient(stack.gateway.url, stack.participants["carrier"]?.token), all: true },
      threads: 0,
    });
    return { questions: result.questions, faults: result.faults.map(({ code, entry }) => ({ code, entry })) };
  }

  /** The edited entry: the carrier's acceptance, which names a seal. */
  function entryHash(): Hex {
    const row = database
      .prepare("select hash from entries where shipment = ? order by position limit 1 offset 2")
      .get(journey.shipment) as { hash: Hex };
    return row.hash;
  }

  it("a gateway is found sound before its database is edited", async () => {
    expect(await findings()).to.deep.equal({ questions: [], faults: [] });
  });

  const edits: Record<string, readonly [edit: string, undo: string]> = {
    "the time at which an entry occurred": [
      "update entries set occurred_at = occurred_at - 86400 where hash = ?",
      "update entries set occurred_at = occurred_at + 86400 where hash = ?",
    ],
    "the author of an entry": [
      "update entries set author = author + 1 where hash = ?",
      "update entries set author = author - 1 where hash = ?",
    ],
    "the signature of an entry": [
      "update entries set signature = replace(signature, '0x', '0xff') where hash = ?",
      "update entries set signature = replace(signature, '0xff', '0x') where hash = ?",
    ],
    "a payload": [
      "update payloads set body = replace(body, 'BR-0017', 'BR-0018') where commitment = (select commitment from entries where hash = ?)",
      "update payloads set body = replace(body, 'BR-0018', 'BR-0017') where commitment = (select commitment from entries where hash = ?)",
    ],
  };
  for (const [what, [edit, undo]] of Object.entries(edits))
    it(`an audit detects that ${what} was changed in the database, and names the entry`, async () => {
      const hash = entryHash();
      expect(Number(database.prepare(edit).run(hash).changes)).to.be.greaterThan(0);
      try {
        const { faults } = await findings();
        expect(faults.map(({ entry }) => entry)).to.include(hash);
      } finally {
        database.prepare(undo).run(hash);
      }
    });

  it("an audit detects that an entry was removed from the database, and names the entry", async () => {
    const hash = entryHash();
    const row = database.prepare("select * from entries where hash = ?").get(hash) as Record<string, string | number>;
    database.exec("pragma foreign_keys = off");
    database.prepare("delete from entries where hash = ?").run(hash);
    try {
      const { faults } = await findings();
      expect(faults).to.deep.include({ code: "GatewayEntryMissing", entry: hash });
    } finally {
      const columns = Object.keys(row);
      database
        .prepare(`insert into entries (${columns.join(", ")}) values (${columns.map(() => "?").join(", ")})`)
        .run(...Object.values(row));
    }
  });
});

import { expect } from "chai";
import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { readConfig } from "../../src/config/config.ts";
import { createKeystoreFile } from "../../src/keys/keystore-file.ts";
import { PrivateKey } from "../../src/keys/private-key.ts";
import type { RunningGateway } from "../../src/start/start-gateway.ts";
import { startNode, type RunningNode } from "../../src/node/start-node.ts";
import { DATABASES, type TestDatabase } from "../support/databases.ts";
import { startTestGateway } from "../support/test-gateway.ts";
import { runCommand } from "./run-command.ts";
import { eventually } from "../support/eventually.ts";

/** Low scrypt costs, so that the worthless test keys open fast. */
const CHEAP = { n: 1024, r: 8, p: 1 };

for (const { name, open } of DATABASES) {
  describe(`A gateway that is set up by command, on ${name}`, () => {
    let folder: string;
    let database: TestDatabase;
    let node: RunningNode;
    let gateway: RunningGateway | undefined;
    const signer = PrivateKey.generate();
    let settings: Readonly<Record<string, string>> = {};

    /** Runs a command that must succeed, and returns its JSON output. */
    const succeed = async (...args: string[]): Promise<unknown> => {
      const { status, out, err } = await runCommand(...args, "--json");
      expect({ status, err }).to.deep.equal({ status: 0, err: "" });
      return JSON.parse(out);
    };
    const issue = async (...options: string[]) =>
      (await succeed("api-key", "issue", "--participant", "1", ...options)) as { key: { id: string }; token: string };
    const statusOf = async (token: string, path = "/v1/participants"): Promise<number> =>
      (await fetch(`${gateway?.url}${path}`, { headers: { authorization: `Bearer ${token}` } })).status;
    /** The options of a command that calls the gateway with this key. */
    const as = async (token: string): Promise<string[]> => {
      await writeFile(join(folder, "api-key"), token);
      return ["--url", gateway?.url ?? "", "--api-key-file", join(folder, "api-key")];
    };

    before(async () => {
      folder = await mkdtemp(join(tmpdir(), "portolan-set-up-"));
      database = await open();
      node = await startNode({
        host: "127.0.0.1",
        port: 0,
        dataDir: join(folder, "chain"),
        onWarning: () => undefined,
        onProgress: () => undefined,
      });
      await writeFile(join(folder, "passphrase"), "correct horse\n", { mode: 0o600 });
      const keys = { governor: PrivateKey.generate(), relays: PrivateKey.generate(), participants: signer };
      for (const [kind, key] of Object.entries(keys)) {
        await mkdir(join(folder, "keys", kind), { recursive: true });
        await createKeystoreFile(join(folder, "keys", kind, "key.json"), key, "correct horse", CHEAP);
      }
      const { location } = database;
      settings = {
        PORT: "0",
        RPC_URL: node.url,
        KEYSTORE_DIR: join(folder, "keys"),
        PASSPHRASE_FILE: join(folder, "passphrase"),
        ...("url" in location ? { DATA_DIR: folder, DATABASE_URL: location.url } : { DATA_DIR: location.folder }),
      };
      Object.assign(process.env, settings);
    });

    after(async () => {
      for (const name of Object.keys(settings)) Reflect.deleteProperty(process.env, name);
      await gateway?.stop();
      await node.close();
      await database.close();
      await rm(folder, { recursive: true, force: true });
    });

    it("portolan deploy deploys the contracts only once", async () => {
      const deployed = await succeed("deploy");
      expect(deployed).to.have.keys("consortium", "ledger", "directory", "cooperation");
      expect(await succeed("deploy")).to.deep.equal(deployed);
    });

    it("the governor's keystore enrols the first participant without an API key", async () => {
      const started = (gateway = await startTestGateway(readConfig()));
      const enrolment = ["Rhine Barge Lines", "--role", "carrier", "--country", "ch"];
      expect(await succeed("participant", "enrol", ...enrolment, "--direct")).to.deep.equal({ id: 1 });
      await eventually("the gateway knows the participant", () => started.directory.get(1) !== undefined);
      expect(started.directory.get(1)).to.include({ name: "Rhine Barge Lines", jurisdiction: "CH" });
    });

    it("the command line refuses codes that are not countries' and names the right one, also with --direct", async () => {
      for (const [code, right] of Object.entries({ UK: "GB", el: "GR", EN: "GB", ZZ: "ISO 3166-1", SU: "RU" })) {
        for (const direct of [[], ["--direct"]]) {
          const enrolment = ["Example Customs", "--role", "customs", "--country", code, ...direct];
          const { status, err } = await runCommand("participant", "enrol", ...enrolment);
          expect(status).to.equal(2);
          expect(err).to.include(right);
        }
        expect((await runCommand("participant", "set-country", "1", code)).status).to.equal(2);
      }
    });

    it("a running gateway accepts a new API key within its scopes", async () => {
      const { token } = await issue("--scope", "read");
      expect(await statusOf(token)).to.equal(200);
      expect(await statusOf(token, "/v1/api-keys")).to.equal(403);
    });

    it("a participant records an entry with an issued API key", async () => {
      const { token } = await issue("--scope", "read", "record", "govern", "--label", "the operator");
      const client = await as(token);
      await succeed("key", "add", "1", signer.address, ...client);
      expect(await succeed("entry", "post", "--kind", "Consign", "--shipment", "HLBU2080000", ...client))
        .to.include({ kind: "Consign", sequence: 1 })
        .and.have.nested.property("author.id", 1);
    });

    it("a running gateway refuses a revoked API key", async () => {
      const { key, token } = await issue("--scope", "read");
      expect(await succeed("api-key", "revoke", key.id)).to.deep.equal({ id: key.id, revoked: true });
      expect(await statusOf(token)).to.equal(401);
    });

    it("API keys are listed with their states and without their secrets", async () => {
      const { token } = await issue("--scope", "notify", "read", "--expires", "2099-01-01", "--label", "the last");
      const { out } = await runCommand("api-key", "list", "--participant", "1");
      const [, secret = ""] = /^ptl_[0-9a-f]{16}_(.+)$/.exec(token) ?? [];
      expect(secret).to.have.length(43);
      expect(out).to.not.include(secret);
      expect(out).to.match(/ 1 +notify read +\d{4}-\d\d-\d\d \d\d:\d\d +2099-01-01 00:00 +– +the last$/m);
      expect((await succeed("api-key", "list")) as object[]).to.have.length(4);
      expect(await succeed("api-key", "list", "--participant", "2")).to.deep.equal([]);
    });

    it("the command line refuses names and labels with invisible characters", async () => {
      const named = await runCommand("participant", "enrol", "Exam\u200bple", "--role", "carrier", "--country", "NL");
      const labelled = await runCommand(
        "api-key",
        "issue",
        "--participant",
        "1",
        "--scope",
        "read",
        "--label",
        "T\u202eS",
      );
      expect([named.status, labelled.status]).to.deep.equal([2, 2]);
      expect(named.err).to.include("U+200B");
    });

    it("lists are printed as CSV with whole names", async () => {
      const { token } = await issue("--scope", "read");
      const { out } = await runCommand("participant", "list", "--csv", ...(await as(token)));
      expect(out.split("\r\n").slice(0, 2)).to.deep.equal([
        '"id","name","roles","jurisdiction","suspended"',
        '"1","Rhine Barge Lines","carrier","CH","false"',
      ]);
      expect((await runCommand("api-key", "list", "--csv")).out).to.include('"the last"');
    });

    it("a participant's country is changed by command", async () => {
      const { token } = await issue("--scope", "read", "govern");
      const moved = await succeed("participant", "set-country", "1", "nl", ...(await as(token)));
      expect(moved).to.include({ id: 1, jurisdiction: "NL" });
    });

    it("portolan key add refuses a key that ends before it begins or in the past, before anything is sent", async () => {
      const { address } = PrivateKey.generate();
      for (const times of [
        ["--from", "2099-01-01", "--until", "2098-12-31"],
        ["--until", "2020-01-01"],
      ]) {
        const { status, err } = await runCommand("key", "add", "1", address, ...times, "--url", gateway?.url ?? "");
        expect(status).to.equal(2);
        expect(err).to.include("--until");
      }
    });

    it("an issued API key is the only output, so that it can be written to a file", async () => {
      const { out, err } = await runCommand("api-key", "issue", "--participant", "1", "--scope", "read");
      expect(await statusOf(out.trimEnd())).to.equal(200);
      expect(out).to.match(/^ptl_[0-9a-f]{16}_[\w-]{43}\n$/);
      expect(err).to.include(out.slice(4, 20)).and.not.include(out.trimEnd());
    });

    for (const [what, ...args] of [
      ["an API key for a participant that is not enrolled", "issue", "--participant", "2", "--scope", "read"],
      [
        "an API key that has already expired",
        "issue",
        "--participant",
        "1",
        "--scope",
        "read",
        "--expires",
        "2020-01-01",
      ],
      ["the revocation of an unknown API key", "revoke", "0123456789abcdef"],
    ] as [string, ...string[]][]) {
      it(`${what} is refused in one line, and the list of API keys does not change`, async () => {
        const before = await succeed("api-key", "list");
        const { status, out, err } = await runCommand("api-key", ...args);
        expect({ status, out }).to.deep.equal({ status: 1, out: "" });
        expect(err).to.match(/^portolan: .+\n$/);
        expect(await succeed("api-key", "list")).to.deep.equal(before);
      });
    }

    it("an API key in the place of its id is not printed", async () => {
      const { token } = await issue("--scope", "read");
      const { status, out, err } = await runCommand("api-key", "revoke", token);
      expect(status).to.equal(2);
      expect(out + err).to.not.include(token);
    });

    if (name === "SQLite")
      it("a locked database is reported in one line", async () => {
        const location = database.location as { folder: string };
        const other = new DatabaseSync(join(location.folder, "portolan.db"));
        other.exec("begin immediate");
        const { status, out, err } = await runCommand("api-key", "issue", "--participant", "1", "--scope", "read");
        other.close();
        expect({ status, out }).to.deep.equal({ status: 3, out: "" });
        expect(err).to.match(/^portolan: .*locked.*\n$/);
      });
  });
}

describe("A gateway that cannot reach what it needs", () => {
  const nowhere = "127.0.0.1:9";
  const contracts = { CONSORTIUM_ADDRESS: `0x${"01".repeat(20)}`, LEDGER_ADDRESS: `0x${"02".repeat(20)}` };
  const missing = {
    "the chain's node": { settings: { RPC_URL: `http://${nowhere}`, ...contracts }, commands: ["gateway"] },
    "the database": {
      settings: { DATABASE_URL: `postgres://clerk:secret@${nowhere}/ledger` },
      commands: ["gateway", "api-key list"],
    },
  };

  for (const [what, { settings, commands }] of Object.entries(missing)) {
    for (const command of commands) {
      it(`portolan ${command} says in one line that it cannot reach ${what}, and ends with status 3`, async () => {
        const folder = await mkdtemp(join(tmpdir(), "portolan-nowhere-"));
        Object.assign(process.env, settings, { DATA_DIR: folder });
        const { status, out, err } = await runCommand(...command.split(" "));
        for (const name of [...Object.keys(settings), "DATA_DIR"]) Reflect.deleteProperty(process.env, name);
        await rm(folder, { recursive: true });
        expect({ status, out }).to.deep.equal({ status: 3, out: "" });
        expect(err)
          .to.match(/^portolan: [^\n]*ECONNREFUSED[^\n]*\n$/)
          .and.include(nowhere);
        expect(err).not.to.include("secret").and.not.to.include("idempotency");
      });
    }
  }
});

describe("A gateway that was never started", () => {
  it("a list of API keys does not create a database", async () => {
    const folder = await mkdtemp(join(tmpdir(), "portolan-none-"));
    process.env["DATA_DIR"] = folder;
    const { status, err } = await runCommand("api-key", "list");
    delete process.env["DATA_DIR"];
    expect(status).to.equal(1);
    expect(err).to.include(folder);
    expect(await readdir(folder)).to.deep.equal([]);
    await rm(folder, { recursive: true });
  });
});

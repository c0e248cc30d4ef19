import { expect } from "chai";
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Hex, ParticipantId } from "../../src/domain/entry.ts";
import { FOREVER } from "../../src/domain/participant.ts";
import type { Role } from "../../src/domain/rules/role.ts";
import { COMPILE_CACHE } from "../support/compile-cache.ts";
import { freePort } from "../support/free-port.ts";
import { eventually } from "../support/eventually.ts";
import { gatewayClient } from "../support/gateway-client.ts";
import { programFile } from "../support/programs.ts";
import { startStack, type Stack } from "../support/stack.ts";

const run = promisify(execFile);
const commandLine = async () => ["--disable-warning=ExperimentalWarning", await programFile("portolan")];
const MODE = 0o777;

interface MadeKeys {
  readonly ledgerKey: Hex;
  readonly relays: readonly Hex[];
}

/** A member on its own machine: an empty folder, and the addresses of a node and of the contracts. */
class NewMember {
  readonly folder: string;
  readonly #environment: NodeJS.ProcessEnv;
  #gateway: ChildProcess | undefined;

  /** @param port of its gateway; 0 for a free one. */
  constructor(folder: string, { config, node }: Stack, port: number) {
    this.folder = folder;
    this.#environment = {
      PATH: process.env["PATH"],
      ...COMPILE_CACHE,
      RPC_URL: node.url,
      LEDGER_ADDRESS: config.contracts?.ledger,
      DIRECTORY_ADDRESS: config.contracts?.directory,
      COOPERATION_ADDRESS: config.contracts?.cooperation,
      DATA_DIR: folder,
      PORT: String(port),
      LOG_LEVEL: "warn",
    };
  }

  /** Runs a command in its own process, and returns what it printed. */
  async portolan(...args: string[]): Promise<string> {
    return (await run(process.execPath, [...(await commandLine()), ...args], { env: this.#environment })).stdout;
  }

  /** Runs `portolan gateway`, and returns its address. */
  async gateway(): Promise<string> {
    const child = spawn(process.execPath, [...(await commandLine()), "gateway"], {
      env: this.#environment,
      stdio: ["ignore", "pipe", "inherit"],
    });
    this.#gateway = child;
    let printed = "";
    child.stdout.on("data", (chunk: Buffer) => (printed += chunk.toString()));
    return eventually("the gateway answers", () => {
      if (child.exitCode !== null) throw new Error(`It ended with ${child.exitCode}.`);
      return /The gateway answers at (http:\S+)/.exec(printed)?.[1];
    });
  }

  async remove(): Promise<void> {
    const child = this.#gateway;
    if (child !== undefined && child.exitCode === null && child.kill("SIGKILL")) await once(child, "exit");
    await rm(this.folder, { recursive: true, force: true });
  }
}

describe("A new member", () => {
  let stack: Stack;
  const members: NewMember[] = [];

  before(async () => {
    stack = await startStack({ EXCHANGE_PRIVATE_HOSTS: "127.0.0.1" });
  });
  after(async () => {
    for (const member of members) await member.remove();
    await stack.stop();
  });

  async function newMember(port = 0): Promise<NewMember> {
    const member = new NewMember(await mkdtemp(join(tmpdir(), "portolan-member-")), stack, port);
    members.push(member);
    return member;
  }

  /** The consortium's part: it enrols the member and registers the key whose address the member told. */
  async function enrol(name: string, role: Role, address: Hex): Promise<ParticipantId> {
    const enrolled = await stack.gateway.governance.enrol({ name, roles: [role], jurisdiction: "CH" });
    if (!("participant" in enrolled)) throw new Error("The test chain delays measures.");
    await stack.gateway.governance.addKey(enrolled.participant.id, { address, validUntil: FOREVER });
    return enrolled.participant.id;
  }

  async function issueKey(member: NewMember, participant: ParticipantId): Promise<string> {
    const scopes = ["--scope", "read", "record"];
    return (await member.portolan("api-key", "issue", "--participant", String(participant), ...scopes)).trim();
  }

  /** Waits until the member's gateway knows the member, and gives a client of it. */
  async function clientOf(member: NewMember, url: string, participant: ParticipantId) {
    await eventually("the gateway is ready", async () => (await fetch(`${url}/readyz`)).ok);
    return gatewayClient(url, await issueKey(member, participant));
  }

  it("a carrier that starts from an empty folder records by three commands of its own", async () => {
    const member = await newMember();
    expect(await readdir(member.folder)).to.deep.equal([]);

    const { ledgerKey, relays } = JSON.parse(await member.portolan("key", "set-up", "--json")) as MadeKeys;
    expect(relays).to.have.length(2);
    const participant = await enrol("Example New Carrier", "carrier", ledgerKey);
    const recovery = join(member.folder, "recovery.json");
    const endpoint = ["--endpoint", "https://ledger.example", "--recovery-file", recovery];
    await member.portolan("member", "publish", String(participant), ...endpoint);
    const client = await clientOf(member, await member.gateway(), participant);

    const posted = await client.post(
      "/v1/entries",
      { kind: "Consign", shipment: "HLBU2080000", payload: { "portolan:place": "CHBSL" } },
      { prefer: "wait=20" },
    );
    expect([posted.status, posted.body.author.id]).to.deep.equal([201, participant]);
    expect((await client.get(`/v1/members/${participant}`)).body.endpoint).to.equal("https://ledger.example");
    const elsewhere = gatewayClient(stack.gateway.url, stack.participants["auditor"]?.token ?? "");
    await eventually(
      "the consortium's gateway has the entry",
      async () => (await elsewhere.get(`/v1/entries/${posted.body.hash}`)).status === 200,
    );
  });

  it("customs that start from an empty folder receive what was recorded before they came, and find it by its number", async () => {
    const trader = gatewayClient(stack.gateway.url, stack.participants["trader"]?.token ?? "");
    const payload = { "portolan:place": "BRSSZ", "portolan:itinerary": ["CHBSL"], "portolan:description": "Coffee" };
    const consign = { kind: "Consign", shipment: "MSKU9070323", payload };
    expect((await trader.post("/v1/entries", consign, { prefer: "wait=20" })).status).to.equal(201);

    const port = await freePort();
    const member = await newMember(port);
    const made = JSON.parse(await member.portolan("key", "set-up", "--reader", "--json")) as MadeKeys;
    const participant = await enrol("Example New Customs", "customs", made.ledgerKey);
    const endpoint = [
      "--endpoint",
      `http://127.0.0.1:${port}`,
      "--recovery-file",
      join(member.folder, "recovery.json"),
    ];
    await member.portolan("member", "publish", String(participant), ...endpoint);
    const client = await clientOf(member, await member.gateway(), participant);

    const found = await eventually("the shipment is found by its number", async () => {
      const { status, body } = await client.get("/v1/shipments?identifier=MSKU9070323");
      return status === 200 && body.items[0];
    });
    const { body } = await client.get(`/v1/entries/${found.head}`);
    expect([body.payload, body.body]).to.deep.equal(["known", payload]);
  });

  it("portolan key set-up writes files of mode 0600 in folders of mode 0700, and keeps them when it is repeated", async () => {
    const member = await newMember();
    const first = JSON.parse(await member.portolan("key", "set-up", "--json")) as MadeKeys;
    const again = JSON.parse(await member.portolan("key", "set-up", "--json")) as MadeKeys;

    expect(again).to.deep.equal(first);
    const paths = ["passphrase", "keys/participants/ledger.json", "keys/relays/relay-1.json", "keys/relays"];
    const modes = paths.map(async (path) => (await stat(join(member.folder, path))).mode & MODE);
    expect(await Promise.all(modes)).to.deep.equal([0o600, 0o600, 0o600, 0o700]);
  });

  it("an auditor without relay keys follows and reads, and recording is refused with RelayMissing", async () => {
    const member = await newMember();
    const made = JSON.parse(await member.portolan("key", "set-up", "--reader", "--json")) as MadeKeys;
    expect(made.relays).to.deep.equal([]);
    const participant = await enrol("Example New Auditor", "auditor", made.ledgerKey);
    const client = await clientOf(member, await member.gateway(), participant);

    expect((await client.get("/v1/participants")).body.items.map(({ name }: { name: string }) => name)).to.include(
      "Example New Auditor",
    );
    const draft = { kind: "Report", shipment: `0x${"ab".repeat(32)}`, payload: {} };
    const { status, body } = await client.post("/v1/entries", draft);
    expect([status, body.code]).to.deep.equal([409, "RelayMissing"]);
  });
});

import { expect } from "chai";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseJourney } from "../../../src/cli/journey/journey.ts";
import type { LoadedJourney } from "../../../src/cli/journey/load-journey.ts";
import type { EntryView } from "../../../src/api/entry.ts";
import type { ShipmentView } from "../../../src/api/shipment.ts";
import type { Trace } from "../../../src/api/trace.ts";
import { PrivateKey } from "../../../src/keys/private-key.ts";
import { startStack, type Stack } from "../../support/stack.ts";
import { runCommand, type Ran } from "../run-command.ts";

const JOURNEY = "src/start/demonstration/journey.json";

describe("The command line, on a real gateway and chain", () => {
  let stack: Stack;
  let folder: string;
  let text: string;
  let loaded: LoadedJourney;
  const file = (name: string) => join(folder, name);

  /** Runs a command as a participant of the journey. */
  const as = (alias: string, ...words: string[]): Promise<Ran> =>
    runCommand(...words, "--url", stack.gateway.url, "--api-key-file", file(`${alias}.key`));
  const documentFor = async <Document>(alias: string, ...words: string[]): Promise<Document> =>
    JSON.parse((await as(alias, ...words, "--json")).out) as Document;
  const load = (journey: string, ...more: string[]): Promise<Ran> =>
    runCommand("load", journey, "--keys-file", file("keys.json"), "--url", stack.gateway.url, ...more);
  const recorded = async (): Promise<number> =>
    (await documentFor<EntryView[]>("auditor", "entry", "list", "--limit", "500")).length;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "portolan-load-"));
    text = await readFile(JOURNEY, "utf8");
    const { participants } = parseJourney(text, JOURNEY);
    stack = await startStack(
      {},
      Object.fromEntries(participants.map((participant) => [participant.alias, participant])),
    );
    const keys = Object.entries(stack.participants).map(([alias, { id, token }]) => [
      alias,
      { participant: id, apiKey: token },
    ]);
    await writeFile(file("keys.json"), JSON.stringify(Object.fromEntries(keys)));
    for (const [alias, { token }] of Object.entries(stack.participants)) await writeFile(file(`${alias}.key`), token);
    loaded = JSON.parse((await load(JOURNEY, "--json")).out) as LoadedJourney;
  });

  after(async () => {
    await stack.stop();
    await rm(folder, { recursive: true });
  });

  const shipmentOf = (end: string): string => {
    const [, id] = Object.entries(loaded.shipments).find(([identifier]) => identifier.endsWith(end)) ?? [];
    if (id === undefined) throw new Error(`The journey opened no shipment that ends in ${end}.`);
    return id;
  };

  describe("loading", () => {
    it("portolan load records each entry of a journey", async () => {
      expect(loaded.entries).to.equal(parseJourney(text, JOURNEY).entries.length);
      expect(await recorded()).to.equal(loaded.entries);
    });

    it("portolan load records nothing for a file that was loaded before", async () => {
      const again = JSON.parse((await load(JOURNEY, "--json")).out) as LoadedJourney;
      expect(again).to.deep.equal(loaded);
      expect(await recorded()).to.equal(loaded.entries);
    });

    it("portolan load records only entries that were added at the end of a file", async () => {
      const before = await recorded();
      const edited = JSON.parse(text) as { entries: { kind: string }[] };
      const report = edited.entries.findLast(({ kind }) => kind === "Report");
      await writeFile(file("longer.json"), JSON.stringify({ ...edited, entries: [...edited.entries, report] }));
      expect((await load(file("longer.json"))).status).to.equal(0);
      expect(await recorded()).to.equal(before + 1);
    });

    it("portolan load stops at the entry that the ledger refuses and names it", async () => {
      const edited = JSON.parse(text) as { entries: { kind: string; author: string; counterparty?: string }[] };
      const index = edited.entries.findIndex(({ kind }) => kind === "Accept");
      const accept = edited.entries[index];
      if (accept === undefined) throw new Error("The journey has no Accept.");
      accept.author = "tribunal";
      await writeFile(file("wrong.json"), JSON.stringify(edited));
      const { status, out, err } = await load(file("wrong.json"));
      expect({ status, out }).to.deep.equal({ status: 1, out: "" });
      expect(err).to.include(`Step ${index + 1} (Accept by tribunal)`);
    });

    it("portolan load names the participant without a key", async () => {
      await writeFile(file("few.json"), JSON.stringify({ estate: { participant: 1, apiKey: "ptl_x" } }));
      const { status, err } = await runCommand(
        "load",
        JOURNEY,
        "--keys-file",
        file("few.json"),
        "--url",
        stack.gateway.url,
      );
      expect(status).to.equal(2);
      expect(err).to.include("roaster");
    });
  });

  describe("reading", () => {
    it("a shipment is traced by its business identifier and by its id alike", async () => {
      const byId = await documentFor<Trace>("estate", "trace", shipmentOf("0472"));
      const byIdentifier = await documentFor<Trace>("estate", "trace", "urn:portolan:ucr:5BR9521141-COFFEE-0472");
      expect(byIdentifier.head).to.equal(byId.head);
      expect(byId.entries[0]?.kind).to.equal("Consign");
    });

    it("portolan trace prints one line for each entry", async () => {
      const trace = await documentFor<Trace>("estate", "trace", shipmentOf("0472"));
      const { out } = await as("estate", "trace", shipmentOf("0472"));
      for (const { sequence, kind } of trace.entries) expect(out).to.match(new RegExp(`^${sequence} .* ${kind} `, "m"));
    });

    it("portolan shipment origin prints the consignor and the place", async () => {
      const { out } = await as("estate", "shipment", "origin", shipmentOf("0472"));
      expect(out).to.include("Estate warehouse, Santos BR");
    });

    it("portolan shipment list shows a participant only its own shipments", async () => {
      const mine = await documentFor<ShipmentView[]>("roaster", "shipment", "list");
      const all = await documentFor<ShipmentView[]>("auditor", "shipment", "list");
      expect(mine.length).to.be.lessThan(all.length);
    });

    it("portolan shipment check accepts a history that agrees with the contract", async () => {
      const { rpcUrl = "", contracts } = stack.config;
      const at = ["--rpc-url", rpcUrl, "--ledger", contracts?.ledger ?? ""];
      const { status, out } = await as("estate", "shipment", "check", shipmentOf("0472"), ...at);
      expect(status).to.equal(0);
      expect(out).to.match(/^whole: /);
    });

    it("portolan shipment check refuses a history that another contract does not have", async () => {
      const { rpcUrl = "", contracts } = stack.config;
      const at = ["--rpc-url", rpcUrl, "--ledger", contracts?.consortium ?? ""];
      expect((await as("estate", "shipment", "check", shipmentOf("0472"), ...at)).status).to.equal(1);
    });
  });

  describe("recording", () => {
    it("portolan entry post records an Offer of one participant and the Accept of another", async () => {
      const opened = await as(
        "ocean",
        "entry",
        "post",
        "--kind",
        "Consign",
        "--shipment",
        "MSKU9070323",
        "--payload",
        file("event.json"),
      );
      expect(opened.status, opened.err).to.equal(2);
      await writeFile(file("event.json"), JSON.stringify({ note: "packed" }));
      for (const [alias, ...words] of [
        ["ocean", "--kind", "Consign", "--payload", file("event.json")],
        [
          "ocean",
          "--kind",
          "Offer",
          "--to",
          String(stack.participants["terminal"]?.id),
          "--payload",
          file("event.json"),
        ],
        ["terminal", "--kind", "Accept", "--payload", file("event.json")],
      ] as const) {
        const { status, err } = await as(alias, "entry", "post", "--shipment", "MSKU9070323", ...words);
        expect(status, err).to.equal(0);
      }
      const { custodian } = await documentFor<{ custodian: { id: number } }>(
        "ocean",
        "shipment",
        "show",
        "MSKU9070323",
      );
      expect(custodian.id).to.equal(stack.participants["terminal"]?.id);
    });

    it("portolan entry post prints the contract's reason for a refusal", async () => {
      const { status, err } = await as(
        "barge",
        "entry",
        "post",
        "--kind",
        "Close",
        "--shipment",
        shipmentOf("CSQU3054383"),
      );
      expect(status).to.equal(1);
      expect(err).to.match(/^portolan: .+ \(ShipmentLedger\w+\) .+\n$/);
    });

    it("portolan entry relay records an entry that was signed outside the gateway", async () => {
      await writeFile(file("pass"), "correct horse\n", { mode: 0o600 });
      const passphrase = ["--passphrase-file", file("pass")];
      const address = (await runCommand("key", "new", file("own.json"), ...passphrase)).out.trim();
      const id = String(stack.participants["barge"]?.id);
      expect((await as("barge", "key", "add", id, address)).status).to.equal(0);

      const draft = ["--kind", "Consign", "--shipment", "HLBU2080000", "--payload", file("event.json")];
      await writeFile(file("prepared.json"), (await as("barge", "entry", "prepare", ...draft)).out);
      const signing = ["entry", "sign", file("prepared.json"), "--keystore", file("own.json"), ...passphrase];
      const signed = await runCommand(...signing);
      expect(signed.err).to.include("Consign");
      await writeFile(file("signed.json"), signed.out);
      expect((await as("barge", "entry", "relay", file("signed.json"))).status).to.equal(0);

      await as("barge", "key", "revoke", id, address);
      await writeFile(
        file("prepared.json"),
        (await as("barge", "entry", "prepare", ...draft.with(3, "HLBU2080021"))).out,
      );
      await writeFile(file("signed.json"), (await runCommand(...signing)).out);
      const { status, err } = await as("barge", "entry", "relay", file("signed.json"));
      expect(status).to.equal(1);
      expect(err).to.include("ShipmentLedgerKeyNotAuthorised");
    });

    it("portolan entry sign refuses an entry with another hash than its fields", async () => {
      const draft = ["--kind", "Consign", "--shipment", "HLBU2080042", "--payload", file("event.json")];
      const prepared = JSON.parse((await as("barge", "entry", "prepare", ...draft)).out) as {
        prepared: { entry: object };
      };
      prepared.prepared.entry = { ...prepared.prepared.entry, kind: 19 };
      await writeFile(file("changed.json"), JSON.stringify(prepared));
      const { status, out } = await runCommand(
        ...["entry", "sign", file("changed.json"), "--keystore", file("own.json"), "--passphrase-file", file("pass")],
      );
      expect({ status, out }).to.deep.equal({ status: 1, out: "" });
    });
  });

  describe("governing", () => {
    it("portolan participant enrols, suspends and reinstates a participant", async () => {
      const enrolled = await documentFor<{ id: number }>(
        "auditor",
        "participant",
        "enrol",
        "New Line",
        "--role",
        "carrier",
        "--country",
        "nl",
      );
      const id = String(enrolled.id);
      expect((await as("auditor", "participant", "suspend", id)).out).to.match(/^Standing +suspended$/m);
      expect((await as("auditor", "participant", "reinstate", id)).out).to.match(/^Standing +active$/m);
      expect((await as("auditor", "participant", "show", id)).out).to.match(/^Country +NL$/m);
    });

    it("portolan key add registers a key for only one participant", async () => {
      const { address } = PrivateKey.generate();
      expect((await as("auditor", "key", "add", "1", address)).status).to.equal(0);
      expect((await as("auditor", "key", "add", "2", address)).err).to.include("ConsortiumKeyTaken");
    });
  });
});

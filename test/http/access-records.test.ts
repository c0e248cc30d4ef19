import { expect } from "chai";
import { createHash, randomUUID } from "node:crypto";
import type { AccessAnchor, AccessProof, AccessRecordView, ShipmentRead } from "../../src/api/access-record.ts";
import { checkAccessRecords } from "../../src/audit/reads/check-access-records.ts";
import { bytesOf, hexOf } from "../../src/domain/encoding/hex.ts";
import type { JsonObject } from "../../src/domain/encoding/json.ts";
import { commit } from "../../src/domain/payload/commitment.ts";
import { rootOfPath } from "../../src/exchange/merkle-tree.ts";
import { ROUTES } from "../../src/http/route-table.ts";
import type { Route } from "../../src/http/serve/route.ts";
import { documentOf, objectEvent } from "../epcis/capture/epcis-client.ts";
import { eventually } from "../support/eventually.ts";
import { serve } from "../support/http-server.ts";
import { startStack, type Stack } from "../support/stack.ts";

const STEP = "https://ns.example.com/steps/hush";
const DISPOSITION = "https://ns.example.com/dispositions/hush";
const PLACE = "urn:epc:id:sgln:9521141.00077.0";
const UNIT = "urn:epc:id:sscc:4077777.0000000001";

/** Values that only payloads contain. */
const SECRETS = ["hush-payload", "NLRTM", STEP, DISPOSITION, PLACE, "TransactionEvent"];

/** Whether an answer shows a value of a payload, also in a disclosure, that the path does not name. */
function shown(text: string, path: string): boolean {
  const disclosures = text.matchAll(/"([\w-]{16,})"/g);
  const decoded = Array.from(disclosures, ([, encoded = ""]) => Buffer.from(encoded, "base64url").toString());
  const all = text + decoded.join();
  return SECRETS.some((secret) => all.includes(secret) && !path.includes(secret));
}

const sha256 = (text: string) => hexOf(createHash("sha256").update(text).digest());

interface Answer {
  readonly status: number;
  readonly text: string;
}

describe("Access records", () => {
  let stack: Stack;
  let shipment = "";
  let hash = "";
  let eventID = "";
  before(async () => {
    stack = await startStack({ ACCESS_ANCHOR_SECONDS: "2" });
    const event = {
      ...objectEvent([UNIT], { action: "ADD" }),
      type: "TransactionEvent",
      bizTransactionList: [{ bizTransaction: "urn:epcglobal:cbv:bt:9521141000014:1" }],
      eventID: `urn:uuid:${randomUUID()}`,
      bizStep: STEP,
      disposition: DISPOSITION,
      readPoint: { id: PLACE },
      bizLocation: { id: PLACE },
    };
    ({ eventID } = event);
    await send("trader", "POST", "/epcis/capture", documentOf([event]));
    shipment = await eventually("the event is recorded", async () => {
      const { items } = JSON.parse((await send("trader", "GET", "/v1/shipments")).text) as { items: { id: string }[] };
      return items[0]?.id;
    });
    const payload = { note: "hush-payload", "portolan:place": "NLRTM" };
    const report = await send("trader", "POST", "/v1/entries", { kind: "Report", shipment, payload });
    hash = (JSON.parse(report.text) as { hash: string }).hash;
  });
  after(() => stack.stop());

  async function send(
    who: string,
    method: string,
    path: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answer> {
    const response = await fetch(stack.gateway.url + path, {
      method,
      headers: {
        authorization: `Bearer ${stack.participants[who]?.token ?? ""}`,
        ...(body !== undefined && { "content-type": "application/json" }),
        prefer: "wait=20",
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return { status: response.status, text: await response.text() };
  }

  const read = async <Body>(who: string, path: string, headers: Readonly<Record<string, string>> = {}) =>
    JSON.parse((await send(who, "GET", path, undefined, headers)).text) as Body;

  /** The newest record of the customs agency. */
  async function newest(who = "customs"): Promise<AccessRecordView | undefined> {
    return (await read<{ items: AccessRecordView[] }>(who, "/v1/access-records?limit=1")).items[0];
  }

  const context = (field: string) => ({ "access-context": field });

  function pathOf({ path }: Route): string {
    const given: Readonly<Record<string, string>> = {
      hash,
      eventID,
      eventType: "TransactionEvent",
      epc: UNIT,
      bizStep: STEP,
      disposition: DISPOSITION,
      readPoint: PLACE,
      bizLocation: PLACE,
      queue: "custody",
      number: "1",
      id: path.startsWith("/v1/shipments/") ? shipment : "1",
    };
    const full = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(given[name] ?? "x"));
    return path === "/epcis/trace" ? `${full}?epc=${encodeURIComponent(UNIT)}` : full;
  }

  it("every route that shows a payload to an authority records the answer as it was sent", async () => {
    const recorded: string[] = [];
    for (const route of ROUTES) {
      const { method, access, operation } = route;
      if (method !== "get" || access === "public" || operation === "followEvents") continue;
      const path = pathOf(route);
      const { status, text } = await send("customs", "GET", path);
      if (status !== 200 || !shown(text, decodeURIComponent(path))) continue;
      const record = await newest();
      expect([record?.way, record?.digest], operation).to.deep.equal([operation, sha256(text)]);
      recorded.push(operation);
    }
    expect(recorded).to.include.members(
      ["readEntry", "disclosePayload", "listEntries", "listEntriesOfShipment", "traceShipment", "makeEvidence"].concat([
        "queryEpcisEvents",
        "readEpcisEvent",
        "traceEpc",
        "queryEventsOfEpcisEpcs",
        "listEpcisBizSteps",
      ]),
    );
  });

  it("an answer without a payload of others, and one to a trader, are not recorded", async () => {
    const before = (await newest())?.number ?? 0;
    await send("customs", "GET", "/v1/participants");
    await send("customs", "GET", `/v1/shipments/${shipment}`);
    await send("trader", "GET", `/v1/entries/${hash}`);
    // Reading the records is the only answer that was recorded since.
    expect((await newest())?.number).to.equal(before + 1);
    expect((await newest())?.way).to.equal("listAccessRecords");
    expect(await newest("trader")).to.equal(undefined);
  });

  it("a record has what the authority stated, and says so where it stated nothing", async () => {
    const { id } = stack.participants["tribunal"] ?? { id: 0 };
    const field = `purpose=specificCheck, basis="Article 46 \\"UCC\\"", officer=%"M%c3%bcller", for=${id}`;
    const { text } = await send("customs", "GET", `/v1/entries/${hash}`, undefined, context(field));
    const stated = await newest();
    expect(stated).to.include({ purpose: "specificCheck", basis: 'Article 46 "UCC"', officer: "Müller", count: 1 });
    expect([stated?.entries, stated?.digest, stated?.onBehalfOf?.id]).to.deep.equal([[hash], sha256(text), id]);
    await send("customs", "GET", `/v1/entries/${hash}`);
    expect(await newest()).to.include({ purpose: null, basis: null, officer: null, onBehalfOf: null });
  });

  it("a malformed statement is refused, and a trader's is not read", async () => {
    for (const field of ["purpose=curiosity", "purpose", 'basis="', "for=999", "x=1", "basis=1", "purpose=analysis,"]) {
      const { status, text } = await send("customs", "GET", `/v1/entries/${hash}`, undefined, context(field));
      expect([status, (JSON.parse(text) as { code: string }).code], field).to.deep.equal([400, "RequestInvalid"]);
      expect((await send("trader", "GET", `/v1/entries/${hash}`, undefined, context(field))).status).to.equal(200);
    }
  });

  it("whoever was affected sees the reads of its shipment, except those for a discreet purpose, and no officer", async () => {
    const reads = async (who: string) =>
      (await read<{ items: ShipmentRead[] }>(who, `/v1/shipments/${shipment}/reads`)).items;
    await send("customs", "GET", `/v1/entries/${hash}`, undefined, context('purpose=prosecution, officer="4711"'));
    const [seen] = await reads("trader");
    expect(seen).to.include({ purpose: "prosecution", way: "readEntry" });
    expect(seen?.entries).to.deep.equal([hash]);
    expect(JSON.stringify(seen)).not.to.include("4711");
    await send("customs", "GET", `/v1/entries/${hash}`, undefined, context("purpose=investigation"));
    expect((await reads("trader"))[0]).to.deep.equal(seen);
    expect((await reads("customs"))[0]).to.include({ purpose: "investigation" });
    expect(await reads("auditor")).to.deep.equal([]);
  });

  it("pages of the reads of a shipment contain each read once", async () => {
    const all = await read<{ items: ShipmentRead[] }>("trader", `/v1/shipments/${shipment}/reads`);
    const found: ShipmentRead[] = [];
    let next: string | null = "";
    while (next !== null) {
      const cursor: string = next === "" ? "" : `&cursor=${encodeURIComponent(next)}`;
      const page: { items: ShipmentRead[]; next: string | null } = await read(
        "trader",
        `/v1/shipments/${shipment}/reads?limit=3${cursor}`,
      );
      found.push(...page.items);
      next = page.next;
    }
    expect(found).to.deep.equal(all.items);
  });

  it("a page of the event stream is recorded before it is written", async () => {
    const stop = new AbortController();
    const response = await fetch(`${stack.gateway.url}/v1/events`, {
      headers: { authorization: `Bearer ${stack.participants["customs"]?.token}`, "last-event-id": "0" },
      signal: stop.signal,
    });
    let text = "";
    for await (const chunk of response.body ?? []) {
      text += Buffer.from(chunk as Uint8Array).toString();
      if (text.includes("NLRTM") && text.endsWith("\n\n")) break;
    }
    stop.abort();
    const record = await newest();
    expect([record?.way, record?.digest]).to.deep.equal(["followEvents", sha256(text.slice(": here\n\n".length))]);
  });

  it("a webhook message is recorded before it is sent", async () => {
    const bodies: string[] = [];
    const receiver = await serve((request, response) => {
      let body = "";
      request.on("data", (chunk: Buffer) => (body += chunk.toString()));
      request.on("end", () => {
        bodies.push(body);
        response.end();
      });
    });
    await send("customs", "POST", "/v1/webhooks", { url: receiver.url });
    await send("trader", "POST", "/v1/entries", { kind: "Report", shipment, payload: { note: "hush-payload" } });
    const [body = ""] = await eventually("the message comes", () => bodies.length > 0 && bodies);
    const { items } = await read<{ items: AccessRecordView[] }>("customs", "/v1/access-records?limit=20");
    expect(items.find(({ way }) => way === "webhook")).to.include({ digest: sha256(body), purpose: null });
    await receiver.close();
  });

  it("records are put under a root on chain, each with its proof, and none can be left out or changed", async () => {
    const { number = 0 } = (await newest()) ?? {};
    const proof = await eventually("the record is anchored", async () => {
      const { status, text } = await send("customs", "GET", `/v1/access-records/${number}/proof`);
      return status === 200 && (JSON.parse(text) as AccessProof);
    });
    const { record, anchor, path } = proof;
    const size = anchor.last - anchor.first + 1;
    const root = rootOfPath(bytesOf(record.leaf), number - anchor.first, size, path.map(bytesOf));
    expect(root && hexOf(root)).to.equal(anchor.root);
    expect(commit({ note: anchor.note }, bytesOf(anchor.seed))).to.equal(anchor.commitment);
    const acts = await read<{ items: { hash: string; commitment: string; code: string }[] }>(
      "customs",
      `/v1/matters/${anchor.journal}/acts`,
    );
    const act = acts.items.find(({ hash: of }) => of === anchor.act);
    expect(act).to.include({ commitment: anchor.commitment, code: "accessRecords" });

    const anchors = await allOf<AccessAnchor>("/v1/access-records/anchors");
    const records = await allOf<AccessRecordView>("/v1/access-records");
    expect(checkAccessRecords(records, anchors).problems).to.deep.equal([]);
    const without = records.filter((one) => one.number !== number);
    expect(checkAccessRecords(without, anchors).problems).not.to.deep.equal([]);
    const changed = records.map((one) => (one.number === number ? { ...one, officer: "another" } : one));
    expect(checkAccessRecords(changed, anchors).problems).not.to.deep.equal([]);
    const misplaced = anchors.map((one) => ({ ...one, first: one.first + 1 }));
    expect(checkAccessRecords(records, misplaced).problems).not.to.deep.equal([]);
  });

  it("an unknown record has no proof, and another authority sees none of these records", async () => {
    const { status, text } = await send("customs", "GET", "/v1/access-records/999999/proof");
    expect([status, (JSON.parse(text) as { code: string }).code]).to.deep.equal([404, "AccessRecordUnknown"]);
    const { items } = await read<{ items: AccessRecordView[] }>("foreign", "/v1/access-records");
    expect(items.map(({ way }) => way).filter((way) => way !== "listAccessRecords")).to.deep.equal([]);
  });

  it("records are exported as AuditEvent resources of FHIR R4", async () => {
    await send("customs", "GET", `/v1/entries/${hash}`, undefined, context('purpose=oversight, basis="Section 1"'));
    const bundle = await read<JsonObject>("customs", "/v1/access-records?limit=1", { accept: "application/fhir+json" });
    const [{ resource }] = bundle["entry"] as [{ resource: JsonObject }];
    expect(bundle).to.include({ resourceType: "Bundle", type: "collection" });
    expect(resource).to.include({ resourceType: "AuditEvent", action: "R", outcome: "0" });
    for (const member of ["type", "recorded", "agent", "source"]) expect(resource, member).to.have.property(member);
    expect(JSON.stringify(resource["purposeOfEvent"])).to.include("oversight");
    expect(JSON.stringify(resource["entity"])).to.include(hash);
  });

  async function allOf<Item>(path: string): Promise<Item[]> {
    const items: Item[] = [];
    for (let next: string | null = ""; next !== null;) {
      const cursor: string = next === "" ? "" : `&cursor=${encodeURIComponent(next)}`;
      const page: { items: Item[]; next: string | null } = await read("customs", `${path}?limit=200${cursor}`);
      items.push(...page.items);
      next = page.next;
    }
    return items;
  }
});

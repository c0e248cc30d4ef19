import { expect } from "chai";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { GatewayAnswers } from "../../../src/audit/gateway/gateway-answers.ts";
import type { FaultCode } from "../../../src/audit/replay/fault.ts";
import type { AuditResult } from "../../../src/audit/report/audit-result.ts";
import { runAudit } from "../../../src/audit/run-audit.ts";
import { createApiClient } from "../../../src/cli/api/api-client.ts";
import type { Hex } from "../../../src/domain/entry.ts";
import { PortolanError } from "../../../src/domain/errors/portolan-error.ts";
import { gatewayClient } from "../../support/gateway-client.ts";
import { startStack, type Stack } from "../../support/stack.ts";

/** An answer of the gateway, whose shape the tests know. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Answer = any;

/** Changes a request or its answer on the way. */
type Intercept = (path: string, ask: (query?: { limit: number }) => Promise<Answer>) => Promise<unknown>;

describe("The comparison of a gateway's answers with the chain", () => {
  let stack: Stack;
  let folder: string;
  let shipment: string;
  let other: string;
  let runs = 0;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "portolan-answers-"));
    stack = await startStack();
    shipment = (await record("carrier", { kind: "Consign", shipment: "https://example.com/told/1" })).shipment;
    await report();
    await record("carrier", { kind: "Offer", shipment, counterparty: stack.participants["terminal"]?.id });
    other = (await record("trader", { kind: "Consign", shipment: "https://example.com/told/2" })).shipment;
  });
  after(async () => {
    await stack.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const clientOf = (name: string) => gatewayClient(stack.gateway.url, tokenOf(name));
  const tokenOf = (name: string) => stack.participants[name]?.token as string;
  const report = () => record("carrier", { kind: "Report", shipment, payload: { note: "seen", temperature: 4 } });

  async function record(name: string, draft: object): Promise<{ shipment: string; hash: string }> {
    const { status, body } = await clientOf(name).post("/v1/entries", { payload: {}, ...draft }, { prefer: "wait=20" });
    expect(status).to.equal(201);
    return body;
  }

  /** Audits ledger and gateway; `intercept` changes the answers to the participant. */
  async function audit(name: "auditor" | "carrier", intercept: Intercept, all = true): Promise<AuditResult> {
    const { url, get } = createApiClient(stack.gateway.url, tokenOf(name));
    const answers: GatewayAnswers = {
      url,
      get: (path, query) => intercept(path, (other) => get(path, { ...query, ...other })),
    };
    const rpcUrls = [stack.node.url] as const;
    const ledger = stack.config.contracts?.ledger as Hex;
    const pinFile = join(folder, `pin-${runs++}.json`);
    return runAudit({ rpcUrls, ledger, pinFile, threads: 0, gateway: { answers, all } });
  }

  /** Changes the answers to requests of one path. */
  const onAnswer =
    (asked: string | RegExp, change: (answer: Answer) => unknown): Intercept =>
    async (path, ask) =>
      (typeof asked === "string" ? path === asked : asked.test(path)) ? change(await ask()) : ask();

  /** Changes the second entry of the shipment in every list of entries. */
  const onSecondEntry = (change: (row: Answer) => unknown): Intercept =>
    onAnswer(`/v1/shipments/${shipment}/entries`, ({ items, ...rest }) => ({
      ...rest,
      items: items.map((row: Answer) => (row.sequence === 2 ? change(row) : row)),
    }));

  const refuse = (reason: string) => {
    throw new PortolanError("GatewayRefused", { detail: "No.", reason, advice: "" });
  };

  const codesOf = ({ faults }: AuditResult): FaultCode[] => [...new Set(faults.map(({ code }) => code))];
  const subjectsOf = ({ faults }: AuditResult): string[] => faults.map(({ subject }) => subject);

  describe("of invalid answers", () => {
    const strange: [string, () => Intercept][] = [
      ["no object", () => onAnswer("/v1/shipments", () => null)],
      ["a list in place of a page", () => onAnswer("/v1/shipments", ({ items }) => items)],
      ["a page without items", () => onAnswer("/v1/shipments", () => ({ items: "none" }))],
      ["an item that is not an object", () => onAnswer("/v1/shipments", () => ({ items: [7] }))],
    ];
    for (const [what, intercept] of strange)
      it(`an audit is inconclusive when the gateway answers with ${what}`, async () => {
        const { verdict, questions, gateway } = await audit("auditor", intercept());
        expect({ verdict, gateway }).to.deep.equal({ verdict: "inconclusive", gateway: null });
        expect(questions.map(({ what: source }) => source)).to.deep.equal([stack.gateway.url]);
      });

    it("a defect of the audit ends it, and is not reported as a fault of the gateway", async () => {
      const defect = new RangeError("a defect");
      const ended = audit("auditor", () => Promise.reject(defect)).catch((error: unknown) => error);
      expect(await ended).to.equal(defect);
    });
  });

  describe("of a gateway that refuses", () => {
    it("an audit waits for a gateway that limits its callers", async () => {
      let refused = 0;
      const result = await audit("auditor", (_, ask) => (refused++ === 0 ? refuse("TooManyRequests") : ask()));
      expect(result.verdict).to.equal("sound");
      expect(result.gateway).to.include({ listed: 2, shipments: 2 });
    });

    it("an audit is inconclusive for a shipment that the gateway lists and refuses", async () => {
      const intercept: Intercept = async (path, ask) =>
        path === `/v1/shipments/${other}` ? refuse("Forbidden") : ask();
      expect((await audit("auditor", intercept)).verdict).to.equal("inconclusive");
    });

    it("an audit is inconclusive for a shipment on the chain that the gateway neither lists nor shows", async () => {
      const intercept: Intercept = async (path, ask) => {
        if (path === `/v1/shipments/${other}`) refuse("Forbidden");
        return unlisted(path, ask);
      };
      expect((await audit("auditor", intercept, false)).verdict).to.equal("inconclusive");
    });

    it("an audit is inconclusive for a payload that the gateway lists and refuses", async () => {
      const intercept: Intercept = async (path, ask) => (path.endsWith("/payload") ? refuse("Forbidden") : ask());
      expect((await audit("carrier", intercept)).verdict).to.equal("inconclusive");
    });
  });

  /** Leaves the other shipment out of the list. */
  const unlisted: Intercept = (path, ask) =>
    onAnswer("/v1/shipments", ({ items, ...rest }) => ({
      ...rest,
      items: items.filter(({ id }: Answer) => id !== other),
    }))(path, ask);

  describe("of incomplete answers", () => {
    it("an audit reports a shipment on the chain that the gateway lacks, also in a sample: GatewayShipmentMissing", async () => {
      const intercept: Intercept = async (path, ask) => {
        if (path === `/v1/shipments/${other}`) refuse("ShipmentUnknown");
        return unlisted(path, ask);
      };
      const result = await audit("auditor", intercept, false);
      expect(codesOf(result)).to.deep.equal(["GatewayShipmentMissing"]);
      expect(subjectsOf(result)).to.deep.equal([other]);
    });

    it("an audit accepts a shipment beyond the end of the list when the gateway has it", async () => {
      const result = await audit("auditor", unlisted, false);
      expect(result.verdict).to.equal("sound");
      expect(result.gateway).to.include({ listed: 1, shipments: 1 });
    });

    it("an audit reports a shipment that the gateway lists and lacks: GatewayShipmentMissing", async () => {
      const intercept: Intercept = async (path, ask) =>
        path === `/v1/shipments/${other}` ? refuse("ShipmentUnknown") : ask();
      const result = await audit("auditor", intercept);
      expect(codesOf(result)).to.deep.equal(["GatewayShipmentMissing"]);
      expect(subjectsOf(result)).to.deep.equal([other]);
    });

    it("an audit reads a list page by page, to the last", async () => {
      let pages = 0;
      const intercept: Intercept = (path, ask) => {
        if (path !== "/v1/shipments") return ask();
        pages += 1;
        return ask({ limit: 1 });
      };
      const result = await audit("auditor", intercept);
      expect(result.verdict).to.equal("sound");
      expect([pages, result.gateway?.listed]).to.deep.equal([2, 2]);
    });

    it("an audit samples fifty shipments of a long list without reading all of it", async () => {
      const invented = Array.from({ length: 2_000 }, (_, index) => ({
        id: `0x${(index + 1).toString(16).padStart(64, "0")}`,
        access: "parties",
      }));
      let pages = 0;
      const intercept = onAnswer("/v1/shipments", () => {
        pages += 1;
        return { items: invented, next: "another" };
      });
      const result = await audit("auditor", intercept, false);
      expect(pages).to.equal(1);
      expect(codesOf(result)).to.deep.equal(["GatewayShipmentMissing"]);
      expect(new Set(subjectsOf(result)).size).to.equal(50);
    });

    it("an audit waits for a gateway that is behind", async () => {
      let asked = 0;
      const intercept = onAnswer(`/v1/shipments/${shipment}`, (told) =>
        asked++ === 0 ? { ...told, sequence: 1 } : told,
      );
      expect((await audit("auditor", intercept)).verdict).to.equal("sound");
      expect(asked).to.equal(2);
    });

    it("an audit reports an entry that the gateway never shows: GatewayEntryMissing", async () => {
      const intercept: Intercept = async (path, ask) => {
        const told = await ask();
        if (path === `/v1/shipments/${shipment}`) return { ...told, sequence: told.sequence - 1 };
        if (path === `/v1/shipments/${shipment}/entries`) return { ...told, items: told.items.slice(1) };
        return told;
      };
      expect(codesOf(await audit("auditor", intercept))).to.deep.equal(["GatewayEntryMissing"]);
    });
  });

  describe("of wrong entries", () => {
    const changes: [string, unknown][] = [
      ["kind", "Nonsense"],
      ["occurredAt", "yesterday"],
      ["author", null],
      ["counterparty", { id: 3 }],
      ["signature", "none"],
      ["transaction", 7],
      ["recordedAt", -1],
      ["block", 0.5],
      ["position", "first"],
      ["shipment", `0x${"ee".repeat(32)}`],
    ];
    for (const [field, value] of changes)
      it(`an audit reports a wrong ${field} of an entry: GatewayEntryDiffers`, async () => {
        const result = await audit(
          "auditor",
          onSecondEntry((row) => ({ ...row, [field]: value })),
        );
        expect(codesOf(result)).to.deep.equal(["GatewayEntryDiffers"]);
        expect(subjectsOf(result)).to.deep.equal([`${shipment}: ${field}`]);
      });
  });

  describe("of wrong payloads", () => {
    it("an audit reports the payload of another entry: GatewayPayloadDiffers", async () => {
      let first: unknown;
      const result = await audit(
        "carrier",
        onAnswer(/\/payload$/, (disclosed) => (first ??= disclosed)),
      );
      expect(codesOf(result)).to.deep.equal(["GatewayPayloadDiffers"]);
    });

    it("an audit reports a malformed payload: GatewayPayloadDiffers", async () => {
      const result = await audit(
        "carrier",
        onAnswer(/\/payload$/, (disclosed) => ({ ...disclosed, disclosures: ["none"] })),
      );
      expect(codesOf(result)).to.deep.equal(["GatewayPayloadDiffers"]);
    });

    it("an audit reports a body that does not match the payload: GatewayPayloadDiffers", async () => {
      const result = await audit(
        "carrier",
        onAnswer(/^\/v1\/entries\/0x[0-9a-f]{64}$/, (entry) => ({ ...entry, body: { note: "never said" } })),
      );
      expect(codesOf(result)).to.deep.equal(["GatewayPayloadDiffers"]);
    });

    it("an audit accepts a payload that was erased after it was listed", async () => {
      const { hash } = await report();
      const before = (await audit("carrier", (_, ask) => ask())).gateway?.payloads ?? 0;
      const intercept: Intercept = async (path, ask) => {
        if (path === `/v1/entries/${hash}/payload`)
          expect((await clientOf("carrier").delete(path)).status).to.equal(200);
        return ask();
      };
      const result = await audit("carrier", intercept);
      expect(result.verdict).to.equal("sound");
      expect(result.gateway?.payloads).to.equal(before - 1);
    });
  });

  describe("of wrong traces", () => {
    const onTrace = (change: (trace: Answer) => unknown) => onAnswer(`/v1/shipments/${shipment}/trace`, change);
    const withoutSecond = ({ entries }: Answer) => entries.filter(({ sequence }: Answer) => sequence !== 2);

    it("an audit reports a wrong head of a trace: GatewayTraceDiffers", async () => {
      const result = await audit(
        "auditor",
        onTrace((trace) => ({ ...trace, head: `0x${"ee".repeat(32)}` })),
      );
      expect(codesOf(result)).to.deep.equal(["GatewayTraceDiffers"]);
      expect(subjectsOf(result)).to.deep.equal([`${shipment}: head`]);
    });

    it("an audit reports an entry missing from a trace: GatewayTraceDiffers", async () => {
      const result = await audit(
        "auditor",
        onTrace((trace) => ({ ...trace, entries: withoutSecond(trace) })),
      );
      expect(subjectsOf(result)).to.deep.equal([`${shipment}: entry 2`]);
    });

    it("an audit accepts a trace that lacks entries beyond its limit", async () => {
      const result = await audit(
        "auditor",
        onTrace((trace) => ({ ...trace, entries: withoutSecond(trace), limits: { reached: ["entries"] } })),
      );
      expect(result.verdict).to.equal("sound");
    });

    it("an audit reports every entry when a trace has no list of entries", async () => {
      const result = await audit(
        "auditor",
        onTrace((trace) => ({ ...trace, entries: "none" })),
      );
      expect(codesOf(result)).to.deep.equal(["GatewayTraceDiffers"]);
      expect(subjectsOf(result)).to.include.members([`${shipment}: entry 1`, `${shipment}: entry 2`]);
    });

    it("an audit reports a missing field of a trace", async () => {
      const result = await audit(
        "auditor",
        onTrace((trace) => ({
          ...trace,
          entries: trace.entries.map(({ commitment, ...step }: Answer) =>
            step.sequence === 2 ? step : { ...step, commitment },
          ),
        })),
      );
      expect(result.faults.map(({ subject, found }) => [subject, found])).to.deep.equal([
        [`${shipment}: commitment of entry 2`, "nothing"],
      ]);
    });
  });

  describe("of shipments that change during the audit", () => {
    it("an audit ignores entries after the last audited block", async () => {
      let recorded = false;
      const intercept: Intercept = async (_, ask) => {
        if (!recorded) {
          recorded = true;
          await report();
          await record("carrier", { kind: "Consign", shipment: "https://example.com/told/later" });
        }
        return ask();
      };
      const result = await audit("auditor", intercept);
      expect(result.verdict).to.equal("sound");
      expect(result.gateway).to.include({ listed: 3, shipments: 2, entries: result.figures?.entries });
    });
  });
});

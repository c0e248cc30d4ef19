import { expect } from "chai";
import { renderReport } from "../../../src/audit/report/render-report.ts";
import { type AuditResult, whatIsNotProved } from "../../../src/audit/report/audit-result.ts";

const HOSTILE = `<script>alert("1")</script>`;

const UNSOUND: AuditResult = {
  verdict: "unsound",
  chain: null,
  ledgerWasNamed: true,
  nodes: [{ url: `http://node/${HOSTILE}`, height: 9, compared: null }],
  firstBlock: 1,
  last: null,
  from: null,
  figures: null,
  gateway: null,
  witnesses: [],
  holdings: null,
  stateCompared: false,
  faults: [
    {
      code: "EntryHashWrong",
      block: 7,
      entry: `0x${"ab".repeat(32)}`,
      subject: HOSTILE,
      expected: HOSTILE,
      found: HOSTILE,
    },
  ],
  questions: [{ what: HOSTILE, reason: HOSTILE }],
  beganAt: 1_790_000_000,
  seconds: 1.5,
  entriesJudged: 0,
};

describe("the report of an audit", () => {
  const page = renderReport(UNSOUND, ["portolan audit", `--rpc ${HOSTILE}`]);

  it("the report of an audit escapes all external text", () => {
    expect(page).not.to.include("<script");
    expect(page.split("&#60;script&#62;")).to.have.length(8);
  });

  it("the report of an audit loads no other files", () => {
    expect(page).to.include("default-src 'none'");
    expect(page).not.to.match(/<(link|script|img|iframe)\b/);
  });

  it("the report of an audit lists each fault with its block and entry, and claims no proof", () => {
    expect(page)
      .to.include("EntryHashWrong")
      .and.include(`0x${"ab".repeat(32)}`)
      .and.include("Not sound");
    expect(page).not.to.include("What this proves");
  });

  it("the report of an audit gives the command to repeat it", () => {
    expect(page).to.include("portolan audit --rpc");
  });
});

describe("the report of an audit without faults", () => {
  const hash = `0x${"cd".repeat(32)}` as const;
  const sound: AuditResult = {
    ...UNSOUND,
    ...{ verdict: "sound", faults: [], questions: [], stateCompared: true, entriesJudged: 300, ledgerWasNamed: false },
    chain: { chainId: 2026, genesis: hash, ledger: `0x${"12".repeat(20)}`, consortium: `0x${"34".repeat(20)}` },
    nodes: [
      { url: "http://one/", height: 40, compared: null },
      { url: "http://two/", height: 41, compared: 39 },
      { url: "http://three/", height: null, compared: 0 },
    ],
    last: { number: 40, hash, timestamp: 1_790_000_000, stateRoot: hash },
    from: { path: "/audits/one", digest: hash, block: 20 },
    figures: {
      ...{ blocks: 39, entries: 500, refusals: 3, registryEvents: 8, directoryEvents: 2, acts: 4 },
      ...{ wallets: { confirmed: 4, unverified: 2 }, faults: {} },
    },
    gateway: { url: "http://gateway", all: false, listed: 90, shipments: 50, entries: 400, payloads: 7 },
    witnesses: [{ name: "customs.example/w1", source: "http://witness", height: 38, signedAt: 1_790_000_000 }],
  };
  const pageOf = (changes: Partial<AuditResult> = {}) => renderReport({ ...sound, ...changes }, ["portolan audit"]);

  it("the report of a sound audit states its proofs, its sources and its figures", () => {
    expect(pageOf())
      .to.include("What this proves")
      .and.include("1 other node has the same blocks")
      .and.include("customs.example/w1 signed block 38")
      .and.include("up to block 20 the checkpoint states this")
      .and.include("/audits/one, after block 20")
      .and.include("4 verified again, 2 accepted by the contract only")
      .and.include("a sample of 90 shipments")
      .and.include("200 entries a second");
  });

  it("the report states what an audit does not prove: finality, unverified wallets, answers outside the sample", () => {
    expect(whatIsNotProved(sound)).to.have.length(6);
    expect(whatIsNotProved({ ...sound, gateway: null })).to.have.length(6);
    const all = { url: "http://gateway", all: true, listed: 90, shipments: 90, entries: 500, payloads: 7 };
    expect(whatIsNotProved({ ...sound, gateway: all })).to.have.length(5);
    expect(pageOf({ gateway: all })).to.include("all of 90 shipments");
  });

  it("the report of an audit shows the height of a node without an answer as unknown", () => {
    expect(pageOf()).to.include("<td>unknown</td>");
  });

  it("the report of faults of only the gateway keeps the chain's proofs, and lists the first 500 faults", () => {
    const fault = {
      ...({ code: "GatewayShipmentMissing", block: null, entry: null } as const),
      ...{ subject: "a shipment", expected: "told", found: "nothing" },
    };
    const faults = new Array<AuditResult["faults"][number]>(501).fill(fault);
    const page = pageOf({ verdict: "unsound", faults, figures: null });
    expect(page).to.include("What this proves").and.include("The first 500:");
    expect(page.split("<td>a shipment</td>")).to.have.length(501);
  });
});

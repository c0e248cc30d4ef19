import { expect } from "chai";
import { renderReport } from "../../../src/audit/report/render-report.ts";
import type { Verdict } from "../../../src/audit/report/verdict.ts";

const HOSTILE = `<script>alert("1")</script>`;

const VERDICT: Verdict = {
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
  untold: [{ what: HOSTILE, reason: HOSTILE }],
  beganAt: 1_790_000_000,
  seconds: 1.5,
  entriesJudged: 0,
};

describe("the report of an audit", () => {
  const page = renderReport(VERDICT, ["portolan audit", `--rpc ${HOSTILE}`]);

  it("shows nothing from outside as markup", () => {
    expect(page).not.to.include("<script");
    expect(page.split("&#60;script&#62;")).to.have.length(8);
  });

  it("needs nothing outside itself", () => {
    expect(page).to.include("default-src 'none'");
    expect(page).not.to.match(/<(link|script|img|iframe)\b/);
  });

  it("names each fault with block and entry, and claims no proof beside it", () => {
    expect(page)
      .to.include("EntryHashWrong")
      .and.include(`0x${"ab".repeat(32)}`)
      .and.include("Not sound");
    expect(page).not.to.include("What this proves");
  });

  it("says how to repeat it", () => {
    expect(page).to.include("portolan audit --rpc");
  });
});

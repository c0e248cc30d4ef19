import { expect } from "chai";
import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import {
  MAX_EXCHANGE_BYTES,
  MAX_ITEM_BYTES,
  MAX_ITEMS,
  MAX_RECEIPTS,
  ReceiptSchema,
  WantAnswerSchema,
} from "../../src/api/exchange.ts";
import { CLOSING_REASONS } from "../../src/api/owed-payload.ts";
import { PROBLEM_STATUS } from "../../src/api/problem-status.ts";
import { SETTINGS } from "../../src/config/settings.ts";
import { keysOf } from "../../src/domain/keys-of.ts";
import { MAX_LIFE_S } from "../../src/exchange/expiry.ts";

describe("The document of the exchange between gateways", () => {
  let document: string;
  before(async () => (document = await readFile(new URL("../../docs/exchange.md", import.meta.url), "utf8")));

  /** The cells of the lines below the head of a table. */
  const tableAfter = (text: string): string[][] => {
    const [, rest = ""] = document.split(text);
    const [table = ""] = /^(\|.*\n)+/m.exec(rest) ?? [];
    const lines = table.trimEnd().split("\n").slice(2);
    return lines.map((line) =>
      line
        .split("|")
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
  };

  it("docs/exchange.md has each outcome of a parcel once", () => {
    const outcomes = ReceiptSchema.anyOf.flatMap(({ properties: { outcome } }): string[] =>
      "const" in outcome ? [outcome.const] : outcome["enum"],
    );
    const documented = tableAfter("### Outcomes of a parcel").map(([outcome]) => outcome);
    expect(documented.toSorted()).to.deep.equal(outcomes.toSorted());
  });

  it("docs/exchange.md has each route between gateways, and each answer to a want", () => {
    const source = readFileSync(new URL("../../src/http/exchange/mount-exchange.ts", import.meta.url), "utf8");
    const routes = [...source.matchAll(/mount\("([^"]+)"/g)].map(([, path]) => `\`POST ${path}\``);
    expect(
      tableAfter("## Protocol")
        .map(([route]) => route)
        .toSorted(),
    ).to.deep.equal(routes.toSorted());
    const { items } = WantAnswerSchema.properties.statement.properties;
    const answers = items.items.anyOf.flatMap(({ properties: { answer } }): string[] =>
      "const" in answer ? [answer.const] : answer["enum"],
    );
    for (const answer of answers) expect(document).to.include(`\`${answer}\``);
  });

  it("docs/exchange.md has the limits of the protocol", () => {
    const limits = [MAX_ITEM_BYTES, MAX_EXCHANGE_BYTES, MAX_ITEMS, MAX_RECEIPTS, MAX_LIFE_S];
    const documented = tableAfter("### Limits").map(([, value]) => Number(value));
    expect(documented).to.deep.equal(limits);
  });

  it("docs/exchange.md has each error with its status", () => {
    const statuses = new Map<string, number>(keysOf(PROBLEM_STATUS).map((code) => [code, PROBLEM_STATUS[code]]));
    const documented = tableAfter("### Errors of a request");
    expect(documented).to.have.length.above(5);
    for (const [status, code = ""] of documented)
      expect([code, String(statuses.get(code))]).to.deep.equal([code, status]);
  });

  it("docs/exchange.md names only settings, outcomes and reasons that exist", () => {
    for (const [, name = ""] of document.matchAll(/`(EXCHANGE_[A-Z_]+)`/g)) expect(SETTINGS).to.have.property(name);
    for (const [, reason] of document.matchAll(/`closed: (\w+)`/g)) expect(CLOSING_REASONS).to.include(reason);
  });
});

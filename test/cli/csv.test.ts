import { expect } from "chai";
import { csvTime, renderCsv, type CsvColumn } from "../../src/cli/output/csv.ts";

interface Row {
  readonly number: number | null;
  readonly text: string;
}

const COLUMNS: readonly CsvColumn<Row>[] = [
  ["number", ({ number }) => number],
  ["text", ({ text }) => text],
];

describe("A list as CSV", () => {
  const lines = (...texts: string[]) =>
    renderCsv(
      COLUMNS,
      texts.map((text) => ({ number: 1, text })),
    ).split("\r\n");

  it("a list as CSV begins with a byte order mark and its titles", () => {
    expect(renderCsv(COLUMNS, [])).to.equal('\ufeff"number","text"');
  });

  it("a list as CSV keeps leading zeros, quotation marks, line breaks and names of every script", () => {
    const texts = ["00340123450000000000", 'A "quoted" name', "two\nlines", "上海海关", "دبي", "a,b"];
    expect(lines(...texts).slice(1)).to.deep.equal(texts.map((text) => `"1","${text.replaceAll('"', '""')}"`));
  });

  it("a list as CSV marks texts that a spreadsheet would execute, not negative numbers", () => {
    for (const text of ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1"]) expect(lines(text)[1]).to.equal(`"1","'${text}"`);
    expect(renderCsv(COLUMNS, [{ number: -1, text: "" }]).split("\r\n")[1]).to.equal('"-1",""');
  });

  it("a list as CSV leaves an absent value empty, and writes times in UTC", () => {
    expect(renderCsv(COLUMNS, [{ number: null, text: "x" }]).split("\r\n")[1]).to.equal('"","x"');
    expect([csvTime(0), csvTime(null)]).to.deep.equal(["1970-01-01T00:00:00Z", null]);
  });
});

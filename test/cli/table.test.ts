import { expect } from "chai";
import stringWidth from "string-width";
import { printable, renderTable } from "../../src/cli/output/table.ts";

const COLUMNS = [{ title: "No" }, { title: "Name", flexible: true }, { title: "What", flexible: true }];
const ROWS = [
  ["1", "Example Ocean Lines and Company of Hamburg", "to the terminal, with seal 4711 and a remark that goes on"],
  ["2", "Short", "x"],
];

/** Names without a space, of wide characters, and with combining marks. */
const LONG_NAMES = [
  "上海海关监管仓储有限公司浦东分公司夜班仓库管理系统接口",
  "Donaudampfschifffahrtsgesellschaft",
  "สำนักงานศุลกากรท่าเรือกรุงเทพ",
  "부산항터미널주식회사",
];

function terminal(width: number | undefined, colour = false) {
  return { width, colour };
}

describe("A table", () => {
  describe("in a pipe", () => {
    it("a table in a pipe has one line for each row", () => {
      const lines = renderTable(COLUMNS, ROWS, terminal(undefined)).split("\n");
      expect(lines).to.have.length(3);
      expect(lines[1]).to.include(ROWS[0]?.[1]).and.include(ROWS[0]?.[2]);
    });

    it("a table in a pipe has no colours", () => {
      expect(renderTable(COLUMNS, ROWS, terminal(undefined))).to.not.include("\u001b");
    });
  });

  describe("on a terminal", () => {
    for (const width of [50, 80, 200]) {
      it(`a table on a terminal of ${width} columns is at most ${width} columns wide`, () => {
        const lines = renderTable(COLUMNS, ROWS, terminal(width)).split("\n");
        expect(Math.max(...lines.map((line) => line.length))).to.be.at.most(width);
      });
    }

    it("a wrapped table keeps every word", () => {
      const words = renderTable(COLUMNS, ROWS, terminal(50)).split(/\s+/);
      for (const word of ROWS.flat().flatMap((cell) => cell.split(" "))) expect(words).to.include(word);
    });

    for (const name of LONG_NAMES) {
      it(`a table of 30 columns shows the whole name ${name} on lines of at most 30 columns`, () => {
        const rows = [[name, "carrier of the goods"]];
        const table = renderTable(
          [
            { title: "Name", flexible: true },
            { title: "What", flexible: true },
          ],
          rows,
          {
            width: 30,
            colour: false,
          },
        );
        const lines = table.split("\n");
        expect(
          lines
            .slice(1)
            .map((line) => line.split(/ {2,}/)[0])
            .join(""),
        ).to.equal(name);
        expect(Math.max(...lines.map((line) => stringWidth(line)))).to.be.at.most(30);
      });
    }

    it("a table in colour has a bold head", () => {
      expect(renderTable(COLUMNS, ROWS, terminal(80, true))).to.include("\u001b[1mNAME\u001b[22m");
    });
  });

  for (const width of [undefined, 200]) {
    it(`columns of a table begin at the same place below wide characters (width ${width ?? "unlimited"})`, () => {
      const rows = LONG_NAMES.map((name) => [name, "|"]);
      const lines = renderTable([{ title: "Name" }, { title: "|" }], rows, terminal(width)).split("\n");
      expect(new Set(lines.map((line) => stringWidth(line)))).to.have.property("size", 1);
      for (const name of LONG_NAMES) expect(lines.join("\n")).to.include(name);
    });
  }

  it("a table without rows has only its head", () => {
    expect(renderTable(COLUMNS, [], terminal(undefined)).trim()).to.match(/^NO +NAME +WHAT$/);
  });
});

describe("Untrusted text", () => {
  it("printed text cannot move the cursor, repaint the screen, break the line or turn the direction of writing", () => {
    expect(printable("a\u001b[2Jb\r\nc\u0007d\u202ee\u009bf")).to.match(/^a \[2Jb c d e f$/);
  });

  it("printed text keeps all other characters", () => {
    expect(printable("Genève – 東京 ↑")).to.equal("Genève – 東京 ↑");
  });
});

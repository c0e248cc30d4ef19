import { expect } from "chai";
import { PassThrough } from "node:stream";
import { printable, renderTable } from "../../src/cli/output/table.ts";
import type { Terminal } from "../../src/cli/terminal.ts";

const COLUMNS = [{ title: "No" }, { title: "Name", flexible: true }, { title: "What", flexible: true }];
const ROWS = [
  ["1", "Example Ocean Lines and Company of Hamburg", "to the terminal, with seal 4711 and a remark that goes on"],
  ["2", "Short", "x"],
];

function terminal(width: number | undefined, colour = false): Terminal {
  return { stdout: new PassThrough(), stderr: new PassThrough(), width, colour, interactive: false };
}

describe("A table", () => {
  describe("in a pipe", () => {
    it("has one line a row, however long, so that programs can read it", () => {
      const lines = renderTable(COLUMNS, ROWS, terminal(undefined)).split("\n");
      expect(lines).to.have.length(3);
      expect(lines[1]).to.include(ROWS[0]?.[1]).and.include(ROWS[0]?.[2]);
    });

    it("has no colours", () => {
      expect(renderTable(COLUMNS, ROWS, terminal(undefined))).to.not.include("\u001b");
    });
  });

  describe("on a terminal", () => {
    for (const width of [50, 80, 200]) {
      it(`is at most ${width} columns wide where there are ${width}`, () => {
        const lines = renderTable(COLUMNS, ROWS, terminal(width)).split("\n");
        expect(Math.max(...lines.map((line) => line.length))).to.be.at.most(width);
      });
    }

    it("loses no word when it wraps", () => {
      const words = renderTable(COLUMNS, ROWS, terminal(50)).split(/\s+/);
      for (const word of ROWS.flat().flatMap((cell) => cell.split(" "))) expect(words).to.include(word);
    });

    it("has a bold head where colours are wanted", () => {
      expect(renderTable(COLUMNS, ROWS, terminal(80, true))).to.include("\u001b[1mNAME\u001b[22m");
    });
  });

  it("without rows has its head alone", () => {
    expect(renderTable(COLUMNS, [], terminal(undefined)).trim()).to.match(/^NO +NAME +WHAT$/);
  });
});

describe("Text from elsewhere", () => {
  it("cannot move the cursor, repaint the screen, break the line or turn the direction of writing", () => {
    expect(printable("a\u001b[2Jb\r\nc\u0007d\u202ee\u009bf")).to.match(/^a \[2Jb c d e f$/);
  });

  it("stays as it is otherwise", () => {
    expect(printable("Genève – 東京 ↑")).to.equal("Genève – 東京 ↑");
  });
});

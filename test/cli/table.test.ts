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

    it("a table in colour has a bold head", () => {
      expect(renderTable(COLUMNS, ROWS, terminal(80, true))).to.include("\u001b[1mNAME\u001b[22m");
    });
  });

  it("a table without rows has only its head", () => {
    expect(renderTable(COLUMNS, [], terminal(undefined)).trim()).to.match(/^NO +NAME +WHAT$/);
  });
});

describe("Untrusted text", () => {
  it("cannot move the cursor, repaint the screen, break the line or turn the direction of writing", () => {
    expect(printable("a\u001b[2Jb\r\nc\u0007d\u202ee\u009bf")).to.match(/^a \[2Jb c d e f$/);
  });

  it("keeps all other characters", () => {
    expect(printable("Genève – 東京 ↑")).to.equal("Genève – 東京 ↑");
  });
});

import { expect } from "chai";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { runCommand } from "../cli/run-command.ts";

const ROOT = join(import.meta.dirname, "..", "..");

const DOCUMENTS = globSync(["*.md", "docs/*.md"], { cwd: ROOT });

/** The code of a document: its blocks and what stands between backticks. */
function codeOf(document: string): string[] {
  const text = readFileSync(join(ROOT, document), "utf8");
  return [...text.matchAll(/```sh\n([^]*?)```|`([^`\n]+)`/g)].map(([, block, inline]) => block ?? inline ?? "");
}

const allMatches = (document: string, pattern: RegExp): RegExpMatchArray[] =>
  codeOf(document).flatMap((code) => [...code.matchAll(pattern)]);

describe("The commands in the documents", () => {
  const scripts = Object.keys(
    (JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { scripts: object }).scripts,
  );

  it("the documents name commands of both kinds", () => {
    expect(DOCUMENTS.flatMap((document) => allMatches(document, /\bnpm run\b/g))).to.have.length.above(5);
    expect(DOCUMENTS.flatMap((document) => allMatches(document, /\bportolan [a-z]/g))).to.have.length.above(15);
  });

  for (const document of DOCUMENTS) {
    it(`every script of npm that ${document} names exists`, () => {
      for (const [, script] of allMatches(document, /\bnpm run (?:-\S+ )*([\w-]+)/g))
        expect(scripts).to.include(script);
    });

    it(`every command of portolan that ${document} names exists`, async () => {
      for (const [, command = "", sub] of allMatches(document, /\bportolan ([a-z][a-z-]*)(?: ([a-z][a-z-]*))?/g)) {
        const { out, status } = await runCommand(command, "--help");
        expect([command, status]).to.deep.equal([command, 0]);
        // A command without subcommands may take the second word as an argument.
        if (sub !== undefined && out.includes("\nCommands:")) expect(out).to.match(new RegExp(`^ +${sub}\\b`, "m"));
      }
    });
  }
});

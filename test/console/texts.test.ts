import { expect } from "chai";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import en from "../../src/console/texts/catalogues/en.ts";
import { longSentences } from "../support/sentences.ts";

const CONSOLE = join(import.meta.dirname, "..", "..", "src", "console");

/** Attributes with texts for readers. */
const SPOKEN = new Set(["alt", "aria-label", "aria-description", "label", "placeholder", "title", "hint", "what"]);

/** Marks that are the same in every language. */
const MARKS = /^[\s()№→·…–—,:;.✓✗#↑]*$/u;

/** The possible values of an expression, from its syntax. */
function outcomes(expression: ts.Expression | undefined): readonly ts.Expression[] {
  if (expression === undefined) return [];
  if (ts.isParenthesizedExpression(expression)) return outcomes(expression.expression);
  if (ts.isConditionalExpression(expression))
    return [...outcomes(expression.whenTrue), ...outcomes(expression.whenFalse)];
  if (ts.isBinaryExpression(expression)) {
    const { kind } = expression.operatorToken;
    if (kind === ts.SyntaxKind.AmpersandAmpersandToken) return outcomes(expression.right);
    const isEither = kind === ts.SyntaxKind.BarBarToken || kind === ts.SyntaxKind.QuestionQuestionToken;
    return isEither ? [...outcomes(expression.left), ...outcomes(expression.right)] : [];
  }
  return [expression];
}

/** Every text in a component's source that is not from the catalogue, with its place. */
function literalTexts(file: string, source: string): string[] {
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
  const found: string[] = [];
  const keep = (node: ts.Node, text: string) => {
    if (MARKS.test(text)) return;
    const { line } = tree.getLineAndCharacterOfPosition(node.getStart());
    found.push(`${file}:${line + 1} ${text.trim()}`);
  };
  const visit = (node: ts.Node) => {
    if (ts.isJsxText(node)) keep(node, node.text);
    else if (ts.isJsxExpression(node) && !ts.isJsxAttribute(node.parent)) {
      for (const shown of outcomes(node.expression)) if (ts.isStringLiteralLike(shown)) keep(shown, shown.text);
    } else if (ts.isJsxAttribute(node) && SPOKEN.has(node.name.getText())) {
      const { initializer } = node;
      if (initializer && ts.isStringLiteral(initializer)) keep(node, initializer.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

describe("The texts of the console", () => {
  const files = globSync("**/*.{ts,tsx}", { cwd: CONSOLE });
  const sources = files.map((file) => [file, readFileSync(join(CONSOLE, file), "utf8")] as const);

  it("every text of a component is in the catalogue", () => {
    const components = sources.filter(([file]) => file.endsWith(".tsx"));
    expect(components).not.to.deep.equal([]);
    expect(components.flatMap(([file, source]) => literalTexts(file, source))).to.deep.equal([]);
  });

  it("a text in a component's source is found", () => {
    const planted = 'const Planted = () => <p title="Planted">Some words {"more words"} <b>·</b>{so && "if so"}</p>;';
    expect(literalTexts("planted.tsx", planted)).to.deep.equal([
      "planted.tsx:1 Planted",
      "planted.tsx:1 Some words",
      "planted.tsx:1 more words",
      "planted.tsx:1 if so",
    ]);
  });

  it("a key is in one part of the catalogue only", async () => {
    const parts = globSync("texts/catalogues/en/*.ts", { cwd: CONSOLE });
    const keys = await Promise.all(
      parts.map(async (file) => Object.keys(((await import(join(CONSOLE, file))) as { default: object }).default)),
    );
    expect(keys.flat().toSorted()).to.deep.equal(Object.keys(en).toSorted());
  });

  it("a sentence of the console has at most twenty words", () => {
    const texts = Object.values(en).flatMap((text) => (typeof text === "string" ? text : Object.values(text)));
    expect(longSentences(texts)).to.deep.equal([]);
  });

  it("every text of the catalogue is used", () => {
    const code = sources.filter(([file]) => !file.startsWith(join("texts", "catalogues"))).map(([, source]) => source);
    const whole = code.join("\n");
    // The code composes some keys from a value. Templates in the code contain their beginnings.
    const built = [...whole.matchAll(/`([a-z]+(?:\.[a-zA-Z]+)*\.)\$\{/gi)].map(([, beginning]) => beginning ?? "");
    const unused = Object.keys(en).filter(
      (key) => !whole.includes(`"${key}"`) && !built.some((beginning) => key.startsWith(beginning)),
    );
    expect(unused).to.deep.equal([]);
  });
});

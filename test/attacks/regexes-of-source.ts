import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

const ROOT = join(import.meta.dirname, "..", "..");

/** A regular expression, and its source: the path from the project's folder, and the line. */
export interface FoundRegex {
  readonly where: string;
  readonly source: string;
  readonly flags: string;
}

/** The regular expressions of src/. */
export interface SourceRegexes {
  readonly literals: readonly FoundRegex[];
  /** Sources of the expressions that are built at run time. */
  readonly built: readonly string[];
}

export function regexesOfSource(): SourceRegexes {
  const literals: FoundRegex[] = [];
  const built: string[] = [];
  for (const path of globSync("src/**/*.{ts,tsx}", { cwd: ROOT }).sort()) {
    const kind = path.endsWith("x") ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
    const file = ts.createSourceFile(path, readFileSync(join(ROOT, path), "utf8"), ts.ScriptTarget.Latest, false, kind);
    const visit = (node: ts.Node) => {
      const where = () => `${path}:${file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1}`;
      if (ts.isRegularExpressionLiteral(node)) {
        const end = node.text.lastIndexOf("/");
        literals.push({ where: where(), source: node.text.slice(1, end), flags: node.text.slice(end + 1) });
      }
      if ((ts.isNewExpression(node) || ts.isCallExpression(node)) && node.expression.getText(file) === "RegExp") {
        built.push(where());
      }
      ts.forEachChild(node, visit);
    };
    visit(file);
  }
  return { literals, built };
}

import { stripTypeScriptTypes } from "node:module";
import ts from "typescript";

/**
 * The numbers, from 1, of the executable lines: without types, imports, comments, blank lines and lines of only
 * brackets.
 */
export function codeLines(source: string): ReadonlySet<number> {
  const code = stripTypeScriptTypes(source);
  const file = ts.createSourceFile("code.js", code, ts.ScriptTarget.Latest);
  const lines = new Set<number>();
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return;
    if (!ts.isBlock(node) && !ts.isEmptyStatement(node))
      lines.add(file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1);
    ts.forEachChild(node, visit);
  };
  file.statements.forEach(visit);
  return lines;
}

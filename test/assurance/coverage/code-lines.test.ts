import { expect } from "chai";
import { codeLines } from "./code-lines.ts";

describe("The executable lines of a source file", () => {
  it("the lines of code exclude types, imports, comments, blank lines and lines of only brackets", () => {
    const source = [
      `import { a } from "./a.ts";`,
      `/** Says what`,
      ` * it is for. */`,
      `interface Shape {`,
      `  readonly member: string;`,
      `}`,
      ``,
      `export function f(shape: Shape): string {`,
      `  // Why.`,
      `  if (shape.member === "")`,
      `    return a;`,
      `  return shape.member;`,
      `}`,
      `export type { Shape };`,
    ].join("\n");

    expect([...codeLines(source)]).to.deep.equal([8, 10, 11, 12]);
  });
});

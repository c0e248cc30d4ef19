import { expect } from "chai";

import { type Fact, PortolanError } from "../../src/domain/errors/portolan-error.ts";
import type { ErrorCode } from "../../src/domain/errors/table.ts";

/** Expects `action` to throw the PortolanError of this code, with at least these facts. */
export function expectRefusal(
  action: () => unknown,
  code: ErrorCode,
  facts: Readonly<Record<string, Fact>> = {},
): void {
  let result: unknown;
  try {
    result = action();
  } catch (error) {
    if (!PortolanError.is(error)) throw error;
    expect(error.code).to.equal(code);
    expect(error.facts).to.deep.include(facts);
    return;
  }
  expect.fail(`expected ${code}, got ${JSON.stringify(result)}`);
}

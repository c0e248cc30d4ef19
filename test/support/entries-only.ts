import type { Entry } from "../../src/domain/entry.ts";
import { isAct, type Statement } from "../../src/domain/statement.ts";

/** A function of entries where a test records no acts. */
export function entriesOnly<Result>(work: (entry: Entry) => Result): (statement: Statement) => Result {
  return (statement) => {
    if (isAct(statement)) throw new Error("This test records no acts.");
    return work(statement);
  };
}

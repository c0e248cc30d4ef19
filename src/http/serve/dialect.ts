import type { IncomingMessage } from "node:http";
import type { Problem } from "../../api/problem.ts";
import { JSON_TYPE } from "./read-json.ts";

/** The conventions of an interface, which all its routes share. */
export interface Dialect {
  /** Media types of JSON, in requests and answers. An answer has the first one unless the client prefers another. */
  readonly jsonTypes: readonly [string, ...string[]];
  /** Header fields of every answer. */
  readonly headers: Readonly<Record<string, string>>;
  /** Refuses a request whose header fields require an unsupported version or media type. */
  readonly negotiate: (request: Pick<IncomingMessage, "headers">) => void;
  /** The problem document as the clients of the interface know it. */
  readonly problem: (problem: Problem) => Problem;
}

/** The dialect of Portolan's own API. */
export const NATIVE: Dialect = {
  jsonTypes: [JSON_TYPE],
  headers: {},
  negotiate: () => undefined,
  problem: (problem) => problem,
};

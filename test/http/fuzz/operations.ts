import { OPENAPI } from "../documented-answer.ts";
import type { Schema } from "./schema-values.ts";

export interface Parameter {
  readonly name: string;
  readonly in: "path" | "query" | "header";
  readonly required?: boolean;
  readonly schema: Schema;
}

/** An operation as the OpenAPI document has it. */
export interface Operation {
  readonly id: string;
  readonly method: string;
  readonly template: string;
  /** What leads to the thing that it is about: the path up to its last parameter. */
  readonly pool: string | undefined;
  readonly parameters: readonly Parameter[];
  /** Schemas of its body, by media type. */
  readonly bodies: readonly (readonly [type: string, schema: Schema])[];
}

interface DocumentedOperation {
  readonly operationId: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
}

/** When an operation comes: last what takes something away, and before it what takes a part of that away. */
const taking = ({ method, template }: Operation) => (method === "DELETE" ? 1 / template.length : 0);

/** Every operation of the document. */
export const OPERATIONS: readonly Operation[] = Object.entries(
  OPENAPI.paths as Record<string, Record<string, DocumentedOperation>>,
)
  .flatMap(([template, methods]) =>
    Object.entries(methods).map(([method, { operationId, parameters = [], requestBody }]) => ({
      id: operationId,
      method: method.toUpperCase(),
      template,
      pool: poolOf(template),
      parameters,
      bodies: Object.entries(requestBody?.content ?? {}).map(([type, { schema }]) => [type, schema] as const),
    })),
  )
  .sort((a, b) => taking(a) - taking(b));

const POOLS = [...new Set(OPERATIONS.flatMap(({ pool }) => pool ?? []))].map((pool) => ({
  pool,
  pattern: new RegExp(`^${pool.replace(/\{(\w+)\}/g, "(?<$1>[^/]+)")}$`),
}));

function poolOf(template: string): string | undefined {
  return /^.*\{\w+\}/.exec(template)?.[0];
}

/** The pool and the parameters of a path that leads to one thing. */
export function readPath(path: string): { pool: string; params: Record<string, string> } | undefined {
  for (const { pool, pattern } of POOLS) {
    const found = pattern.exec(path)?.groups;
    if (found !== undefined) {
      return {
        pool,
        params: Object.fromEntries(Object.entries(found).map(([name, text]) => [name, decodeURIComponent(text)])),
      };
    }
  }
  return undefined;
}

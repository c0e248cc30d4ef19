import { OPENAPI } from "../documented-answer.ts";
import type { Schema } from "./schema-values.ts";

export interface Parameter {
  readonly name: string;
  readonly in: "path" | "query" | "header";
  readonly required?: boolean;
  readonly schema: Schema;
}

/** An operation of the OpenAPI document. */
export interface Operation {
  readonly id: string;
  readonly method: string;
  readonly template: string;
  /** The path of its object, up to the last parameter. */
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

/** Order of the operations: deletions come last, of parts before their whole. */
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

/** The pool and the parameters of an object's path. */
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

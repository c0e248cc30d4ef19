import type { TObject, TSchema } from "@sinclair/typebox";
import { STATUS_CODES } from "node:http";
import packageJson from "../../../package.json" with { type: "json" };
import { ERRORS, type ErrorCode } from "../../domain/errors/table.ts";
import { HEADER_PARAMETERS } from "./header-parameters.ts";
import { impliedProblems } from "./implied-problems.ts";
import { PROBLEM_STATUS } from "../../api/problem-status.ts";
import { PROBLEM_TYPE } from "./problem.ts";
import { BULK_TYPES } from "./read-bulk.ts";
import { JSON_TYPE } from "./read-json.ts";
import type { BodySpec, ReplySpec, Route } from "./route.ts";
import { TAGS } from "./tags.ts";
import { ProblemSchema } from "../../api/problem.ts";

type Json = Record<string, unknown>;

const TITLE = "Portolan";
const DESCRIPTION =
  "A permissioned ledger for the provenance of shipments. Authors sign each entry, the chain stores it, and clients can verify each answer against the chain. Times are Unix seconds; names that end in `Ms` are Unix milliseconds. Hashes and ids are lower-case hexadecimal. A path with a slash at its end is the path without it.";

/** Creates the OpenAPI 3.1 document from the routes that the server mounts. */
export function createOpenApi(routes: readonly Route[]): Json {
  const components = new Map<string, Json>();
  const paths: Record<string, Json> = {};
  for (const route of routes) {
    const path = (paths[route.path] ??= {});
    path[route.method] = operation(route, components);
  }
  return {
    openapi: "3.1.1",
    jsonSchemaDialect: "https://json-schema.org/draft/2020-12/schema",
    info: {
      title: TITLE,
      version: packageJson.version,
      description: DESCRIPTION,
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: "/" }],
    tags: [...new Set(routes.map(({ tag }) => tag))].map((name) => ({ name, description: TAGS[name] })),
    paths,
    components: {
      securitySchemes: {
        bearer: {
          type: "http",
          scheme: "bearer",
          description: "An API key (`ptl_…`), or an OAuth 2.0 access token (JWT) of the configured issuer.",
        },
        apiKey: {
          type: "apiKey",
          in: "header",
          name: "X-API-Key",
          description:
            "The same credential as `bearer`, for clients that cannot set `Authorization`. A request with both must give the same value in both.",
        },
      },
      schemas: Object.fromEntries([...components].sort(([a], [b]) => a.localeCompare(b))),
    },
  };
}

function operation(route: Route, components: Map<string, Json>): Json {
  const parameters = [
    ...parametersOf(route.params, "path", components),
    ...parametersOf(route.query, "query", components),
    ...(route.headers ?? []).map((name) => ({ name, in: "header", ...HEADER_PARAMETERS[name] })),
  ];
  return {
    operationId: route.operation,
    tags: [route.tag],
    summary: route.summary,
    ...(route.description === undefined ? {} : { description: route.description }),
    security: route.access === "public" ? [] : [{ bearer: [route.access] }, { apiKey: [route.access] }],
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(route.body === undefined ? {} : { requestBody: requestBody(route.body, route.dialect.jsonTypes, components) }),
    responses: { ...answers(route, components), ...refusals(route, components) },
  };
}

function parametersOf(schema: TObject | undefined, where: "path" | "query", components: Map<string, Json>): Json[] {
  if (schema === undefined) return [];
  const required = new Set(schema.required ?? []);
  return Object.entries(schema.properties).map(([name, property]) => ({
    name,
    in: where,
    required: required.has(name),
    ...(typeof property.description === "string" ? { description: property.description } : {}),
    schema: reference(property, components),
  }));
}

function requestBody(body: BodySpec, types: readonly string[], components: Map<string, Json>): Json {
  if (body.kind === "json") {
    // Some generators make unusable code of a body under two types.
    const [type = JSON_TYPE, ...others] = types;
    const description = others.map((other) => `\`${other}\` is accepted too.`).join(" ");
    const content = underTypes([type], reference(body.schema, components));
    return { required: true, ...(description !== "" && { description }), content };
  }
  const item = reference(body.schema, components);
  const [array, lines] = BULK_TYPES;
  return {
    required: true,
    description: body.description,
    content: { [array]: { schema: { type: "array", minItems: 1, items: item } }, [lines]: { schema: item } },
  };
}

function answers(route: Route, components: Map<string, Json>): Json {
  return Object.fromEntries(
    Object.entries(route.replies).map(([status, reply]) => [status, answer(reply, route, components)]),
  );
}

function underTypes(types: readonly string[], schema: unknown): Json {
  return Object.fromEntries(types.map((type) => [type, { schema }]));
}

function answer({ description, schema, media, headers }: ReplySpec, route: Route, components: Map<string, Json>): Json {
  const types = media === undefined ? route.dialect.jsonTypes : [media];
  const content = schema
    ? { ...texts(route.alternatives ?? []), ...underTypes(types, reference(schema, components)) }
    : media === undefined
      ? undefined
      : texts([media, ...(route.alternatives ?? [])]);
  const described = Object.entries({
    "X-Request-Id": "Id of the request, from the client or generated.",
    ...headers,
  }).map(([name, text]) => [name, { description: text, schema: { type: "string" } }]);
  return { description, headers: Object.fromEntries(described), ...(content && { content }) };
}

/** Describes bodies without a schema: text, or JSON whose form another document defines. */
function texts(types: readonly string[]): Json {
  return Object.fromEntries(types.map((type) => [type, { schema: /json/.test(type) ? {} : { type: "string" } }]));
}

/** Describes a route's problem documents by status, with their error codes. */
function refusals(route: Route, components: Map<string, Json>): Json {
  const codes = [...new Set<ErrorCode>([...impliedProblems(route), ...route.problems])];
  const byStatus = Map.groupBy(codes, (code) => PROBLEM_STATUS[code]);
  return Object.fromEntries(
    [...byStatus]
      .sort(([a], [b]) => a - b)
      .map(([status, group]) => [
        String(status),
        {
          description: `${STATUS_CODES[status]}\n\n${group.map((code) => `- \`${code}\`: ${ERRORS[code].sentence}`).join("\n")}`,
          content: {
            [PROBLEM_TYPE]: {
              schema: { allOf: [reference(ProblemSchema, components), narrowed(group)] },
            },
          },
        },
      ]),
  );
}

/** Describes a problem document with one of these codes. */
function narrowed(codes: readonly ErrorCode[]): Json {
  return { type: "object", properties: { code: { type: "string", enum: codes } }, additionalProperties: true };
}

/** Moves each titled schema to the components and replaces it by a reference. */
function reference(schema: TSchema | Json, components: Map<string, Json>): unknown {
  const { title } = schema as { title?: unknown };
  if (typeof title !== "string") return withReferences(schema, components);
  if (!components.has(title)) {
    components.set(title, {});
    components.set(title, withReferences(schema, components) as Json);
  }
  return { $ref: `#/components/schemas/${title}` };
}

function withReferences(value: unknown, components: Map<string, Json>): unknown {
  if (Array.isArray(value)) return value.map((item) => referenceOrValue(item, components));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([member, part]) => [
      member,
      member === "properties" ? mapValues(part as Json, components) : referenceOrValue(part, components),
    ]),
  );
}

/** Treats the names of properties as names, not as keywords: a property may be called `title`. */
function mapValues(properties: Json, components: Map<string, Json>): Json {
  return Object.fromEntries(
    Object.entries(properties).map(([name, schema]) => [name, reference(schema as Json, components)]),
  );
}

function referenceOrValue(part: unknown, components: Map<string, Json>): unknown {
  return typeof part === "object" && part !== null && !Array.isArray(part)
    ? reference(part as Json, components)
    : withReferences(part, components);
}

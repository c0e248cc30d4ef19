import fc from "fast-check";
import { GOOD_BODIES, GOOD_QUERY } from "./good-bodies.ts";
import type { Operation, Parameter } from "./operations.ts";
import { standIn } from "./pools.ts";
import { anyJson, anyText, valuesOf } from "./schema-values.ts";
import { spoiled } from "./spoil.ts";

/** A generated request, before the existing objects are known. */
export interface Plan {
  /** Whether the request is completely valid. */
  readonly whole: boolean;
  /** Index of its object among the known ones; undefined for an invented object. */
  readonly about: number | undefined;
  /** Index of the caller that sends it. */
  readonly caller: number;
  readonly path: Readonly<Record<string, unknown>>;
  readonly query: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly type: string | undefined;
}

const GOOD_HEADERS: Readonly<Record<string, fc.Arbitrary<string>>> = {
  "Idempotency-Key": fc.uuid(),
  Prefer: fc.constantFrom("wait=0", "wait=1", "respond-async", 'wait="1", handling=strict'),
  "If-None-Match": fc.constantFrom("*", '"abc"', 'W/"0x00", "y"'),
  "Last-Event-ID": fc.constantFrom("0", "123456789"),
  "GS1-Extensions": fc.constant("example=https://ns.example.com/epcis/"),
  "GS1-Capture-Error-Behaviour": fc.constantFrom("rollback", "proceed"),
  "Portolan-Entries": fc.constantFrom("true", "false"),
  Accept: fc.constantFrom("*/*", "application/json", "application/json, text/html;q=0.5"),
};

const strangeHeaders = fc.dictionary(
  fc.constantFrom(
    "Accept",
    "Accept-Encoding",
    "If-None-Match",
    "Prefer",
    "X-Request-Id",
    "GS1-EPCIS-Version",
    "Cookie",
    "Content-Encoding",
  ),
  fc.oneof(
    anyText,
    fc.constantFrom("text/html", "image/png", "gzip", "*/*;q=0", "application/ld+json", "2.0", "1.2", "identity"),
  ),
  { maxKeys: 2 },
);

/** Requests of an operation: `right` are valid; half of `any` are slightly invalid. */
export function plansOf(operation: Operation): Record<"right" | "any", fc.Arbitrary<Plan>> {
  const right = fc.record({
    whole: fc.constant(true),
    about: fc.nat(1_000),
    caller: fc.constant(0),
    path: parametersIn(operation, "path"),
    query: queryOf(operation),
    headers: headersOf(operation),
    body: bodyOf(operation),
    type: fc.constantFrom(...typesOf(operation)),
  });
  const nearly = fc.record({
    whole: fc.constant(false),
    about: fc.option(fc.nat(1_000), { nil: undefined, freq: 3 }),
    caller: fc.nat(20),
    path: spoiledObject(parametersIn(operation, "path")),
    query: fc.oneof(queryOf(operation), spoiledObject(queryOf(operation))),
    headers: fc
      .tuple(headersOf(operation), fc.oneof(fc.constant({}), strangeHeaders))
      .map(([a, b]) => ({ ...a, ...b })),
    body: fc.oneof(bodyOf(operation), spoiled(bodyOf(operation))),
    type: fc.oneof(
      { arbitrary: fc.constantFrom(...typesOf(operation)), weight: 9 },
      fc.constantFrom("text/plain", "", "application/json; charset=utf-16"),
    ),
  });
  return { right, any: fc.oneof(right, nearly) as fc.Arbitrary<Plan> };
}

const typesOf = ({ bodies }: Operation): (string | undefined)[] =>
  bodies.length === 0 ? [undefined] : bodies.map(([type]) => type);

function parametersIn({ parameters }: Operation, where: Parameter["in"]): fc.Arbitrary<Record<string, unknown>> {
  const own = parameters.filter((parameter) => parameter.in === where);
  return fc.record(Object.fromEntries(own.map(({ name, schema }) => [name, valuesOf(schema)])));
}

/** Few parameters at once: each further one leaves fewer results. */
function queryOf({ parameters, template }: Operation): fc.Arbitrary<Record<string, unknown>> {
  const own = parameters.filter((parameter) => parameter.in === "query");
  if (own.length === 0) return fc.constant({});
  const instead = fc.option(
    anyJson.map((value) => JSON.stringify(value)),
    { nil: undefined },
  );
  const paging = fc.tuple(fc.nat(1_000), instead).map(([index, forged]) => standIn(`next ${template}`, index, forged));
  const good = own
    .filter(({ name }) => Object.hasOwn(GOOD_QUERY, name) || name === "cursor" || name === "nextPageToken")
    .map(({ name }) => [name, GOOD_QUERY[name] ?? paging] as const);
  const formal = own.map(({ name, schema }) => [name, valuesOf(schema)] as const);
  const some = (pairs: readonly (readonly [string, fc.Arbitrary<unknown>])[]) =>
    fc
      .subarray([...pairs], { minLength: Math.min(1, pairs.length), maxLength: Math.min(3, pairs.length) })
      .chain((chosen) => fc.record(Object.fromEntries(chosen)));
  const required = own.filter((parameter) => parameter.required).map(({ name }) => name);
  const basis = some(good).chain((chosen) => fc.constant(chosen));
  return fc
    .oneof({ arbitrary: basis, weight: 2 }, some(formal), fc.constant({}))
    .map((chosen) => withRequired(chosen as Record<string, unknown>, required));
}

function withRequired(query: Record<string, unknown>, required: readonly string[]): Record<string, unknown> {
  return { ...Object.fromEntries(required.map((name) => [name, "x"])), ...query };
}

function headersOf({ parameters }: Operation): fc.Arbitrary<Record<string, string>> {
  const names = [...parameters.filter((parameter) => parameter.in === "header").map(({ name }) => name), "Accept"];
  return fc
    .subarray(names)
    .chain((chosen) => fc.record(Object.fromEntries(chosen.map((name) => [name, GOOD_HEADERS[name] ?? anyText]))));
}

function bodyOf({ id, bodies }: Operation): fc.Arbitrary<unknown> {
  const [first] = bodies;
  if (first === undefined) return fc.constant(undefined);
  const formal = valuesOf(first[1]);
  const good = GOOD_BODIES[id];
  return good === undefined ? formal : fc.oneof({ arbitrary: good, weight: 3 }, formal);
}

function spoiledObject(values: fc.Arbitrary<Record<string, unknown>>): fc.Arbitrary<Record<string, unknown>> {
  const text = fc.oneof(
    anyText,
    anyJson.map((value) => JSON.stringify(value)),
  );
  return fc.oneof(
    values,
    fc.tuple(values, text, fc.nat()).map(([given, by, index]) => {
      const names = Object.keys(given);
      const name = names[index % Math.max(names.length, 1)] ?? "x";
      return names.length === 0 ? given : { ...given, [name]: by };
    }),
    fc
      .tuple(values, anyText, text)
      .map(([given, name, by]) => ({ ...given, ...(name === "__proto__" ? {} : { [name]: by }) })),
  );
}

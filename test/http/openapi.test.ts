import { expect } from "chai";
import { ROUTES } from "../../src/http/route-table.ts";
import { PROBLEM_STATUS, PUBLIC_CODES } from "../../src/api/problem-status.ts";
import { OPENAPI } from "./documented-answer.ts";

type Json = Record<string, unknown>;

/** Every object within a value, with its path. */
function* objects(value: unknown, path = "#"): Generator<[string, Json]> {
  if (typeof value !== "object" || value === null) return;
  if (!Array.isArray(value)) yield [path, value as Json];
  for (const [member, part] of Object.entries(value)) yield* objects(part, `${path}/${member}`);
}

const operations = ROUTES.map((route) => ({ route, operation: OPENAPI.paths[route.path][route.method] }));

describe("The OpenAPI document", () => {
  it("the OpenAPI document states its format version and the API's version", () => {
    expect(OPENAPI.openapi).to.equal("3.1.1");
    expect(OPENAPI.info).to.include.keys("title", "version", "description");
  });

  it("the OpenAPI document has exactly the mounted operations", () => {
    const documented = Object.entries(OPENAPI.paths as Json).flatMap(([path, item]) =>
      Object.keys(item as Json).map((method) => `${method} ${path}`),
    );
    expect(documented).to.have.members(ROUTES.map(({ method, path }) => `${method} ${path}`));
  });

  it("the OpenAPI document names each operation once", () => {
    const names = operations.map(({ operation }) => operation.operationId);
    expect(new Set(names).size).to.equal(names.length);
  });

  it("the OpenAPI document has only references to its own components", () => {
    for (const [where, { $ref }] of objects(OPENAPI)) {
      if ($ref === undefined) continue;
      const [, name] = /^#\/components\/schemas\/(\w+)$/.exec(String($ref)) ?? [];
      expect(OPENAPI.components.schemas, where).to.have.property(name as string);
    }
  });

  it("the OpenAPI document has no unused component", () => {
    const used = new Set([...objects(OPENAPI)].map(([, { $ref }]) => $ref));
    for (const name of Object.keys(OPENAPI.components.schemas)) expect(used).to.include(`#/components/schemas/${name}`);
  });

  it("the OpenAPI document states the items of every array, and whether an object has other members", () => {
    const places = [...objects(OPENAPI)].filter(
      ([, { type, items, additionalProperties }]) =>
        (type === "array" && items === undefined) || (type === "object" && additionalProperties === undefined),
    );
    expect(places.map(([where]) => where)).to.deep.equal([]);
  });

  it("the OpenAPI document describes the events of the stream", () => {
    const { schema } = OPENAPI.paths["/v1/events"].get.responses[200].content["text/event-stream"];
    expect(schema.contentSchema).to.deep.equal({ $ref: "#/components/schemas/StreamEvent" });
    const events = OPENAPI.components.schemas.StreamEvent.anyOf.map(({ properties }: Json) => properties);
    expect(events.map(({ event, data }: Record<string, Json>) => [event?.["const"], data])).to.deep.equal([
      ["entry", { $ref: "#/components/schemas/Entry" }],
      ["submission", { $ref: "#/components/schemas/Submission" }],
      ["act", { $ref: "#/components/schemas/Act" }],
      ["act-submission", { $ref: "#/components/schemas/ActSubmission" }],
    ]);
  });

  for (const { route, operation } of operations) {
    describe(`${route.method.toUpperCase()} ${route.path}`, () => {
      it(`the operation ${route.operation} states the required scope`, () => {
        expect(operation.security).to.deep.equal(
          route.access === "public" ? [] : [{ bearer: [route.access] }, { apiKey: [route.access] }],
        );
      });

      it(`the operation ${route.operation} describes every parameter of its path`, () => {
        const inPath = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
        const described = (operation.parameters ?? []).filter((one: Json) => one["in"] === "path");
        expect(described.map(({ name }: Json) => name)).to.have.members(inPath);
        for (const { required } of described) expect(required).to.equal(true);
      });

      it(`the operation ${route.operation} has its answers, and its problems under their status`, () => {
        const statuses = Object.keys(operation.responses).map(Number);
        expect(statuses.some((status) => status < 400)).to.equal(true);
        expect(statuses).to.include(500);
        if (route.access !== "public") expect(statuses).to.include.members([401, 403, 429]);
        for (const status of statuses.filter((one) => one >= 400)) {
          const [, narrowed] = operation.responses[status].content["application/problem+json"].schema.allOf;
          for (const code of narrowed.properties.code.enum) {
            expect(PROBLEM_STATUS[code as keyof typeof PROBLEM_STATUS], code).to.equal(status);
            expect(PUBLIC_CODES).to.include(code);
          }
        }
      });
    });
  }
});

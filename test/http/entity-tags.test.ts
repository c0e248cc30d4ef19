import { expect } from "chai";
import { startStack, type Stack } from "../support/stack.ts";
import { call } from "./api-client.ts";

describe("Entity tags", () => {
  let stack: Stack;
  let url: string;
  let shipment: string;
  let first: string;
  const token = (name: string) => stack.participants[name]?.token;
  const post = (path: string, body: unknown) =>
    call(url, "POST", path, { token: token("carrier"), body, headers: { prefer: "wait=20" } });
  const get = (path: string, tag?: string, name = "carrier") =>
    call(url, "GET", path, { token: token(name), headers: tag === undefined ? {} : { "if-none-match": tag } });

  before(async () => {
    stack = await startStack();
    url = stack.gateway.url;
    shipment = (await post("/v1/shipments", { identifier: "https://example.com/units/1", payload: {} })).body.id;
    first = (await post("/v1/entries", { kind: "Report", shipment, payload: { note: "x" } })).body.hash;
  });
  after(() => stack.stop());

  for (const view of ["", "/trace", "/origin"]) {
    describe(`of GET /v1/shipments/{id}${view}`, () => {
      it("an entity tag contains the head", async () => {
        const { headers } = await get(`/v1/shipments/${shipment}${view}`);
        const { body } = await get(`/v1/shipments/${shipment}`);
        expect(headers.get("etag")).to.match(new RegExp(`^W/"${body.head}\\.[\\w-]{22}"$`));
        expect(headers.get("vary")).to.contain("Authorization");
        expect(headers.get("cache-control")).to.equal("private, no-cache");
      });

      it("a request with the current entity tag gets 304", async () => {
        const tag = (await get(`/v1/shipments/${shipment}${view}`)).headers.get("etag") as string;
        for (const field of [tag, tag.slice(2), `"other", ${tag}`, "*"]) {
          const { status, text, headers } = await get(`/v1/shipments/${shipment}${view}`, field);
          expect([status, text, headers.get("etag")]).to.deep.equal([304, "", tag]);
        }
        expect((await get(`/v1/shipments/${shipment}${view}`, '"other"')).status).to.equal(200);
      });
    });
  }

  it("an entity tag stays when only other shipments change", async () => {
    const tag = (await get(`/v1/shipments/${shipment}/trace`)).headers.get("etag") as string;
    await post("/v1/shipments", { identifier: "https://example.com/units/2", payload: {} });
    expect((await get(`/v1/shipments/${shipment}/trace`, tag)).status).to.equal(304);
  });

  it("an entity tag changes with a new entry", async () => {
    const tag = (await get(`/v1/shipments/${shipment}/trace`)).headers.get("etag") as string;
    await post("/v1/entries", { kind: "Report", shipment, payload: {} });
    expect((await get(`/v1/shipments/${shipment}/trace`, tag)).status).to.equal(200);
  });

  it("entity tags of one head differ between callers with different rights", async () => {
    const own = await get(`/v1/shipments/${shipment}/trace`);
    const auditors = await get(`/v1/shipments/${shipment}/trace`, own.headers.get("etag") as string, "auditor");
    expect(auditors.status).to.equal(200);
    expect(auditors.body.head).to.equal(own.body.head);
  });

  it("an entity tag changes when a payload is erased, while the head stays", async () => {
    const before = await get(`/v1/shipments/${shipment}/trace`);
    await call(url, "DELETE", `/v1/entries/${first}/payload`, { token: token("carrier") });
    const after = await get(`/v1/shipments/${shipment}/trace`, before.headers.get("etag") as string);
    expect([after.status, after.body.head]).to.deep.equal([200, before.body.head]);
  });
});

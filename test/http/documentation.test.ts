import { expect } from "chai";
import { ERRORS } from "../../src/domain/errors/table.ts";
import { PUBLIC_CODES } from "../../src/api/problem-status.ts";
import { call } from "./api-client.ts";
import { OPENAPI } from "./documented-answer.ts";
import { startApi, type TestApi } from "./start-api.ts";

describe("The documentation of the API", () => {
  let api: TestApi;
  before(async () => (api = await startApi()));
  after(() => api.stop());

  const directives = (headers: Headers) => headers.get("content-security-policy")?.split(";") ?? [];

  it("the documentation of the API is a page without resources of other servers", async () => {
    const { status, text, headers } = await call(api.url, "GET", "/docs");
    expect(status).to.equal(200);
    expect(directives(headers)).to.include.members(["default-src 'none'", "script-src 'self'", "style-src 'self'"]);
    const references = [...text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, reference]) => reference as string);
    expect(references).to.have.length(4);
    for (const reference of references) {
      expect(reference).to.match(/^\/docs\//);
      const asset = await call(api.url, "GET", reference);
      expect([asset.status, asset.text.length > 0]).to.deep.equal([200, true]);
      expect(asset.headers.get("x-content-type-options")).to.equal("nosniff");
    }
    expect(text).not.to.match(/<script(?![^>]* src=)|<style| on\w+=| style=/);
  });

  it("the documentation of the API loads this server's OpenAPI document, and validates it nowhere else", async () => {
    const { text } = await call(api.url, "GET", "/docs/start.js");
    expect(text).to.contain('url: "/openapi.json"').and.to.contain("validatorUrl: null");
    expect(text).not.to.match(/https?:/);
  });

  it("the documentation of the API serves no other file", async () => {
    for (const file of ["package.json", "..%2fasset.ts", "asset.ts"]) {
      expect((await call(api.url, "GET", `/docs/${file}`)).status, file).to.equal(400);
    }
  });

  it("the server serves the OpenAPI document of its routes", async () => {
    expect((await call(api.url, "GET", "/openapi.json")).body).to.deep.equal(OPENAPI);
  });

  describe("of problems", () => {
    it("the list of problems has every code as JSON", async () => {
      const { body } = await call(api.url, "GET", "/problems");
      expect(body.items.map(({ code }: { code: string }) => code)).to.deep.equal(PUBLIC_CODES);
    });

    it("the list of problems is a page for clients that prefer HTML", async () => {
      const { text, headers } = await call(api.url, "GET", "/problems", { headers: { accept: "text/html" } });
      expect(headers.get("content-type")).to.equal("text/html; charset=utf-8");
      for (const code of PUBLIC_CODES) expect(text).to.contain(`id="${code}"`);
    });

    it("the address of a problem's type has a page", async () => {
      const { body } = await call(api.url, "GET", "/v1/shipments");
      const page = await call(api.url, "GET", body.type);
      expect(page.text).to.contain("NotAuthenticated").and.to.contain(ERRORS.NotAuthenticated.remedy.split("`")[0]);
    });
  });
});

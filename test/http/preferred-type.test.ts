import { expect } from "chai";
import { preferredType, requireAcceptable } from "../../src/http/serve/preferred-type.ts";
import { ROUTES } from "../../src/http/route-table.ts";
import { expectRefusal } from "../support/expect-refusal.ts";
import { startApi, type TestApi } from "./start-api.ts";

const JSON_TYPE = "application/json";
const LD = "application/ld+json";
const HTML = "text/html";
const STREAM = "text/event-stream";

describe("An Accept field", () => {
  const cases: [accept: string | undefined, offered: string[], preferred: string | undefined][] = [
    [undefined, [JSON_TYPE], JSON_TYPE],
    ["", [JSON_TYPE], JSON_TYPE],
    ["*/*", [JSON_TYPE, HTML], JSON_TYPE],
    ["*", [JSON_TYPE], JSON_TYPE],
    ["application/*", [HTML, JSON_TYPE], JSON_TYPE],
    ["application/json; charset=utf-8", [JSON_TYPE], JSON_TYPE],
    ["application/json;charset=UTF-8", [JSON_TYPE], JSON_TYPE],
    ["APPLICATION/JSON ; Charset=utf-8", [JSON_TYPE], JSON_TYPE],
    ['application/ld+json; profile="http://www.w3.org/ns/json-ld#compacted"', [JSON_TYPE, LD], LD],
    ['application/ld+json; profile="a,b;q=0\\"c"', [JSON_TYPE, LD], LD],
    ["application/json; version=2", [JSON_TYPE], JSON_TYPE],
    ["text/event-stream; charset=utf-8", [STREAM], STREAM],
    ["text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.8", [JSON_TYPE, HTML], HTML],
    ["text/html, image/gif, *; q=.2, */*; q=.2", [JSON_TYPE], JSON_TYPE],
    ["application/json;q=0.5, text/html;q=0.9", [JSON_TYPE, HTML], HTML],
    ["application/json; charset=utf-8; q=0.9, text/html; q=0.5", [HTML, JSON_TYPE], JSON_TYPE],
    ["application/json;q=0.1;charset=utf-8, application/json", [JSON_TYPE], JSON_TYPE],
    ["application/ld+json, application/json", [JSON_TYPE, LD], LD],
    ["application/*, text/html", [JSON_TYPE, HTML], HTML],
    ["application/json;q=0, */*", [JSON_TYPE, HTML], HTML],
    ["application/json;q=high", [JSON_TYPE], JSON_TYPE],
    ["application/json;q=0", [JSON_TYPE], undefined],
    ["application/json; charset=utf-8; q=0.000", [JSON_TYPE], undefined],
    ["*/*;q=0", [JSON_TYPE], undefined],
    ["application/xml", [JSON_TYPE], undefined],
    ["application/json-seq", [JSON_TYPE], undefined],
    ["text/*", [JSON_TYPE], undefined],
    ['text/plain; note=", application/json', [JSON_TYPE], undefined],
  ];
  for (const [accept, offered, preferred] of cases) {
    it(`the Accept field '${accept ?? "(absent)"}' selects ${preferred ?? "no type"} of ${offered.join(", ")}`, () => {
      expect(preferredType(accept, offered)).to.equal(preferred);
    });
  }

  it("an Accept field that excludes every offered type is refused with the field and the offered types", () => {
    const facts = { accept: "application/xml", offered: [JSON_TYPE, LD] };
    expectRefusal(() => requireAcceptable("application/xml", [JSON_TYPE, LD]), "NotAcceptable", facts);
  });

  describe("of a request", () => {
    let api: TestApi;
    let token: string;
    before(async () => {
      api = await startApi();
      token = await api.token(1);
    });
    after(() => api.stop());

    for (const { method, path, replies, alternatives = [], dialect } of ROUTES) {
      const medias = Object.values(replies).flatMap(({ schema, media }) =>
        media !== undefined ? [media] : schema === undefined ? [] : dialect.jsonTypes,
      );
      const [type = JSON_TYPE, ...others] = [...medias, ...alternatives];
      it(`parameters of a media type do not change the status of ${method.toUpperCase()} ${path}`, async () => {
        const at = `${api.url}${path.replace(/\{\w+\}/g, "x")}`;
        const statusOf = async (accept: string) => {
          const ending = new AbortController();
          const headers = { authorization: `Bearer ${token}`, accept };
          const { status } = await fetch(at, { method, headers, signal: ending.signal });
          ending.abort();
          return status;
        };
        for (const one of [type, ...others]) {
          const plain = await statusOf(one);
          for (const parameter of ["charset=utf-8", 'profile="a,b"', "version=1"]) {
            expect(await statusOf(`${one}; ${parameter}`), `${one}; ${parameter}`).to.equal(plain);
          }
        }
        expect(await statusOf("application/xml; charset=utf-8")).to.equal(406);
      });
    }
  });
});

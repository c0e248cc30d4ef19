import { expect } from "chai";
import { beginSession } from "../../src/http/serve/session-cookie.ts";
import { startApi, type TestApi } from "./start-api.ts";

describe("A browser's session", () => {
  let api: TestApi;
  let token: string;
  before(async () => {
    api = await startApi();
    token = await api.token(1, "read");
  });
  after(() => api.stop());

  const session = (method: string, headers: Record<string, string>) =>
    fetch(`${api.url}/v1/session`, { method, headers });

  async function begin(): Promise<{ cookie: string; attributes: string }> {
    const answer = await session("POST", { authorization: `Bearer ${token}` });
    expect(answer.status).to.equal(200);
    const [cookie = "", ...attributes] = (answer.headers.get("set-cookie") ?? "").split("; ");
    return { cookie, attributes: attributes.join("; ") };
  }

  it("a session begins with a credential, and names its participant", async () => {
    const answer = await session("POST", { authorization: `Bearer ${token}` });
    expect(await answer.json()).to.deep.equal({
      participant: { id: 1, name: "Carrier", roles: ["carrier"], jurisdiction: "NL" },
      scopes: ["read"],
      signer: "wallet",
    });
  });

  it("a session's cookie is hidden from scripts and other sites", async () => {
    const { attributes } = await begin();
    expect(attributes).to.equal("Path=/; HttpOnly; SameSite=Strict");
  });

  it("a session's cookie is sent only encrypted to a host other than this machine", () => {
    expect(beginSession({ header: () => "ledger.example" }, token)).to.match(/; Secure$/);
  });

  it("a session is a credential for requests of this server's pages", async () => {
    const { cookie } = await begin();
    const answer = await session("GET", { cookie: `other=1; ${cookie}`, "sec-fetch-site": "same-origin" });
    expect(answer.status).to.equal(200);
  });

  for (const site of ["cross-site", "same-site", "none", undefined]) {
    it(`a session is not a credential for a request from ${site ?? "a client that is not a browser"}`, async () => {
      const { cookie } = await begin();
      const answer = await session("GET", { cookie, ...(site && { "sec-fetch-site": site }) });
      expect(answer.status).to.equal(401);
    });
  }

  it("a session yields to a credential in the request", async () => {
    const { cookie } = await begin();
    const headers = { cookie, "sec-fetch-site": "same-origin", authorization: "Bearer ptl_wrong" };
    expect((await session("GET", headers)).status).to.equal(401);
  });

  it("a session ends on request", async () => {
    const answer = await session("DELETE", {});
    expect(answer.status).to.equal(204);
    expect(answer.headers.get("set-cookie")).to.equal(
      "portolan-session=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0",
    );
  });

  it("a session does not begin without a credential", async () => {
    expect((await session("POST", {})).status).to.equal(401);
  });

  it("a session does not begin from another session", async () => {
    const { cookie } = await begin();
    expect((await session("POST", { cookie, "sec-fetch-site": "same-origin" })).status).to.equal(401);
  });
});

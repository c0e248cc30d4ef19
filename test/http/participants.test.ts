import { expect } from "chai";
import { sha256 } from "../../src/domain/encoding/sha256.ts";
import { PrivateKey } from "../../src/keys/private-key.ts";
import { startStack, type Stack } from "../support/stack.ts";
import { call, type Answer } from "./api-client.ts";

describe("Participants and webhooks", () => {
  let stack: Stack;
  before(async () => (stack = await startStack()));
  after(() => stack.stop());

  const ask = (method: string, path: string, body?: unknown, name = "trader"): Promise<Answer> =>
    call(stack.gateway.url, method, path, {
      token: stack.participants[name]?.token,
      ...(body !== undefined && { body }),
    });
  const untilFarOff = Math.floor(Date.now() / 1000) + 86_400;

  describe("participants", () => {
    it("participants are listed page by page", async () => {
      const first = await ask("GET", "/v1/participants?limit=5");
      const rest = await ask("GET", `/v1/participants?limit=200&cursor=${first.body.next}`);
      const ids = [...first.body.items, ...rest.body.items].map(({ id }) => id);
      expect(ids).to.deep.equal([1, 2, 3, 4, 5, 6, 7, 8]);
      expect(rest.body.next).to.equal(null);
    });

    it("participants are enrolled, given roles, suspended and reinstated", async () => {
      const enrolled = await ask("POST", "/v1/participants", { name: "New", roles: ["carrier"], jurisdiction: "FR" });
      expect([enrolled.status, enrolled.headers.get("location")]).to.deep.equal([201, "/v1/participants/9"]);
      const path = "/v1/participants/9";
      expect((await ask("PUT", `${path}/roles`, { roles: ["trader", "terminal"] })).body.roles).to.deep.equal([
        "trader",
        "terminal",
      ]);
      expect((await ask("PUT", `${path}/jurisdiction`, { jurisdiction: "GB" })).body.jurisdiction).to.equal("GB");
      expect((await ask("POST", `${path}/suspend`)).body.suspended).to.equal(true);
      const again = await ask("POST", `${path}/suspend`);
      expect([again.status, again.body.code]).to.deep.equal([409, "ConsortiumUnexpectedSuspension"]);
      expect((await ask("POST", `${path}/reinstate`)).body.suspended).to.equal(false);
      expect((await ask("GET", path)).body.name).to.equal("New");
    });

    it("a jurisdiction is a country's code, and the right code is named for UK", async () => {
      for (const jurisdiction of ["UK", "EL", "EN", "ZZ", "SU"]) {
        const enrolment = { name: "Example Customs", roles: ["customs"], jurisdiction };
        for (const refused of [
          await ask("POST", "/v1/participants", enrolment),
          await ask("PUT", "/v1/participants/1/jurisdiction", { jurisdiction }),
        ]) {
          expect([refused.status, refused.body.code]).to.deep.equal([400, "CountryUnknown"]);
          if (jurisdiction === "UK") expect(refused.body.remedy).to.include("GB");
          if (jurisdiction === "EL") expect(refused.body.remedy).to.include("GR");
        }
      }
    });

    it("a name or label has no characters that its readers cannot see", async () => {
      const name = "Exam\u200bple Lines";
      const enrolled = await ask("POST", "/v1/participants", { name, roles: ["carrier"], jurisdiction: "NL" });
      const key = { participant: 1, label: "TMS\u202e", scopes: ["read"] };
      const issued = await ask("POST", "/v1/api-keys", key);
      expect([enrolled.status, enrolled.body.code]).to.deep.equal([400, "TextUnseen"]);
      expect([issued.status, issued.body.code]).to.deep.equal([400, "TextUnseen"]);
    });

    it("a participant's keys are added and revoked", async () => {
      const { address } = PrivateKey.generate();
      const added = await ask("POST", "/v1/participants/1/keys", { address, validUntil: untilFarOff });
      expect(added.body.keys.map((key: { address: string }) => key.address)).to.include(address);
      const others = await ask("DELETE", `/v1/participants/2/keys/${address}`);
      expect([others.status, others.body.code]).to.deep.equal([404, "ConsortiumUnknownKey"]);
      const revoked = await ask("DELETE", `/v1/participants/1/keys/${address}`);
      const { validUntil } = revoked.body.keys.find((key: { address: string }) => key.address === address);
      expect(validUntil).to.be.lessThan(untilFarOff);
      const taken = await ask("POST", "/v1/participants/2/keys", { address, validUntil: untilFarOff });
      expect([taken.status, taken.body.code]).to.deep.equal([409, "ConsortiumKeyTaken"]);
    });

    it("governance sets a participant's party identifiers, in canonical form, each for one participant", async () => {
      const path = "/v1/participants/1/identifiers";
      expect((await ask("GET", path)).body).to.deep.equal({ identifiers: [] });
      const given = ["urn:epc:id:pgln:9506000.00002", "https://lei.example/5299", "urn:epc:id:sgln:9506000.00001.0"];
      const identifiers = [
        "https://id.gs1.org/414/9506000000015",
        "https://id.gs1.org/417/9506000000022",
        "https://lei.example/5299",
      ];
      expect((await ask("PUT", path, { identifiers: given })).body).to.deep.equal({ identifiers });
      const others = "/v1/participants/2/identifiers";
      const taken = await ask("PUT", others, { identifiers: ["https://other.example/", identifiers[1]] });
      expect([taken.status, taken.body.code]).to.deep.equal([409, "PartyIdentifierTaken"]);
      expect((await ask("GET", others)).body).to.deep.equal({ identifiers: [] });
      expect((await ask("PUT", path, { identifiers: [identifiers[0]] })).body).to.deep.equal({
        identifiers: [identifiers[0]],
      });
      expect((await ask("PUT", others, { identifiers: [identifiers[1]] })).status).to.equal(200);
    });

    it("an identifier of goods or of another participant is refused as a party identifier", async () => {
      for (const identifier of ["urn:epc:id:sscc:9506000.0000000001", "urn:portolan:participant:2", "HLBU2080000"]) {
        const { status, body } = await ask("PUT", "/v1/participants/1/identifiers", { identifiers: [identifier] });
        expect([status, body.code], identifier).to.deep.equal([422, "IdentifierInvalid"]);
      }
      const unknown = await ask("PUT", "/v1/participants/99/identifiers", { identifiers: [] });
      expect([unknown.status, unknown.body.code]).to.deep.equal([404, "ConsortiumUnknownParticipant"]);
    });

    it("party identifiers are hidden without the scope govern", async () => {
      const key = { participant: 1, label: "reads", scopes: ["read", "record"] };
      const { token } = (await ask("POST", "/v1/api-keys", key)).body;
      const body = { identifiers: ["https://lei.example/5299"] };
      const path = "/v1/participants/1/identifiers";
      const { status } = await call(stack.gateway.url, "PUT", path, { token, body });
      expect(status).to.equal(403);
    });

    it("an unknown participant is not found", async () => {
      const { status, body } = await ask("GET", "/v1/participants/99");
      expect([status, body.code]).to.deep.equal([404, "ConsortiumUnknownParticipant"]);
    });
  });

  describe("webhooks", () => {
    it("webhooks exist only for their participant", async () => {
      const created = await ask("POST", "/v1/webhooks", { url: "http://127.0.0.1:9/hook/key-7?t=8", kinds: ["Offer"] });
      expect(created.status).to.equal(201);
      expect(created.body.secret).to.match(/^whsec_/);
      const { id } = created.body.webhook;
      const listed = await ask("GET", "/v1/webhooks");
      expect(listed.body.items).to.deep.equal([created.body.webhook]);
      expect(listed.text).not.to.contain(created.body.secret);
      // The path and the query of an address may hold a secret as well.
      expect(created.body.webhook.url).to.equal("http://127.0.0.1:9/…");
      expect(created.body.webhook.urlDigest).to.equal(`0x${sha256("http://127.0.0.1:9/hook/key-7?t=8", "hex")}`);
      expect(listed.text).not.to.match(/key-7|t=8/);
      expect((await ask("GET", "/v1/webhooks", undefined, "carrier")).body.items).to.deep.equal([]);
      for (const [method, path, body] of [
        ["DELETE", `/v1/webhooks/${id}`],
        ["GET", `/v1/webhooks/${id}/dead-letters`],
        ["POST", `/v1/webhooks/${id}/replay`, {}],
      ] as const) {
        const { status, body: problem } = await ask(method, path, body, "carrier");
        expect([status, problem.code], path).to.deep.equal([404, "WebhookUnknown"]);
      }
      expect((await ask("GET", `/v1/webhooks/${id}/dead-letters`)).body.items).to.deep.equal([]);
      expect((await ask("POST", `/v1/webhooks/${id}/replay`, {})).body).to.deep.equal({ replayed: 0 });
      expect((await ask("DELETE", `/v1/webhooks/${id}`)).status).to.equal(204);
      expect((await ask("GET", "/v1/webhooks")).body.items).to.deep.equal([]);
    });

    it("webhooks with an invalid address are refused", async () => {
      const { status, body } = await ask("POST", "/v1/webhooks", { url: "ftp://example.com/" });
      expect([status, body.code]).to.deep.equal([422, "WebhookUrlRefused"]);
    });
  });
});

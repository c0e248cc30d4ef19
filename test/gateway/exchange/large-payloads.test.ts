import { expect } from "chai";
import { canonicalJson } from "../../../src/domain/encoding/canonical-json.ts";
import type { JsonObject } from "../../../src/domain/encoding/json.ts";
import { bytesToDeliver, DELIVERABLE_BYTES } from "../../../src/domain/payload/bytes-to-deliver.ts";
import { eventually } from "../../support/eventually.ts";
import { startMemberGateways, type MemberGateway, type MemberGateways } from "../../support/member-gateways.ts";

const serials = (count: number): JsonObject => ({
  epcList: Array.from(
    { length: count },
    (_, index) => `urn:epc:id:sgtin:0614141.107346.${String(index).padStart(6, "0")}`,
  ),
});

const bytesOf = (payload: JsonObject) => bytesToDeliver(payload, canonicalJson(payload));

/** The largest number of serial numbers in a payload whose part can be delivered. */
function mostSerials(): number {
  let [low, high] = [1, 19_900];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (bytesOf(serials(middle)) <= DELIVERABLE_BYTES) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** A text of three bytes for each character, so that the payload has exactly this many bytes. */
function textOf(bytes: number): JsonObject {
  const around = bytesOf({ "portolan:place": "NLRTM", note: "" });
  const letters = Math.floor((bytes - around) / 3);
  return { "portolan:place": "NLRTM", note: "\u4e2d".repeat(letters) + "n".repeat((bytes - around) % 3) };
}

describe("The largest payloads between gateways", function () {
  this.timeout(240_000);
  let gateways: MemberGateways<"trade" | "line" | "authority">;
  let trade: MemberGateway;
  before(async () => {
    gateways = await startMemberGateways({ trade: ["trader"], line: ["carrier"], authority: ["customs"] });
    trade = gateways.of.trade;
  });
  after(() => gateways.stop());

  async function post(draft: object, status = 201) {
    const answer = await trade.client("trader").post("/v1/entries", draft, { prefer: "wait=60" });
    expect(answer.status, JSON.stringify(answer.body).slice(0, 500)).to.equal(status);
    return answer.body;
  }

  const arrives = (gateway: MemberGateway, member: string, hash: string, state: string) =>
    eventually(`${member} reads the payload`, async () => {
      const { body } = await gateway.client(member).get(`/v1/entries/${hash}`);
      return body.payload === state && body.body;
    });

  it("the largest payload that a gateway accepts reaches who may read it whole", async () => {
    const payload = textOf(DELIVERABLE_BYTES);
    const { hash } = await post({ kind: "Consign", shipment: "https://example.com/large/1", payload });
    const body = (await arrives(gateways.of.authority, "customs", hash, "known")) as JsonObject;
    expect(canonicalJson(body) === canonicalJson(payload)).to.equal(true);
  });

  it("the largest part of a payload that a gateway accepts reaches who may read that part", async () => {
    const count = mostSerials();
    expect(count).to.be.greaterThan(16_000);
    const payload = { ...serials(count), "portolan:description": "kept from the carrier" };
    const shipment = "https://example.com/large/2";
    const { hash } = await post({ kind: "Consign", shipment, payload });
    await post({ kind: "Offer", shipment, counterparty: gateways.idOf("carrier"), payload: {} });
    const body = (await arrives(gateways.of.line, "carrier", hash, "partial")) as JsonObject;
    expect(Object.keys(body)).to.deep.equal(["epcList"]);
    expect(body["epcList"]).to.have.length(count);
  });

  it("a payload that no member could receive is refused before it is recorded", async () => {
    for (const payload of [textOf(DELIVERABLE_BYTES + 1), serials(mostSerials() + 1)]) {
      const body = await post({ kind: "Consign", shipment: "https://example.com/large/3", payload }, 413);
      expect(body.code).to.equal("PayloadTooLarge");
      expect(body.detail).to.contain(String(DELIVERABLE_BYTES));
    }
  });
});

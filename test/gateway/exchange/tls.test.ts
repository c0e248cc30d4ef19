import { expect } from "chai";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eventually } from "../../support/eventually.ts";
import { gatewayClient } from "../../support/gateway-client.ts";
import { type KillableGateway, startKillableGateway } from "../../support/killable-gateway.ts";
import { startMemberGateways, type MemberGateways } from "../../support/member-gateways.ts";
import { type Certificate, makeCertificate, startTlsProxy, type TlsProxy } from "./tls-proxy.ts";

describe("The exchange by TLS, through a reverse proxy", function () {
  this.timeout(240_000);
  let folder: string;
  let certificate: Certificate;
  let gateways: MemberGateways<"trade" | "named" | "six" | "old">;
  let trade: KillableGateway;
  const proxies: Record<string, TlsProxy> = {};

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "portolan-tls-"));
    certificate = await makeCertificate(folder);
    const before = async (name: string, url: string) => {
      if (name === "trade") return url;
      const host = name === "six" ? "::1" : "127.0.0.1";
      const options = name === "old" ? ({ maxVersion: "TLSv1.2" } as const) : {};
      const proxy = await startTlsProxy(certificate, Number(new URL(url).port), host, options);
      proxies[name] = proxy;
      return `https://${name === "six" ? "[::1]" : "localhost"}:${proxy.port}`;
    };
    gateways = await startMemberGateways(
      { trade: ["trader"], named: ["carrier"], six: ["customs"], old: ["foreign"] },
      { endpointOf: before, settings: { EXCHANGE_PRIVATE_HOSTS: "localhost,127.0.0.1,[::1]" } },
    );
    // Node reads the authority once, when a process starts.
    await gateways.of.trade.stop();
    trade = await startKillableGateway({ ...gateways.of.trade.environment, NODE_EXTRA_CA_CERTS: certificate.file });
  });
  after(async () => {
    await trade.kill();
    for (const proxy of Object.values(proxies)) await proxy.close();
    await gateways.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const client = () => gatewayClient(trade.url, gateways.of.trade.members["trader"]?.token ?? "");
  const post = async (draft: object): Promise<string> => {
    const { status, body } = await client().post("/v1/entries", draft, { prefer: "wait=30" });
    expect(status, JSON.stringify(body)).to.equal(201);
    return body.hash;
  };
  const arrives = (gateway: "named" | "six", member: string, hash: string) =>
    eventually(`${member} reads the payload`, async () => {
      const { body } = await gateways.of[gateway].client(member).get(`/v1/entries/${hash}`);
      return body.body !== null && body.body !== undefined;
    });

  it("a payload passes by TLS 1.3 to a name and to an IPv6 address, with the authority that Node was told", async () => {
    const shipment = "https://example.com/by-tls/1";
    const hash = await post({
      kind: "Consign",
      shipment,
      payload: { "portolan:place": "NLRTM", bizStep: "departing" },
    });
    await arrives("six", "customs", hash);
    const offer = { kind: "Offer", shipment, counterparty: gateways.idOf("carrier"), payload: { bizStep: "shipping" } };
    await arrives("named", "carrier", await post(offer));
    for (const name of ["six", "named"]) expect([...(proxies[name]?.protocols ?? [])]).to.deep.equal(["TLSv1.3"]);
  });

  it("a proxy that speaks only TLS 1.2 gets nothing, and the lane says why", async () => {
    await post({ kind: "Consign", shipment: "https://example.com/by-tls/2", payload: { "portolan:place": "CHBSL" } });
    const lane = await eventually("the lane has a problem", async () => {
      const { body } = await client().get("/v1/exchange/lanes");
      return body.items.find(
        ({ member, problem }: { member: { id: number }; problem: string | null }) =>
          member.id === gateways.idOf("foreign") && problem !== null,
      );
    });
    expect(lane.problem).to.match(/TLS|secure|protocol/i);
    expect([...(proxies["old"]?.protocols ?? [])]).to.deep.equal([]);
  });

  it("a gateway that was not told the authority sends nothing to the proxy", async () => {
    await trade.kill();
    trade = await startKillableGateway(gateways.of.trade.environment);
    const seen = proxies["six"]?.protocols.size;
    await post({ kind: "Consign", shipment: "https://example.com/by-tls/3", payload: { "portolan:place": "NLRTM" } });
    const lane = await eventually("the lane has a problem", async () => {
      const { body } = await client().get("/v1/exchange/lanes");
      return body.items.find(
        ({ member, problem }: { member: { id: number }; problem: string | null }) =>
          member.id === gateways.idOf("customs") && problem !== null,
      );
    });
    expect(lane.problem).to.match(/CERT/);
    expect(proxies["six"]?.protocols.size).to.equal(seen);
  });
});

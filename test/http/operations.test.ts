import { expect } from "chai";
import { call } from "./api-client.ts";
import { alarmed, startApi, type TestApi } from "./start-api.ts";

describe("The operational routes", () => {
  let api: TestApi;
  beforeEach(async () => (api = await startApi()));
  afterEach(() => api.stop());

  it("the root of the API lists the entry points", async () => {
    const { body } = await call(api.url, "GET", "/");
    for (const link of Object.values(body.links)) {
      expect((await call(api.url, "GET", link as string)).status, link as string).to.equal(200);
    }
  });

  it("the gateway is ready while it follows the chain", async () => {
    const { status, body } = await call(api.url, "GET", "/readyz");
    expect([status, body]).to.deep.equal([
      200,
      { status: "ready", block: 7, chainHead: 7, queue: 0, foreignTransactions: 0 },
    ]);
  });

  for (const state of ["starting", "behind"] as const) {
    it(`the gateway is alive but not ready while the follower is ${state}`, async () => {
      api.status = { state, block: 7, chainHead: 900, alarm: null };
      const { status, body } = await call(api.url, "GET", "/readyz");
      expect([status, body.code]).to.deep.equal([503, "GatewayNotReady"]);
      expect((await call(api.url, "GET", "/healthz")).status).to.equal(200);
    });
  }

  it("the gateway states the alarm that makes it not ready", async () => {
    api.status = alarmed();
    const { status, body } = await call(api.url, "GET", "/readyz");
    expect([status, body.facts.reason]).to.deep.equal([503, alarmed().alarm?.message]);
    expect(body.detail).to.equal(`The gateway is not ready: ${alarmed().alarm?.message}`);
  });

  it("the metrics count requests by route, never by path", async () => {
    await call(api.url, "GET", `/v1/shipments/0x${"ef".repeat(32)}`, { token: await api.token(1) });
    const { text } = await call(api.url, "GET", "/metrics");
    expect(text).to.match(
      /portolan_http_request_duration_seconds_count\{method="GET",route="\/v1\/shipments\/\{id\}",status="404"\} 1/,
    );
    expect(text).to.match(/^portolan_queue_depth 0$/m);
    expect(text).to.match(/^portolan_chain_lag_blocks 0$/m);
    expect(text).to.match(/^portolan_exchange_owed\{state="waiting"\} 0$/m);
    expect(text).to.match(/^portolan_exchange_oldest_owed_seconds 0$/m);
    expect(text).to.match(/^# TYPE portolan_troubles_total counter$/m);
    expect(text).to.match(/^portolan_process_cpu_seconds_total /m);
    expect(text).not.to.contain("efef");
    for (const [, name] of text.matchAll(/^# TYPE (\S+)/gm)) expect(name).to.match(/^portolan_/);
  });

  it("a stopping gateway answers open requests and refuses new connections", async () => {
    const token = await api.token(1);
    const stream = await fetch(`${api.url}/v1/events`, { headers: { authorization: `Bearer ${token}` } });
    const closing = api.server.close(300);
    const refused = await fetch(`${api.url}/healthz`).then(
      () => "answered",
      () => "refused",
    );
    expect(refused).to.equal("refused");
    await closing;
    const rest = await stream.text().then(
      () => "ended",
      () => "cut",
    );
    expect(rest).to.equal("cut");
  });
});

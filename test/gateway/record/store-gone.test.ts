import { expect } from "chai";
import { startWorld, type World } from "../../assurance/faults/world.ts";
import { gatewayClient } from "../../support/gateway-client.ts";

describe("Bulk entries during a failure of the database", () => {
  const [FIRST, SECOND] = ["urn:example:gone:1", "urn:example:gone:2"] as const;
  let world: World;
  before(async () => {
    world = await startWorld({ gatewaysOnPostgres: 1 });
  });
  after(() => world.stop());

  /** Breaks the connection that makes the first lookup of an identifier. */
  function breakLookup(identifier: string): void {
    const wire = world.postgres?.wire;
    if (wire === undefined) throw new Error("This world has no PostgreSQL.");
    wire.interference = {
      up(chunk, { client, server }) {
        if (!chunk.includes(identifier)) return undefined;
        wire.interference = {};
        client.resetAndDestroy();
        server.resetAndDestroy();
        return "taken";
      },
    };
  }

  it("bulk entries that met a failing database are accepted all or not at all, and recorded when posted again under the same key", async () => {
    const client = gatewayClient(world.gateways[0]?.url ?? "", world.stack.participants["trader"]?.token ?? "");
    const post = (kind: string, key: string) =>
      client.post(
        "/v1/entries/bulk",
        [FIRST, SECOND].map((shipment) => ({ kind, shipment, payload: {} })),
        { prefer: "wait=30", "idempotency-key": key },
      );
    expect((await post("Consign", "opened")).body.accepted).to.equal(2);

    breakLookup(SECOND);
    const { status, body, headers } = await post("Report", "once");
    expect([status, body.code, headers.has("retry-after")]).to.deep.equal([503, "StoreUnavailable", true]);
    const again = await post("Report", "once");
    const states = again.body.results.map(({ submission }: { submission?: { state: string } }) => submission?.state);
    expect([again.status, states]).to.deep.equal([200, ["recorded", "recorded"]]);
  });
});

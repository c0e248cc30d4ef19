import type { DatabaseLocation } from "../../../../src/store/open-database.ts";
import { createPostgresDatabase } from "../../../support/databases.ts";
import { type KillableGateway, startKillableGateway } from "../../../support/killable-gateway.ts";
import { type MemberGateway, type MemberGateways, startMemberGateways } from "../../../support/member-gateways.ts";
import { openReferenceStore, type ReferenceStore } from "../../crashes/reference-store.ts";
import { type ExchangeProxy, startExchangeProxy } from "./exchange-proxy.ts";
import { type ExchangePlan, GATEWAY_NAMES, type GatewayName, HOMES } from "./plan-exchange.ts";

/** Several gateways, each in its own process and behind a proxy, on one chain. */
export interface ExchangeWorld {
  readonly gateways: MemberGateways<GatewayName>;
  readonly proxies: Readonly<Record<GatewayName, ExchangeProxy>>;
  /** A store that follows the chain undisturbed and has no payloads. */
  readonly reference: ReferenceStore;
  location(name: GatewayName): DatabaseLocation;
  /** Ends a gateway as a power cut would. */
  kill(name: GatewayName): Promise<void>;
  start(name: GatewayName): Promise<void>;
  stop(): Promise<void>;
}

/** The gateway with a PostgreSQL database. The others have SQLite files. */
const ON_POSTGRES: GatewayName = "authority";

export async function startExchangeWorld({ faults }: Pick<ExchangePlan, "faults">): Promise<ExchangeWorld> {
  const closing = new AsyncDisposableStack();
  const postgres = await createPostgresDatabase();
  closing.defer(() => postgres.drop());
  const proxies: Partial<Record<GatewayName, ExchangeProxy>> = {};
  const gateways = await startMemberGateways(HOMES, {
    settings: { REQUESTS_PER_SECOND: "100000" },
    settingsOf: (name): Record<string, string> => (name === ON_POSTGRES ? { DATABASE_URL: postgres.url } : {}),
    async endpointOf(name, url) {
      const proxy = await startExchangeProxy(Number(new URL(url).port), faults[name as GatewayName]);
      proxies[name as GatewayName] = proxy;
      return proxy.url;
    },
  });
  closing.defer(() => gateways.stop());
  for (const proxy of Object.values(proxies)) closing.defer(() => proxy.close());
  const [first] = Object.values(gateways.of) as [MemberGateway];
  const reference = await openReferenceStore(gateways.node.url, {
    chainId: gateways.node.chainId,
    ledger: first.environment["LEDGER_ADDRESS"] as `0x${string}`,
    consortium: first.environment["CONSORTIUM_ADDRESS"] as `0x${string}`,
  });
  closing.defer(() => reference.close());

  const processes = new Map<GatewayName, KillableGateway>();
  closing.defer(async () => {
    await Promise.all(Array.from(processes.values(), (each) => each.kill()));
  });
  const world: ExchangeWorld = {
    gateways,
    proxies: proxies as Record<GatewayName, ExchangeProxy>,
    reference,
    location: (name) => (name === ON_POSTGRES ? { url: postgres.url } : { folder: gateways.of[name].folder }),
    async kill(name) {
      await processes.get(name)?.kill();
      processes.delete(name);
    },
    async start(name) {
      if (!processes.has(name)) processes.set(name, await startKillableGateway(gateways.of[name].environment));
    },
    stop: () => closing.disposeAsync(),
  };
  for (const name of GATEWAY_NAMES) await gateways.of[name].stop();
  await Promise.all(GATEWAY_NAMES.map((name) => world.start(name)));
  return world;
}

import type { Fault } from "./fault.ts";

/** Faults of the gateways themselves, which run in separate processes. */
export const GATEWAY_FAULTS: readonly Fault[] = [
  {
    name: "a gateway is killed, and another started",
    lastsMs: 300,
    isUnseen: true,
    async begin(world) {
      const [first] = world.gateways.splice(0, 1);
      await first?.end();
      return () => world.startGateway();
    },
  },
  {
    name: "every gateway is killed, and one after the other started again",
    lastsMs: 300,
    isUnseen: true,
    async begin(world) {
      const all = world.gateways.splice(0);
      await Promise.all(all.map((gateway) => gateway.end()));
      return async () => {
        for (let count = 0; count < all.length; count++) await world.startGateway();
      };
    },
  },
];

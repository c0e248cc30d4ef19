import { POSTGRES_FAULTS } from "../postgres-faults.ts";
import { startWorld } from "../world.ts";
import type { Part } from "../../part.ts";
import { proveAll } from "./prove-all.ts";

/** Two gateways on one PostgreSQL that fails under load. */
export const POSTGRES: Part = {
  promise:
    "When PostgreSQL fails in any way, clients get 503 with Retry-After, and nothing acknowledged is lost or doubled",
  minutes: 6,
  async run(say) {
    const world = await startWorld({ gatewaysOnPostgres: 2 });
    try {
      return await proveAll(world, POSTGRES_FAULTS, 3_000, say);
    } finally {
      await world.stop();
    }
  },
};

import { CHAIN_FAULTS } from "../chain-faults.ts";
import { NODE_FAULTS as ANSWERS } from "../node-faults.ts";
import { startWorld } from "../world.ts";
import type { Part } from "../../part.ts";
import { proveAll } from "./prove-all.ts";

/** Faults of the node and of its chain. */
export const NODE_FAULTS: Part = {
  promise:
    "When the node fails in any way, nothing acknowledged is lost or doubled, and the gateway recovers by itself",
  minutes: 8,
  async run(say) {
    const world = await startWorld();
    try {
      return await proveAll(world, [...ANSWERS, ...CHAIN_FAULTS], 1_000, say);
    } finally {
      await world.stop();
    }
  },
};

import { SIGNER_FAULTS } from "../signer-faults.ts";
import { proveReceivers } from "../prove-receivers.ts";
import { startWorld } from "../world.ts";
import type { Part } from "../../part.ts";
import { findingOf, proveAll } from "./prove-all.ts";

/** External effects that succeeded but were reported as failed; those on node and database are in their own parts. */
export const EFFECTS: Part = {
  promise: "An effect that succeeded but was reported as failed is not repeated where this matters",
  minutes: 3,
  async run(say) {
    const world = await startWorld({ signsRemotely: ["trader", "carrier"] });
    try {
      const signing = await proveAll(world, SIGNER_FAULTS, 2_000, say);
      say("answers of webhooks and EPCIS callbacks are lost");
      const receiving = await proveReceivers(world, 5);
      return [...signing, ...receiving.map((proof) => findingOf(proof, say))];
    } finally {
      await world.stop();
    }
  },
};

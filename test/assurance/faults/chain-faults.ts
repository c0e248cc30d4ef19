import { setTimeout as sleep } from "node:timers/promises";
import type { Fault } from "./fault.ts";
import { reorganise, restartNode } from "./fork-chain.ts";

const reorganisedBy = (depth: number): Fault => ({
  name: `the chain is reorganised by ${depth} block${depth === 1 ? "" : "s"}`,
  lastsMs: 500,
  isUnseen: true,
  changesChain: true,
  async begin(world) {
    await reorganise(world, depth);
    return () => undefined;
  },
});

/** Faults of the chain itself, made by real nodes that replace each other. */
export const CHAIN_FAULTS: readonly Fault[] = [
  reorganisedBy(1),
  reorganisedBy(5),
  reorganisedBy(60),
  {
    name: "the chain is reorganised by 5 blocks, and entries are accepted before the gateway has caught up",
    lastsMs: 2_000,
    isUnseen: true,
    changesChain: true,
    async begin(world) {
      // The pipeline reads fees when it restarts.
      world.chain.interference = {
        before: ({ methods }) => (methods.includes("eth_gasPrice") ? sleep(700).then(() => undefined) : undefined),
      };
      await reorganise(world, 5);
      return () => void (world.chain.interference = {});
    },
  },
  {
    name: "the chain is reorganised by 5 blocks, three times in a row, while the node fails intermittently",
    lastsMs: 500,
    changesChain: true,
    async begin(world) {
      for (let time = 0; time < 3; time++) {
        await world.wire.refuse();
        await world.wire.accept();
        await reorganise(world, 5);
        await world.wire.refuse();
        await world.wire.accept();
      }
      return () => undefined;
    },
  },
  {
    name: "the node is started again, with an empty pool",
    lastsMs: 500,
    isUnseen: true,
    async begin(world) {
      await restartNode(world);
      return () => undefined;
    },
  },
];

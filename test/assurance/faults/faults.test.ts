import { expect } from "chai";
import type { Hex } from "../../../src/domain/entry.ts";
import { CHAIN_FAULTS } from "./chain-faults.ts";
import type { Fault } from "./fault.ts";
import { NODE_FAULTS } from "./node-faults.ts";
import { POSTGRES_FAULTS } from "./postgres-faults.ts";
import { proveFault } from "./prove-fault.ts";
import { proveReceivers } from "./prove-receivers.ts";
import { SIGNER_FAULTS } from "./signer-faults.ts";
import { startWorld, type World, type WorldOptions } from "./world.ts";

/** A busy machine recovers slowly. `npm run assurance` measures the time of recovery, these tests only that it happens. */
const BUSY_MACHINE_MS = 240_000;

// A few faults of each type, for a short time; `npm run assurance` has all of them (parts node-faults, effects and
// postgres).
const SAMPLES: Readonly<Record<string, { readonly world: WorldOptions; readonly faults: readonly Fault[] }>> = {
  "node, its chain and a remote signer": {
    world: { signsRemotely: ["trader"] },
    faults: [
      named(NODE_FAULTS, "half of the answers are not JSON"),
      named(
        CHAIN_FAULTS,
        "the chain is reorganised by 5 blocks, and entries are accepted before the gateway has caught up",
      ),
      named(SIGNER_FAULTS, "the signer signs, and its answers are lost"),
    ],
  },
  "PostgreSQL with two gateways": {
    world: { gatewaysOnPostgres: 2 },
    faults: [
      named(POSTGRES_FAULTS, "PostgreSQL is killed and started again"),
      named(POSTGRES_FAULTS, "every third answer to a commit of followed blocks is lost"),
    ],
  },
};

function named(faults: readonly Fault[], name: string): Fault {
  const found = faults.find((fault) => fault.name === name);
  if (found === undefined) throw new Error(`There is no fault "${name}".`);
  return { ...found, lastsMs: Math.min(found.lastsMs, 1_000), recoveryMs: BUSY_MACHINE_MS };
}

describe("Acknowledged entries are recorded once, and the gateway recovers by itself", () => {
  for (const [what, { world: options, faults }] of Object.entries(SAMPLES)) {
    describe(`with a failing ${what}`, () => {
      const known: Hex[] = [];
      let world: World;

      before(async () => {
        world = await startWorld(options);
      });
      after(() => world.stop());

      for (const [index, fault] of faults.entries()) {
        it(`every promise holds while ${fault.name}`, async () => {
          const proof = await proveFault(world, fault, { seed: 100 + index, steps: 10 }, known);
          expect(proof.violations).to.deep.equal([]);
          expect(proof.promises).to.be.greaterThan(20);
        });
      }

      if (options.gatewaysOnPostgres === undefined) {
        it("each message is sent again under its id while receivers' answers are lost", async () => {
          for (const { violations } of await proveReceivers(world, 2)) expect(violations).to.deep.equal([]);
        });
      }
    });
  }
});

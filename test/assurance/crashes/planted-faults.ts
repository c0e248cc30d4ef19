import type { Order } from "../steps/order.ts";
import type { SourcePatch } from "../steps/patch-sources.ts";
import { GatewaySubject } from "./gateway-subject.ts";
import { NodeSubject } from "./node-subject.ts";
import type { Subject } from "./trial.ts";
import { WitnessSubject } from "./witness-subject.ts";

/** A fault that the matrix of crashes must find, and a kill that must reveal it. */
export interface PlantedFault {
  readonly name: string;
  readonly patches: readonly SourcePatch[];
  readonly open: (patches: readonly SourcePatch[]) => Promise<Subject>;
  readonly phase: string;
  readonly order: Order;
  /** A problem that reveals the fault. */
  readonly finding: RegExp;
}

const openGateway = (patches: readonly SourcePatch[]) => GatewaySubject.open("SQLite", patches);
const before = (step: string): Order => ({ step, nth: 1, moment: "before" });

const STORE_BATCH = "    const stored = await storeBatches(this.#parts.db, [batch], undoings, Date.now());\n";
const STORE_BLOCKS = "    const settled = await storeBlocks(this.#parts.db, changes, advance, Date.now());\n";

export const PLANTED_FAULTS: readonly PlantedFault[] = [
  {
    name: "a gateway that sends a batch before it is stored",
    patches: [
      { file: "src/gateway/record/pipeline.ts", from: STORE_BATCH, to: `    relay.dispatch(batch);\n${STORE_BATCH}` },
    ],
    open: openGateway,
    phase: "work",
    order: before("commit storeBatches"),
    finding: /of shipment \S+ \d+ entries were accepted/,
  },
  {
    name: "a gateway that acknowledges before the commit",
    patches: [
      {
        file: "src/store/sqlite/commit-together.ts",
        from: "works: readonly Work[]): Promise<Outcome[]> {\n  return db",
        to: "works: readonly Work[], tell: (outcomes: Outcome[]) => void): Promise<Outcome[]> {\n  return db",
      },
      {
        file: "src/store/sqlite/commit-together.ts",
        from: '      await run(tx, "commit");\n',
        to: '      tell(outcomes);\n      await run(tx, "commit");\n',
      },
      {
        file: "src/store/sqlite/sqlite-writer-thread.ts",
        from: "await commitTogether(db, works);",
        to: `await commitTogether(db, works, (early) =>
          parentPort?.postMessage(requests.map(({ id }, index) => ({ id, outcome: early[index] }))));`,
      },
    ],
    open: openGateway,
    phase: "work",
    order: before("commit acceptRequests"),
    finding: /the acknowledged submission \d+ is lost/,
  },
  {
    // Its second transaction has a name that no code here contains; the matrix includes it nevertheless.
    name: "a gateway that moves its checkpoint in another transaction",
    patches: [
      {
        file: "src/store/chain/store-blocks.ts",
        from: "    if (!(await moveCheckpoint(tx, from, to))) return undefined;\n",
        to: "",
      },
      {
        file: "src/store/chain/store-blocks.ts",
        from: "const OVERWRITE_SHIPMENT = ",
        to: `export const moveAlone = transaction(import.meta.url, "moveAlone", moveCheckpoint);
          const OVERWRITE_SHIPMENT = `,
      },
      {
        file: "src/gateway/follow/follower.ts",
        from: "import { storeBlocks }",
        to: "import { moveAlone, storeBlocks }",
      },
      {
        file: "src/gateway/follow/follower.ts",
        from: STORE_BLOCKS,
        to: `${STORE_BLOCKS}    await moveAlone(this.#parts.db, advance.from, checkpoint);\n`,
      },
    ],
    open: openGateway,
    phase: "work",
    order: before("commit moveAlone"),
    finding: /is not settled/,
  },
  {
    name: "a node that shows a block before it is in the journal",
    patches: [
      { file: "src/node/miner.ts", from: "    await this.#journal.append({", to: "    void this.#journal.append({" },
    ],
    open: (patches) => NodeSubject.open(patches),
    phase: "work",
    order: before("write chain.journal"),
    finding: /that was seen is missing|the receipt of|does not start again/,
  },
  {
    name: "a witness that signs before its decision is durable",
    patches: [
      {
        file: "src/audit/witness/witness.ts",
        from: "    await this.#keep({ ...this.#record, signed });",
        to: "    void this.#keep({ ...this.#record, signed });",
      },
    ],
    open: (patches) => WitnessSubject.open(patches),
    phase: "cosigning",
    order: before("rename record.json"),
    finding: /two blocks of one height/,
  },
];

/** @returns the problems that reveal the fault after the crash. */
export async function tryPlanted({ patches, open, phase, order, finding }: PlantedFault): Promise<readonly string[]> {
  const subject = await open(patches);
  try {
    const tried = subject.phases.find(({ name }) => name === phase);
    if (tried === undefined) throw new Error(`There is no phase "${phase}".`);
    const { reached, problems } = await tried.crash(order);
    if (!reached) throw new Error(`The step "${order.step}" did not come.`);
    return problems.filter((problem) => finding.test(problem));
  } finally {
    await subject.close();
  }
}

import { expect } from "chai";
import type { Bytes32 } from "../../../src/domain/entry.ts";
import { toJsonText } from "../../../src/domain/encoding/json-text.ts";
import { readCheckpoint, readUndoings, type Checkpoint } from "../../../src/store/chain/checkpoint.ts";
import { storeBlocks, type BlockChanges } from "../../../src/store/chain/store-blocks.ts";
import { readKeptBlocks, undoBlocksAbove } from "../../../src/store/chain/undo-blocks.ts";
import { DATABASES, type TestDatabase } from "../../support/databases.ts";

const at = (block: number, chain = "a"): Checkpoint => {
  const hash: Bytes32 = `0x${chain.repeat(60)}${String(block).padStart(4, "0")}`;
  return { block, hash, timestamp: 1_767_225_600 + block };
};

/** An empty block with the data to undo it. */
const emptyBlock = ({ block: number, hash, timestamp }: Checkpoint): BlockChanges => ({
  entries: [],
  refusals: [],
  transactions: [],
  shipments: new Map(),
  cases: new Map(),
  participants: [],
  entitlements: [],
  ofHolders: new Set(),
  memberChanges: [],
  ...{ acts: [], actRefusals: [], matters: new Map(), seats: [], items: [] },
  blocks: [{ number, hash, timestamp, before: toJsonText({ shipments: [], cases: [], participants: [] }) }],
});

for (const { name, open } of DATABASES) {
  describe(`The checkpoint on ${name}`, () => {
    let database: TestDatabase;
    beforeEach(async () => {
      database = await open();
    });
    afterEach(() => database.close());

    const store = (from: Checkpoint, to: Checkpoint) =>
      storeBlocks(database.db, emptyBlock(to), { from, to, forgetBelow: 0 }, 0);
    const kept = async () => (await readKeptBlocks(database.db)).map(({ block }) => block);

    it("the checkpoint moves with each stored block", async () => {
      expect(await store(at(6), at(7))).to.not.equal(undefined);
      expect(await store(at(7), at(8))).to.not.equal(undefined);
      expect(await readCheckpoint(database.db)).to.deep.equal(at(8));
      expect(await kept()).to.deep.equal([8, 7]);
    });

    it("blocks that do not follow the checkpoint are not stored", async () => {
      await store(at(6), at(7));
      for (const from of [at(6), at(8), at(7, "b"), { ...at(7), timestamp: 0 }]) {
        expect(await store(from, at(9))).to.equal(undefined);
      }
      expect(await readCheckpoint(database.db)).to.deep.equal(at(7));
      expect(await kept()).to.deep.equal([7]);
    });

    it("the checkpoint moves back when blocks are undone, and the undoing is counted", async () => {
      await store(at(6), at(7));
      await store(at(7), at(8));
      expect(await readUndoings(database.db.reader)).to.equal(0);
      expect(await undoBlocksAbove(database.db, at(7), at(8))).to.equal(true);
      expect(await readCheckpoint(database.db)).to.deep.equal(at(7));
      expect(await kept()).to.deep.equal([7]);
      await store(at(7), at(8, "b"));
      await undoBlocksAbove(database.db, at(7), at(8, "b"));
      expect(await readUndoings(database.db.reader)).to.equal(2);
    });

    it("blocks are not undone from another checkpoint than the stored one", async () => {
      await store(at(6), at(7));
      await store(at(7), at(8));
      expect(await undoBlocksAbove(database.db, at(7), at(8, "b"))).to.equal(false);
      expect(await readCheckpoint(database.db)).to.deep.equal(at(8));
      expect(await kept()).to.deep.equal([8, 7]);
      expect(await readUndoings(database.db.reader)).to.equal(0);
    });
  });
}

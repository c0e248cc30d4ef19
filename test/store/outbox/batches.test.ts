import { expect } from "chai";
import { randomBytes } from "node:crypto";
import { readPendingBatches, storeBatches, storeReplacement } from "../../../src/store/outbox/batches.ts";
import type { Hex } from "../../../src/domain/entry.ts";
import { readUndoings } from "../../../src/store/chain/checkpoint.ts";
import { undoBlocksAbove } from "../../../src/store/chain/undo-blocks.ts";
import { openDatabase } from "../../../src/store/open-database.ts";
import { DATABASES, type TestDatabase } from "../../support/databases.ts";
import { storeAsBefore0005 } from "../earlier-version.ts";

const random = (bytes: number): Hex => `0x${randomBytes(bytes).toString("hex")}`;
const at = (block: number) => ({ block, hash: random(32), timestamp: 1_767_225_600 });
const signed = () => ({ hash: random(32), raw: random(1_000) });

for (const { name, open } of DATABASES) {
  describe(`Batches on ${name}`, () => {
    let database: TestDatabase;
    beforeEach(async () => {
      database = await open();
    });
    afterEach(() => database.close());

    it("batches keep their signed bytes over a crash, replacements last", async () => {
      const [first, second] = [signed(), signed()];
      const attempts = [{ hash: random(32), submission: 3 }];
      const batch = { id: 1, relay: random(20), nonce: 7, transactions: [first], attempts };
      expect(await storeBatches(database.db, [batch], 0, 1_000)).to.equal(true);
      await storeReplacement(database.db, 1, second, 2_000);
      expect(await readPendingBatches(database.db)).to.deep.equal([{ ...batch, transactions: [first, second] }]);
    });

    it("batches are not stored when blocks were undone after their heads were read", async () => {
      const before = await readUndoings(database.db.reader);
      const [from, to] = [at(2), at(1)];
      await undoBlocksAbove(database.db, to, from);
      const batch = { id: 1, relay: random(20), nonce: 7, transactions: [signed()], attempts: [] };
      expect(await storeBatches(database.db, [batch], before, 1_000)).to.equal(false);
      expect(await readPendingBatches(database.db)).to.deep.equal([]);
      const after = await readUndoings(database.db.reader);
      expect(await storeBatches(database.db, [batch], after, 1_000)).to.equal(true);
    });

    it("batches of an earlier version are sent again with their signed bytes, and its recorded events are found", async () => {
      const [hash, raw, entry] = [random(32), random(1_000), random(32)];
      await storeAsBefore0005(database.db, { hash, raw, entry, submission: 3 });
      const migrated = await openDatabase(database.location);
      try {
        const [batch] = await readPendingBatches(migrated);
        expect(batch?.transactions).to.deep.equal([{ hash, raw }]);
        expect(batch?.attempts).to.deep.equal([{ hash: entry, submission: 3 }]);
        const carriers = await migrated.reader.selectFrom("epcis_carriers").selectAll().execute();
        expect(carriers).to.deep.equal([{ position: 7, event: 3, shipment: entry, found: 7 }]);
      } finally {
        await migrated.close();
      }
    });
  });
}

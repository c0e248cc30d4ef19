import { expect } from "chai";
import { createHash } from "node:crypto";
import { ZERO_BYTES32, type Hex } from "../../../src/domain/entry.ts";
import { leafOf, NOT_STATED } from "../../../src/domain/reads/access-record.ts";
import { OpenedPayloads } from "../../../src/gateway/reads/opened-payloads.ts";
import { ReadRecorder } from "../../../src/gateway/reads/read-recorder.ts";
import { readAccessRecords } from "../../../src/store/reads/access-records.ts";
import { DATABASES, type TestDatabase } from "../../support/databases.ts";
import { errorOf } from "../../support/error-of.ts";
import { renameTable } from "../../support/rename-table.ts";

const READER = 7;
const AUTHOR = 1;

for (const { name, open } of DATABASES) {
  describe(`ReadRecorder on ${name}`, () => {
    let database: TestDatabase;
    let troubles: unknown[];
    let recorder: ReadRecorder;

    beforeEach(async () => {
      database = await open();
      troubles = [];
      recorder = new ReadRecorder(
        database.db,
        () => 5,
        (error) => troubles.push(error),
      );
    });
    afterEach(() => database.close());

    const record = (content: string) => {
      const opened = new OpenedPayloads(READER);
      opened.add(`0x${"1".repeat(64)}`, `0x${"2".repeat(64)}`, AUTHOR);
      return recorder.record({ reader: READER, context: NOT_STATED, way: "readEntry", opened, content });
    };
    const recorded = async () => (await readAccessRecords(database.db, READER, 100, 100)).toReversed();
    const digestOf = (content: string): Hex => `0x${createHash("sha256").update(content).digest("hex")}`;

    it("answers that are ready at the same time are numbered without a gap, and each names the leaf before", async () => {
      await Promise.all(["a", "b", "c"].map(record));
      const found = await recorded();
      expect(found.map(({ number, digest }) => [number, digest])).to.deep.equal([
        [1, digestOf("a")],
        [2, digestOf("b")],
        [3, digestOf("c")],
      ]);
      const leaves = found.map((one) => leafOf(one));
      expect(found.map(({ previous }) => previous)).to.deep.equal([ZERO_BYTES32, ...leaves.slice(0, 2)]);
    });

    it("no answer is recorded while the store fails, and the next one takes the next number", async () => {
      await record("a");
      await renameTable(database.db, "access_records", "away");
      const refused = ["b", "c"].map(async (content) => (await errorOf(() => record(content))).code);
      expect(await Promise.all(refused)).to.deep.equal(["StoreUnavailable", "StoreUnavailable"]);
      expect(troubles).to.have.length(1);
      await renameTable(database.db, "away", "access_records");
      await record("d");
      expect((await recorded()).map(({ number, digest }) => [number, digest])).to.deep.equal([
        [1, digestOf("a")],
        [2, digestOf("d")],
      ]);
    });
  });
}

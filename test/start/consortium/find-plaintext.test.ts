import { expect } from "chai";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DeniedTexts, findPlaintext } from "../../../src/start/consortium/find-plaintext.ts";

const PAYLOAD = {
  "portolan:placeName": "Estate warehouse, Santos",
  "portolan:description": "200 bags of green arabica",
  "portolan:findings": 'Marked "fragile" on two sides',
};

describe("The texts of denied payloads", () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "portolan-plaintext-"));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it("a view denies the members of the classes that it does not open", () => {
    const texts = new DeniedTexts();
    texts.takePayload(PAYLOAD, 2);
    expect(texts.texts()).to.deep.equal([PAYLOAD["portolan:description"], PAYLOAD["portolan:findings"]]);
  });

  it("a text that another payload allows is not denied", () => {
    const texts = new DeniedTexts();
    texts.takePayload(PAYLOAD, 0);
    texts.takePayload({ "portolan:description": "Lot of 200 bags of green arabica on pallets" }, 3);
    expect(texts.texts()).to.not.include(PAYLOAD["portolan:description"]);
  });

  it("a text is found in a database, in its journal and in a log, also where JSON escapes it", async () => {
    const denied = Object.values(PAYLOAD);
    await writeFile(join(folder, "portolan.db"), `\0\u0001${denied[0]}\0`);
    await writeFile(join(folder, "portolan.db-wal"), `\0${denied[1]}`);
    await writeFile(join(folder, "gateway.log"), JSON.stringify({ body: denied[2] }));
    expect(await findPlaintext(folder, [...denied, "a text that is nowhere"])).to.deep.equal(denied);
  });

  it("a text in the folder of the keys is not the database's", async () => {
    await writeFile(join(folder, "demo-keys.json"), PAYLOAD["portolan:placeName"]);
    expect(await findPlaintext(folder, Object.values(PAYLOAD))).to.deep.equal([]);
  });
});

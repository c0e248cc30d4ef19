import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "chai";
import { SNAPSHOTS } from "../assurance/snapshots/snapshots.ts";

describe("The snapshots of the contracts", () => {
  for (const { name, take } of SNAPSHOTS) {
    it(`${name} equals its snapshot`, async () => {
      const accepted = await readFile(join(import.meta.dirname, "snapshots", `${name}.txt`), "utf8");
      const advice =
        "If the change is meant, run `npm run accept-snapshots`, and commit what it writes with the reason";

      expect((await take()).split("\n"), advice).to.deep.equal(accepted.split("\n"));
    });
  }
});

import { expect } from "chai";
import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { HOMES } from "../../../src/start/consortium/homes.ts";
import { COMPILE_CACHE } from "../../support/compile-cache.ts";
import { programFile } from "../../support/programs.ts";

const ROOT = join(import.meta.dirname, "../../..");

interface Ran {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

describe("npm run consortium -- --check", () => {
  let folder: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "portolan-consortium-"));
  });
  after(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));

  const check = async () => {
    const consortium = await programFile("consortium");
    return new Promise<Ran>((resolve) => {
      const env = { ...process.env, ...COMPILE_CACHE, NO_COLOR: "", PORT: "0", RPC_PORT: "0", DATA_DIR: folder };
      const args = ["--disable-warning=ExperimentalWarning", consortium, "--check"];
      const child = execFile(process.execPath, args, { cwd: ROOT, env }, (_, out, err) =>
        resolve({ status: child.exitCode ?? -1, out, err }),
      );
    });
  };

  /** The cells of a gateway's line. */
  const lineOf = (out: string, title: string) =>
    out
      .split("\n")
      .find((line) => line.startsWith(title))
      ?.split(/ {2,}/);

  it("four gateways hold exactly what their members are entitled to, and no plaintext of anything else", async () => {
    const { status, out, err } = await check();

    expect({ status, err: status === 0 ? "" : err, out: status === 0 ? "" : out }).to.include({ status: 0 });
    for (const { title } of HOMES) {
      const [, entries, whole, parts, , denied, result] = lineOf(out, title) ?? [];
      expect([entries, denied?.split(" ")[0], result], title).to.deep.equal(["83 of 83", "0", "exact"]);
      // What the offer of a container opens to the barge line.
      expect(parts, title).to.equal(title === "Swiss customs" ? "3 of 3" : "0 of 0");
      if (title === "Auditor") expect(whole).to.equal("0 of 0");
      else expect(Number(whole?.split(" ")[0]), title).to.be.above(10);
    }
  });

  it("more of a payload than a part that a gateway may hold is found, and the status is 1", async () => {
    const customs = new DatabaseSync(join(folder, "consortium", "customs-ch", "portolan.db"));
    customs.exec(`attach '${join(folder, "consortium", "carrier", "portolan.db")}' as carrier;
      update payloads set view = 3, body = (select body from carrier.payloads held where held.commitment = payloads.commitment)
        where view = 2 and body like '%EXMU1004714%' and body not like '%shipping%' and body not like '%arriving%'`);
    customs.close();
    const { status, out } = await check();

    expect(status).to.equal(1);
    const [, , , parts, , denied, result] = lineOf(out, "Swiss customs") ?? [];
    expect([parts, result]).to.deep.equal(["2 of 3", "differs"]);
    expect(Number(denied?.split(" ")[0])).to.be.above(0);
    expect(out).to.include("20-foot container with spare parts of roasting machines");
  });

  it("a payload in a database that may not hold it is found, as a row and as text, and the status is 1", async () => {
    const auditor = new DatabaseSync(join(folder, "consortium", "auditor", "portolan.db"));
    auditor.exec(`attach '${join(folder, "consortium", "carrier", "portolan.db")}' as carrier;
      insert into payloads select * from carrier.payloads where body like '%arabica on pallets%' limit 1`);
    auditor.close();
    const { status, out } = await check();

    expect(status).to.equal(1);
    const [, , whole, , , denied, result] = lineOf(out, "Auditor") ?? [];
    expect([whole, result]).to.deep.equal(["1 of 0", "differs"]);
    expect(Number(denied?.split(" ")[0])).to.be.above(0);
    expect(out).to.match(/^Auditor: of entry 0x[0-9a-f]{64} it holds the view all, but is entitled to facts\.$/m);
    expect(out).to.include("200 bags of green arabica on pallets");
    expect(lineOf(out, "Dutch customs")?.at(-1)).to.equal("exact");
  });
});

import { expect } from "chai";
import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openKeystoreFile } from "../../src/keys/keystore-file.ts";
import { runCommand } from "./run-command.ts";

/** Private key 1 and its account, known to every library. */
const PRIVATE_KEY = `${"0".repeat(63)}1`;
const ADDRESS = "0x7e5f4552091a69125d5dfcb7b8c2659029395bdf";

describe("Keys on this machine", () => {
  let folder: string;
  let passphrase: readonly string[];
  const file = (name: string) => join(folder, name);

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "portolan-keys-"));
    await writeFile(file("pass"), "correct horse\n", { mode: 0o600 });
    passphrase = ["--passphrase-file", file("pass")];
  });

  afterEach(() => rm(folder, { recursive: true }));

  it("a new key is random, encrypted, and readable only by its owner", async () => {
    const { status, out } = await runCommand("key", "new", file("mine.json"), ...passphrase);
    expect(status).to.equal(0);
    expect((await openKeystoreFile(file("mine.json"), "correct horse")).address).to.equal(out.trim());
    expect((await stat(file("mine.json"))).mode & 0o777).to.equal(0o600);
  });

  it("an existing keystore is never overwritten", async () => {
    await runCommand("key", "new", file("mine.json"), ...passphrase);
    const before = await readFile(file("mine.json"), "utf8");
    expect((await runCommand("key", "new", file("mine.json"), ...passphrase)).status).to.equal(1);
    expect(await readFile(file("mine.json"), "utf8")).to.equal(before);
  });

  it("an imported key is shown only by its address", async () => {
    await writeFile(file("plain"), `0x${PRIVATE_KEY}\n`);
    const { status, out, err } = await runCommand("key", "import", file("plain"), file("mine.json"), ...passphrase);
    expect({ status, out, err }).to.deep.equal({ status: 0, out: `${ADDRESS}\n`, err: "" });
    expect(await readFile(file("mine.json"), "utf8")).to.not.include(PRIVATE_KEY);
  });

  it("a file that is not a key is not imported, and its content is not printed", async () => {
    await writeFile(file("plain"), `${PRIVATE_KEY}ff`);
    const { status, err } = await runCommand("key", "import", file("plain"), file("mine.json"), ...passphrase);
    expect(status).to.equal(1);
    expect(err).to.not.include(PRIVATE_KEY);
  });

  it("keystores are listed without a passphrase", async () => {
    await writeFile(file("plain"), PRIVATE_KEY);
    await runCommand("key", "import", file("plain"), file("mine.json"), ...passphrase);
    const { out } = await runCommand("key", "list", folder, "--json");
    expect(JSON.parse(out)).to.deep.equal([{ file: "mine.json", address: ADDRESS }]);
  });

  it("a passphrase that other users can read is refused", async () => {
    await writeFile(file("open"), "correct horse\n", { mode: 0o644 });
    const { status } = await runCommand("key", "new", file("mine.json"), "--passphrase-file", file("open"));
    expect(status).to.equal(1);
  });

  it("keystores of a missing folder are not listed", async () => {
    expect((await runCommand("key", "list", file("none"))).status).to.equal(2);
  });
});

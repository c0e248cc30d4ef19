import { chmod, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { decryptKeystoreJson, encryptKeystoreJson, hexlify, Wallet } from "ethers";
import { createKeystoreFile, openKeystoreFile } from "../../src/keys/keystore-file.ts";
import { openKeystoreFolder } from "../../src/keys/open-keystore-folder.ts";
import { PrivateKey } from "../../src/keys/private-key.ts";
import { readPassphrase } from "../../src/keys/read-passphrase.ts";
import { errorOf } from "../support/error-of.ts";

const CHEAP = { n: 2 ** 10, r: 8, p: 1 };
const PASSPHRASE = "Ångström № 5 \u{1f6a2}";

describe("A keystore file", () => {
  let folder: string;
  beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), "keystore-"))));
  afterEach(async () => await rm(folder, { recursive: true }));

  const written = async (change: (keystore: Keystore) => void): Promise<string> => {
    const file = join(folder, "changed.json");
    const sound = join(folder, "sound.json");
    await createKeystoreFile(sound, PrivateKey.generate(), PASSPHRASE, CHEAP);
    const keystore = JSON.parse(await readFile(sound, "utf8")) as Keystore;
    change(keystore);
    await writeFile(file, JSON.stringify(keystore));
    return file;
  };

  describe("that was created", () => {
    it("a created keystore opens with its passphrase and returns its key", async () => {
      const key = PrivateKey.generate();
      const file = join(folder, "key.json");
      await createKeystoreFile(file, key, PASSPHRASE, CHEAP);
      const opened = await openKeystoreFile(file, PASSPHRASE);
      expect(opened.copyBytes()).to.deep.equal(key.copyBytes());
    });

    it("a keystore opens in ethers", async () => {
      const key = PrivateKey.generate();
      const file = join(folder, "key.json");
      await createKeystoreFile(file, key, PASSPHRASE, CHEAP);
      const opened = await decryptKeystoreJson(await readFile(file, "utf8"), PASSPHRASE);
      expect(opened.privateKey).to.equal(hexlify(key.copyBytes()));
      expect(opened.address.toLowerCase()).to.equal(key.address);
    });

    it("the default cost of scrypt in a keystore is that of Ethereum's clients", async () => {
      const file = join(folder, "key.json");
      await createKeystoreFile(file, PrivateKey.generate(), PASSPHRASE);
      const { crypto } = JSON.parse(await readFile(file, "utf8")) as Keystore;
      expect(crypto.kdfparams).to.include({ n: 2 ** 17, r: 8, p: 1, dklen: 32 });
    });

    it("a new keystore has mode 0600 and leaves no other file", async () => {
      await createKeystoreFile(join(folder, "key.json"), PrivateKey.generate(), PASSPHRASE, CHEAP);
      expect((await stat(join(folder, "key.json"))).mode & 0o777).to.equal(0o600);
      expect(await readdir(folder)).to.deep.equal(["key.json"]);
    });

    it("a keystore never replaces another", async () => {
      const file = join(folder, "key.json");
      await createKeystoreFile(file, PrivateKey.generate(), PASSPHRASE, CHEAP);
      const before = await readFile(file, "utf8");
      const error = await errorOf(() => createKeystoreFile(file, PrivateKey.generate(), PASSPHRASE, CHEAP));
      expect(error.code).to.equal("KeystoreExists");
      expect(await readFile(file, "utf8")).to.equal(before);
      expect(await readdir(folder)).to.deep.equal(["key.json"]);
    });

    it("a keystore in a missing folder is refused", async () => {
      const file = join(folder, "missing", "key.json");
      const error = await errorOf(() => createKeystoreFile(file, PrivateKey.generate(), PASSPHRASE, CHEAP));
      expect(error.code).to.equal("KeystoreUnwritable");
      expect(error.facts).to.include({ reason: "ENOENT" });
    });
  });

  it("a keystore of ethers opens in Portolan", async () => {
    const wallet = new Wallet(hexlify(PrivateKey.generate().copyBytes()));
    const file = join(folder, "ethers.json");
    const scrypt = { N: CHEAP.n, r: CHEAP.r, p: CHEAP.p };
    await writeFile(file, await encryptKeystoreJson(wallet, PASSPHRASE, { scrypt }));
    expect((await openKeystoreFile(file, PASSPHRASE)).address).to.equal(wallet.address.toLowerCase());
  });

  it("another passphrase of a keystore is refused and not printed", async () => {
    const file = join(folder, "key.json");
    await createKeystoreFile(file, PrivateKey.generate(), PASSPHRASE, CHEAP);
    const error = await errorOf(() => openKeystoreFile(file, "not this one"));
    expect(error.code).to.equal("PassphraseWrong");
    expect(JSON.stringify(error) + error.message + error.stack).not.to.include("not this one");
  });

  describe("that is hostile or damaged", () => {
    const changes: [what: string, code: string, change: (keystore: Keystore) => void][] = [
      ["needs gigabytes", "KeystoreTooCostly", ({ crypto }) => (crypto.kdfparams.n = 2 ** 30)],
      ["needs gigabytes by r", "KeystoreTooCostly", ({ crypto }) => (crypto.kdfparams.r = 2 ** 20)],
      ["needs hours", "KeystoreTooCostly", ({ crypto }) => (crypto.kdfparams.p = 2 ** 20)],
      ["has an n that is not a power of two", "KeystoreInvalid", ({ crypto }) => (crypto.kdfparams.n = 1000)],
      ["has a negative n", "KeystoreInvalid", ({ crypto }) => (crypto.kdfparams.n = -1024)],
      ["has an n that is not a number", "KeystoreInvalid", ({ crypto }) => (crypto.kdfparams.n = "1024x")],
      ["has another key length", "KeystoreInvalid", ({ crypto }) => (crypto.kdfparams.dklen = 64)],
      ["has another version", "KeystoreInvalid", (keystore) => (keystore.version = 4)],
      ["has another cipher", "KeystoreInvalid", ({ crypto }) => (crypto.cipher = "aes-256-cbc")],
      ["has another key derivation", "KeystoreInvalid", ({ crypto }) => (crypto.kdf = "pbkdf2")],
      ["has a short iv", "KeystoreInvalid", ({ crypto }) => (crypto.cipherparams.iv = "00")],
      ["has a long ciphertext", "KeystoreInvalid", ({ crypto }) => (crypto.ciphertext += "00")],
      ["has letters for a mac", "KeystoreInvalid", ({ crypto }) => (crypto.mac = "z".repeat(64))],
      ["has no parameters", "KeystoreInvalid", ({ crypto }) => (crypto.kdfparams = null as never)],
      ["has another key's address", "KeystoreInvalid", (keystore) => (keystore.address = "11".repeat(20))],
      ["has an invalid address", "KeystoreInvalid", (keystore) => (keystore.address = "1234")],
      ["has a changed ciphertext", "PassphraseWrong", ({ crypto }) => (crypto.ciphertext = "00".repeat(32))],
    ];
    for (const [what, code, change] of changes)
      it(`a keystore is refused if it ${what}`, async () => {
        const file = await written(change);
        expect((await errorOf(() => openKeystoreFile(file, PASSPHRASE))).code).to.equal(code);
      });

    it("a keystore that is not JSON is refused and not quoted", async () => {
      const file = join(folder, "text.json");
      await writeFile(file, "not JSON but 5ec7e7");
      const error = await errorOf(() => openKeystoreFile(file, PASSPHRASE));
      expect(error.code).to.equal("KeystoreInvalid");
      expect(error.message).not.to.include("5ec7e7");
    });

    it("a keystore that is too large, missing or a folder is refused", async () => {
      const large = join(folder, "large.json");
      await writeFile(large, " ".repeat(2 ** 17));
      for (const file of [large, join(folder, "missing.json"), folder])
        expect((await errorOf(() => openKeystoreFile(file, PASSPHRASE))).code).to.equal("KeystoreUnreadable");
    });
  });

  describe("in a folder", () => {
    it("the keystores of a folder open in the order of their names", async () => {
      const keys = [PrivateKey.generate(), PrivateKey.generate()];
      await createKeystoreFile(join(folder, "b.json"), keys[1] as PrivateKey, PASSPHRASE, CHEAP);
      await createKeystoreFile(join(folder, "a.json"), keys[0] as PrivateKey, PASSPHRASE, CHEAP);
      await writeFile(join(folder, "README"), "not a keystore");
      const opened = await openKeystoreFolder(folder, PASSPHRASE);
      expect(opened.map(({ address }) => address)).to.deep.equal(keys.map(({ address }) => address));
    });

    it("a damaged keystore stops the opening of its folder", async () => {
      await writeFile(join(folder, "damaged.json"), "{}");
      expect((await errorOf(() => openKeystoreFolder(folder, PASSPHRASE))).code).to.equal("KeystoreInvalid");
    });

    it("a missing folder of keystores is refused", async () => {
      const error = await errorOf(() => openKeystoreFolder(join(folder, "missing"), PASSPHRASE));
      expect(error.code).to.equal("KeystoreFolderUnreadable");
    });
  });

  describe("and its passphrase's file", () => {
    const passphraseFile = async (text: string, mode = 0o600): Promise<string> => {
      const file = join(folder, "passphrase");
      await writeFile(file, text);
      await chmod(file, mode);
      return file;
    };

    for (const end of ["", "\n", "\r\n"])
      it(`a passphrase is the only line of its file, ended by ${JSON.stringify(end)}`, async () => {
        expect(await readPassphrase(await passphraseFile(` two  words ${end}`))).to.equal(" two  words ");
      });

    for (const mode of [0o644, 0o640, 0o606, 0o620])
      it(`a passphrase file is refused with the mode 0${mode.toString(8)}`, async () => {
        const file = await passphraseFile("secret", mode);
        const error = await errorOf(() => readPassphrase(file));
        expect(error.code).to.equal("PassphraseUnusable");
        expect(error.message)
          .to.include(`0${mode.toString(8)}`)
          .and.not.to.include("secret");
      });

    it("the mode of a passphrase file is that of its link target", async () => {
      const file = await passphraseFile("secret", 0o644);
      await symlink(file, join(folder, "link"));
      expect((await errorOf(() => readPassphrase(join(folder, "link")))).code).to.equal("PassphraseUnusable");
    });

    for (const text of ["", "\n", "two\nlines\n", "x".repeat(5000)])
      it(`a passphrase file is refused when it has ${text.length} characters in ${text.split("\n").length} lines`, async () => {
        expect((await errorOf(async () => readPassphrase(await passphraseFile(text)))).code).to.equal(
          "PassphraseUnusable",
        );
      });

    it("a missing passphrase file is refused", async () => {
      const error = await errorOf(() => readPassphrase(join(folder, "missing")));
      expect(error.facts).to.include({ problem: "ENOENT" });
    });
  });
});

interface Keystore {
  version: unknown;
  address: string;
  crypto: {
    cipher: string;
    cipherparams: { iv: string };
    ciphertext: string;
    kdf: string;
    kdfparams: Record<string, unknown>;
    mac: string;
  };
}

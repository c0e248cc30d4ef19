import { expect } from "chai";
import { JsonRpcProvider, Wallet } from "ethers";
import { existsSync } from "node:fs";
import { stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Bytes32, Hex } from "../../src/domain/entry.ts";
import { encryptionKeyId } from "../../src/domain/directory/encryption-key-id.ts";
import { bytesOf, hexOf } from "../../src/domain/encoding/hex.ts";
import { readDecryptionKey, readEncryptionKey } from "../../src/exchange/encryption-key.ts";
import { sealingSuite } from "../../src/exchange/sealing-suite.ts";
import { createKeystoreFile, openSecretFile } from "../../src/keys/keystore-file.ts";
import { PrivateKey } from "../../src/keys/private-key.ts";
import { startChainProxy } from "../support/chain-proxy.ts";
import { eventually } from "../support/eventually.ts";
import { CHEAP, FAUCET, startStack, type Stack } from "../support/stack.ts";
import { runCommand } from "./run-command.ts";

const PASSPHRASE = "correct horse battery staple";

interface Changed {
  readonly change: Bytes32;
  readonly effectiveAt: number | null;
  readonly key: { readonly id: Bytes32; readonly file: string };
  readonly recoveryFile: string;
}

interface Shown {
  readonly endpoint: string | null;
  readonly head: Bytes32;
  readonly keys: readonly { readonly id: Bytes32; readonly key: Hex; readonly suite: number; readonly state: string }[];
}

describe("The commands of the directory of members", () => {
  let stack: Stack;
  let carrier: number;
  let settings: Readonly<Record<string, string>> = {};
  let first: Changed;
  const fileOf = (name: string) => join(stack.config.dataDir, name);

  before(async () => {
    stack = await startStack();
    carrier = stack.participants["carrier"]?.id ?? 0;
    const { dataDir, rpcUrl, contracts } = stack.config;
    settings = {
      DATA_DIR: dataDir,
      RPC_URL: rpcUrl ?? "",
      CONSORTIUM_ADDRESS: contracts?.consortium ?? "",
      LEDGER_ADDRESS: contracts?.ledger ?? "",
      DIRECTORY_ADDRESS: contracts?.directory ?? "",
      COOPERATION_ADDRESS: contracts?.cooperation ?? "",
    };
    Object.assign(process.env, settings);
    await writeFile(fileOf("api-key"), stack.participants["trader"]?.token ?? "", { mode: 0o600 });
  });
  after(async () => {
    for (const name of Object.keys(settings)) Reflect.deleteProperty(process.env, name);
    await stack.stop();
  });

  async function change(...args: string[]): Promise<Changed> {
    const { status, out, err } = await runCommand("member", ...args, "--json");
    expect({ status, err }).to.deep.equal({ status: 0, err: "" });
    const changed = JSON.parse(out) as Changed;
    await eventually("the gateway has the change", async () => (await show()).head === changed.change);
    return changed;
  }

  async function show(...args: string[]): Promise<Shown> {
    const access = ["--url", stack.gateway.url, "--api-key-file", fileOf("api-key")];
    const { out } = await runCommand("member", "show", String(carrier), ...access, "--json", ...args);
    return JSON.parse(out) as Shown;
  }

  /** Lets the commands meet a chain that asks a wei for gas. */
  async function withGasPrice(work: () => Promise<void>): Promise<void> {
    const proxy = await startChainProxy(stack.node.url);
    proxy.interference = {
      after: ({ methods }, answer) =>
        /eth_gasPrice|eth_maxPriorityFeePerGas/.test(methods.join()) ? answer.replace('"0x0"', '"0x1"') : undefined,
    };
    process.env["RPC_URL"] = proxy.url;
    try {
      await work();
    } finally {
      process.env["RPC_URL"] = settings["RPC_URL"];
      await proxy.close();
    }
  }

  const stateOf = async (key: Bytes32) => (await show()).keys.find(({ id }) => id === key)?.state;

  it("portolan member publish refuses a first publication without a file for the recovery key", async () => {
    const { status, err } = await runCommand("member", "publish", String(carrier), "--endpoint", "https://a.example");

    expect(status).to.be.above(0);
    expect(err).to.include("--recovery-file");
  });

  it("portolan member publish refuses an endpoint that is not an https URL", async () => {
    for (const endpoint of ["ftp://a.example", "http://a.example", "https://å.example", "a.example"]) {
      const { status } = await runCommand("member", "publish", String(carrier), "--endpoint", endpoint);
      expect(status, endpoint).to.equal(2);
    }
  });

  it("portolan member publish makes no file where gas has a price and nobody is named who pays", async () => {
    const recovery = fileOf("unpaid.json");
    const publish = ["publish", String(carrier), "--endpoint", "https://a.example", "--recovery-file", recovery];
    await withGasPrice(async () => {
      const { status, err } = await runCommand("member", ...publish);
      expect(status).to.equal(1);
      expect(err).to.include("--payer");
    });
    expect(existsSync(recovery)).to.be.false;
  });

  it("portolan member publish makes an encryption key and a recovery key in files of mode 0600", async () => {
    const recovery = fileOf("recovery.json");
    first = await change("publish", String(carrier), "--endpoint", "https://a.example", "--recovery-file", recovery);

    expect([first.effectiveAt, first.recoveryFile]).to.deep.equal([null, recovery]);
    for (const file of [first.key.file, recovery]) expect((await stat(file)).mode & 0o777).to.equal(0o600);
    expect((await show()).endpoint).to.equal("https://a.example");
    expect(await stateOf(first.key.id)).to.equal("valid");
  });

  it("the private part in the file opens what is sealed to the published key", async () => {
    const [published] = (await show()).keys;
    if (published?.suite !== 0x647a) throw new Error("There is no key of MLKEM768-X25519.");
    const { id, key, suite } = published;
    expect(encryptionKeyId(suite, key)).to.equal(first.key.id);
    const hpke = sealingSuite(suite);
    const { publicKey } = await readEncryptionKey(suite, bytesOf(key));
    const secret = await openSecretFile(first.key.file, PASSPHRASE);
    const { privateKey } = await readDecryptionKey(id, suite, Uint8Array.from(secret));
    const text = Buffer.from("a payload");
    const { encapsulatedSecret, ciphertext } = await hpke.Seal(publicKey, text);

    expect(hexOf(await hpke.Open(privateKey, encapsulatedSecret, ciphertext))).to.equal(hexOf(text));
  });

  it("portolan member publish changes only the endpoint later", async () => {
    const changed = await change("publish", String(carrier), "--endpoint", "https://b.example");

    expect(changed).to.not.have.any.keys("key", "recoveryFile");
    const { endpoint, keys } = await show();
    expect([endpoint, keys.length]).to.deep.equal(["https://b.example", 1]);
  });

  it("portolan member rotate pays from the named account where gas has a price", async () => {
    const payer = fileOf("payer.json");
    await createKeystoreFile(payer, new PrivateKey(bytesOf(FAUCET)), PASSPHRASE, CHEAP);
    const provider = new JsonRpcProvider(stack.node.url);
    const sent = () => provider.getTransactionCount(new Wallet(FAUCET).address);
    const before = await sent();
    await withGasPrice(async () => {
      const { key } = await change("rotate", String(carrier), "--days", "30", "--payer", payer);
      expect(await stateOf(key.id)).to.equal("valid");
    });
    expect(await sent()).to.equal(before + 1);
    provider.destroy();
  });

  it("portolan member rotate adds a key, and end-key ends the old one", async () => {
    const { key } = await change("rotate", String(carrier), "--days", "30");
    expect([await stateOf(first.key.id), await stateOf(key.id)]).to.deep.equal(["valid", "valid"]);

    await change("end-key", String(carrier), first.key.id);
    expect([await stateOf(first.key.id), await stateOf(key.id)]).to.deep.equal(["ended", "valid"]);
  });

  it("portolan member recover replaces the record with the recovery key, once", async () => {
    const files = ["--recovery-file", fileOf("recovery.json"), "--next-recovery-file", fileOf("next.json")];
    const { key } = await change("recover", String(carrier), "--endpoint", "https://c.example", ...files);
    const { endpoint, keys } = await show();
    expect(endpoint).to.equal("https://c.example");
    expect(keys.filter(({ state }) => state === "valid").map(({ id }) => id)).to.deep.equal([key.id]);

    const again = ["--recovery-file", fileOf("recovery.json"), "--next-recovery-file", fileOf("third.json")];
    const endpointAgain = ["--endpoint", "https://thief.example"];
    const { status, err } = await runCommand("member", "recover", String(carrier), ...endpointAgain, ...again);
    expect(status).to.be.above(0);
    expect(err).to.include("recovery key");
  });

  it("portolan member show lists the members for people", async () => {
    const access = ["--url", stack.gateway.url, "--api-key-file", fileOf("api-key")];
    const all = await runCommand("member", "show", ...access);
    const one = await runCommand("member", "show", String(carrier), ...access);

    expect(all.out).to.include("https://c.example");
    expect(one.out).to.include("MemberRecovered").and.include("valid");
  });

  it("a deployment without a directory is reported in one line", async () => {
    process.env["DIRECTORY_ADDRESS"] = "";
    const { status, err } = await runCommand("member", "rotate", String(carrier));
    process.env["DIRECTORY_ADDRESS"] = settings["DIRECTORY_ADDRESS"];

    expect(status).to.be.above(0);
    expect(err).to.match(/^portolan: The deployment has no directory of members\..*\n$/);
  });
});

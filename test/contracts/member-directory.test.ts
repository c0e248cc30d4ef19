import { expect } from "chai";
import { concat, keccak256, Signature, toBeHex, type Wallet, ZeroAddress, ZeroHash } from "ethers";
import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/types";
import type { Publication } from "../../src/domain/directory/directory-event.ts";
import { encryptionKeyId } from "../../src/domain/directory/encryption-key-id.ts";
import type { Bytes32, Hex } from "../../src/domain/entry.ts";
import { changeHash, type SignedChange } from "../../src/ledger/change-typed-data.ts";
import { blockTime, enrol, passTime, startChain, type TestChain, type TestParticipant } from "../support/chain.ts";
import { announcementOf, namedKey, recoveryDigest, recoveryWallet } from "../support/directory-vectors.ts";
import {
  deployDirectory,
  outcomeOf,
  signChange,
  submitChange,
  type TestDirectory,
  walletSignature,
} from "../support/test-directory.ts";

const DELAY = 3_600;
const YEAR = 365 * 86_400;
const PASSWORD = "0x1234";

describe("MemberDirectory", () => {
  let chain: TestChain;
  let directory: TestDirectory;
  let guardian: HardhatEthersSigner;
  let member: TestParticipant;
  let keys = 0;

  before(async () => {
    chain = await startChain();
    guardian = chain.accounts[0] as HardhatEthersSigner;
    directory = await deployDirectory(chain, DELAY);
  });

  after(() => chain.connection.close());

  beforeEach(async () => {
    member = await enrol(chain, "carrier");
    await accept(await publication(), member.wallet);
  });

  /** A publication of the member on its head; the fields default to a complete one with a new key. */
  async function publication(fields: Partial<Publication> = {}): Promise<SignedChange & { type: "Publication" }> {
    const key = `key ${keys++}`;
    const validUntil = (await blockTime(chain)) + YEAR;
    const complete = announcementOf({ endpoint: "https://carrier.example", key, validUntil, recovery: "R1" }, 0);
    const { head: previous } = await directory.contract.memberOf(member.id);
    const message = { participant: member.id, previous: previous as Bytes32, ...complete, ...fields };
    return { type: "Publication", message };
  }

  async function recovery(fields: Partial<Publication> = {}): Promise<SignedChange & { type: "Recovery" }> {
    const { message } = await publication({ recovery: recoveryDigest("R2"), ...fields });
    return { type: "Recovery", message };
  }

  function hashOf(change: SignedChange): Bytes32 {
    return changeHash(change, directory.domain);
  }

  function submit(change: SignedChange, wallet: Wallet) {
    return outcomeOf(submitChange(directory, change, signChange(directory, wallet, change)));
  }

  async function accept(change: SignedChange, wallet: Wallet) {
    const outcome = await submit(change, wallet);
    if ("code" in outcome) throw new Error(`Refused: ${outcome.code}`);
    return outcome;
  }

  function refusedWith(change: SignedChange, signature: Hex) {
    return outcomeOf(submitChange(directory, change, signature));
  }

  describe("the signer of a publication", () => {
    it("anyone submits a change that the participant signed", async () => {
      const [, stranger] = chain.accounts;
      const change = await publication();
      const signature = signChange(directory, member.wallet, change);
      await (await directory.contract.connect(stranger ?? null).publish(change.message, signature)).wait();

      expect((await directory.contract.memberOf(member.id)).head).to.equal(hashOf(change));
    });

    it("a key of another participant is refused", async () => {
      const other = await enrol(chain, "carrier");
      const change = await publication();

      expect(await submit(change, other.wallet)).to.deep.equal({
        code: "MemberDirectoryKeyNotAuthorised",
        facts: { change: hashOf(change), participant: member.id, key: other.wallet.address.toLowerCase() },
      });
    });

    it("a revoked key is refused", async () => {
      await (await chain.consortium.revokeKey(member.wallet.address)).wait();

      expect(await submit(await publication(), member.wallet)).to.deep.include({
        code: "MemberDirectoryKeyNotAuthorised",
      });
    });

    it("a suspended participant publishes, ends and recovers nothing", async () => {
      await (await chain.consortium.suspend(member.id)).wait();
      const refusal = { code: "MemberDirectoryParticipantNotActive", facts: { participant: member.id } };
      const change = await publication();
      const end = { participant: member.id, previous: change.message.previous, key: namedKey("K1").id };

      expect(await submit(change, member.wallet)).to.deep.equal(refusal);
      expect(await submit({ type: "KeyEnd", message: end }, member.wallet)).to.deep.equal(refusal);
      expect(await submit(await recovery(), recoveryWallet("R1"))).to.deep.equal(refusal);
    });

    it("signatures of 64 and of 65 bytes are accepted", async () => {
      const change = await publication();
      const signature = Signature.from(member.wallet.signingKey.sign(hashOf(change)));
      for (const encoded of [signature.compactSerialized, signature.serialized])
        expect(await directory.contract.publish.staticCall(change.message, encoded)).to.equal(hashOf(change));
    });

    it("a malleable or malformed signature is refused", async () => {
      const change = await publication();
      const { r, s, v } = Signature.from(member.wallet.signingKey.sign(hashOf(change)));
      const order = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;
      const high = concat([r, toBeHex(order - BigInt(s), 32), toBeHex(v === 27 ? 28 : 27)]) as Hex;
      const refusal = {
        code: "MemberDirectoryInvalidSignature",
        facts: { change: hashOf(change), participant: member.id },
      };

      for (const signature of [high, "0x", `0x${"00".repeat(64)}`, `0x${"11".repeat(19)}`] as const)
        expect(await refusedWith(change, signature)).to.deep.equal(refusal);
    });

    it("a wallet contract that is a key of the participant confirms or denies its signature", async () => {
      const wallet = await chain.connection.ethers.deployContract("PasswordWallet", [keccak256(PASSWORD)]);
      await (await chain.consortium.addKey(member.id, await wallet.getAddress(), 0, 2 ** 40)).wait();
      const change = await publication();

      expect(await refusedWith(change, await walletSignature(wallet, "0x4321"))).to.deep.equal({
        code: "MemberDirectoryInvalidSignature",
        facts: { change: hashOf(change), participant: member.id },
      });
      expect(await refusedWith(change, await walletSignature(wallet, PASSWORD))).to.not.have.property("code");
    });

    it("a wallet contract that is not a key of the participant is refused without being called", async () => {
      const stranger = await chain.connection.ethers.deployContract("BurningWallet");

      expect(await refusedWith(await publication(), await walletSignature(stranger, PASSWORD))).to.deep.include({
        code: "MemberDirectoryKeyNotAuthorised",
      });
    });

    it("too little gas for a wallet contract reverts with the gas that it needs", async () => {
      const wallet = await chain.connection.ethers.deployContract("PasswordWallet", [keccak256(PASSWORD)]);
      await (await chain.consortium.addKey(member.id, await wallet.getAddress(), 0, 2 ** 40)).wait();
      const { message } = await publication({ suite: 0, key: "0x", validUntil: 0 });
      const signature = await walletSignature(wallet, PASSWORD);
      const transaction = directory.contract.publish(message, signature, { gasLimit: 200_000 });

      expect(await outcomeOf(transaction)).to.deep.include({ code: "ShipmentLedgerInsufficientGas" });
    });
  });

  describe("the order of changes", () => {
    it("a change cannot be submitted twice", async () => {
      const change = await publication();
      await accept(change, member.wallet);
      await passTime(chain, DELAY);

      expect(await submit(change, member.wallet)).to.deep.equal({
        code: "MemberDirectoryStale",
        facts: { participant: member.id, previous: change.message.previous, head: hashOf(change) },
      });
    });

    it("a change signed before another change is refused after it", async () => {
      const [one, other] = [await publication(), await publication({ endpoint: "https://other.example" })];
      await accept(one, member.wallet);

      expect(await submit(other, member.wallet)).to.deep.include({ code: "MemberDirectoryStale" });
    });

    it("a change for another directory is refused", async () => {
      const other = await deployDirectory(chain, DELAY);
      const change = await publication({ previous: ZeroHash as Bytes32 });
      const signature = signChange(other, member.wallet, change);

      expect(await refusedWith(change, signature)).to.deep.include({ code: "MemberDirectoryKeyNotAuthorised" });
    });

    it("a publication cannot be submitted as a recovery, nor a recovery as a publication", async () => {
      const change = await publication({ recovery: recoveryDigest("R2") });
      const asRecovery = { type: "Recovery", message: change.message } as const;

      expect(await refusedWith(asRecovery, signChange(directory, recoveryWallet("R1"), change))).to.deep.include({
        code: "MemberDirectoryNotRecoveryKey",
      });
      expect(await refusedWith(change, signChange(directory, member.wallet, asRecovery))).to.deep.include({
        code: "MemberDirectoryKeyNotAuthorised",
      });
    });
  });

  describe("the recovery", () => {
    it("a ledger key cannot recover", async () => {
      const change = await recovery();

      expect(await submit(change, member.wallet)).to.deep.equal({
        code: "MemberDirectoryNotRecoveryKey",
        facts: { change: hashOf(change), participant: member.id, key: member.wallet.address.toLowerCase() },
      });
    });

    it("a recovery key of another participant cannot recover", async () => {
      expect(await submit(await recovery(), recoveryWallet("R9"))).to.deep.include({
        code: "MemberDirectoryNotRecoveryKey",
      });
    });

    it("a participant without a publication cannot recover", async () => {
      member = await enrol(chain, "carrier");

      expect(await submit(await recovery(), recoveryWallet("R1"))).to.deep.include({
        code: "MemberDirectoryNotRecoveryKey",
      });
    });

    it("a recovery key that is also a ledger key cannot recover", async () => {
      const wallet = recoveryWallet(`on the ledger ${member.id}`);
      await accept(await publication({ recovery: recoveryDigest(`on the ledger ${member.id}`) }), member.wallet);
      await passTime(chain, DELAY);
      await (await chain.consortium.addKey(member.id, wallet.address, 0, 2 ** 40)).wait();
      const change = await recovery();

      expect(await submit(change, wallet)).to.deep.equal({
        code: "MemberDirectoryRecoveryKeyOnLedger",
        facts: { change: hashOf(change), participant: member.id, key: wallet.address.toLowerCase() },
      });
    });

    it("a wallet contract whose address is registered recovers with its own signature", async () => {
      const wallet = await chain.connection.ethers.deployContract("PasswordWallet", [keccak256(PASSWORD)]);
      const digest = keccak256(concat([`0x${"00".repeat(12)}`, await wallet.getAddress()])) as Bytes32;
      await accept(await publication({ recovery: digest }), member.wallet);
      await passTime(chain, DELAY);
      const change = await recovery();

      expect(await refusedWith(change, await walletSignature(wallet, "0x4321"))).to.deep.include({
        code: "MemberDirectoryInvalidSignature",
      });
      expect(await refusedWith(change, await walletSignature(wallet, PASSWORD))).to.not.have.property("code");
    });

    it("a recovery that replaces a pending publication reports both in its logs", async () => {
      const theft = await publication({ endpoint: "https://thief.example", recovery: recoveryDigest("thief") });
      await accept(theft, member.wallet);
      const change = await recovery();
      const receipt = await accept(change, recoveryWallet("R1"));

      const events = receipt.logs.map((log) => directory.contract.interface.parseLog(log));
      expect(events.map((event) => [event?.name, event?.args["change"]])).to.deep.equal([
        ["MemberChangeStopped", hashOf(theft)],
        ["MemberRecovered", hashOf(change)],
      ]);
      await passTime(chain, DELAY);
      expect((await directory.contract.memberOf(member.id)).recovery).to.equal(recoveryDigest("R2"));
    });
  });

  describe("the guardians", () => {
    it("a guardian stops a pending change and nobody else does", async () => {
      const change = await publication({ endpoint: "https://thief.example" });
      await accept(change, member.wallet);
      const [, stranger] = chain.accounts;
      const before = await directory.contract.memberOf(member.id);

      expect(
        await outcomeOf(directory.contract.connect(stranger ?? null).stop(member.id, hashOf(change))),
      ).to.deep.equal({ code: "MemberDirectoryNotGuardian", facts: { account: stranger?.address.toLowerCase() } });
      const receipt = await (await directory.contract.connect(guardian).stop(member.id, hashOf(change))).wait();
      expect(receipt?.logs.map((log) => directory.contract.interface.parseLog(log)?.name)).to.deep.equal([
        "MemberChangeStopped",
      ]);
      await passTime(chain, DELAY);
      expect([...(await directory.contract.memberOf(member.id))]).to.deep.equal([...before]);
    });

    it("the change 0 cannot be stopped", async () => {
      expect(await outcomeOf(directory.contract.stop(member.id, ZeroHash))).to.deep.equal({
        code: "MemberDirectoryNotPending",
        facts: { participant: member.id, change: ZeroHash },
      });
    });

    it("a guardian that lost its role stops nothing", async () => {
      const [, former] = chain.accounts;
      const role = await chain.governance.GUARDIAN_ROLE();
      await (await chain.governance.grantRole(role, former ?? ZeroAddress, 0)).wait();
      await (await chain.governance.revokeRole(role, former ?? ZeroAddress)).wait();
      const change = await publication();
      await accept(change, member.wallet);

      expect(
        await outcomeOf(directory.contract.connect(former ?? null).stop(member.id, hashOf(change))),
      ).to.deep.include({ code: "MemberDirectoryNotGuardian" });
    });
  });

  it("the keys of two participants do not affect each other", async () => {
    const { message } = await publication();
    await accept({ type: "Publication", message }, member.wallet);
    const first = member;
    member = await enrol(chain, "carrier");
    const again = await publication({ suite: message.suite, key: message.key });
    await accept(again, member.wallet);

    const key = encryptionKeyId(message.suite, message.key);
    const [one, two] = await Promise.all([first, member].map((owner) => directory.contract.keyOf(owner.id, key)));
    expect(one?.validFrom).to.equal(BigInt((await directory.contract.pendingOf(first.id)).effectiveAt));
    expect(two?.validFrom).to.equal(BigInt(await blockTime(chain)));
  });

  it("a publication's log repeats the whole publication, its effect and its signature", async () => {
    const change = await publication();
    const receipt = await accept(change, member.wallet);
    const [log] = receipt.logs;
    const event = log && directory.contract.interface.parseLog(log);

    expect(event?.args["participant"]).to.equal(BigInt(member.id));
    expect(event?.args["change"]).to.equal(hashOf(change));
    expect(event?.args["publication"].toObject()).to.deep.equal({
      ...change.message,
      participant: BigInt(member.id),
      suite: BigInt(change.message.suite),
      validFrom: BigInt(change.message.validFrom),
      validUntil: BigInt(change.message.validUntil),
    });
    expect(event?.args["effectiveAt"]).to.equal(BigInt((await blockTime(chain)) + DELAY));
    expect(event?.args["signature"]).to.equal(signChange(directory, member.wallet, change));
  });

  it("the directory names its governance, its consortium and its delay", async () => {
    expect(await directory.contract.governance()).to.equal(await chain.governance.getAddress());
    expect(await directory.contract.consortium()).to.equal(await chain.consortium.getAddress());
    expect(await directory.contract.delay()).to.equal(BigInt(DELAY));
  });

  for (const [suite, bytes] of [
    [0x647a, 1215],
    [0x647a, 1217],
    [0x647a, 65],
    [0x647a, 0],
    [0x0010, 64],
    [0x0010, 66],
    [0x0010, 0],
    [0x0020, 32],
    [0, 65],
  ] as const) {
    it(`an encryption key of suite ${suite} with ${bytes} bytes is refused`, async () => {
      const change = await publication({ suite, key: `0x${"04".repeat(bytes)}` });

      expect(await submit(change, member.wallet)).to.deep.equal({
        code: "MemberDirectoryInvalidKey",
        facts: { participant: member.id, suite, length: bytes },
      });
    });
  }
});

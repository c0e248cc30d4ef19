import { expect } from "chai";
import { concat, id, keccak256, Signature, toBeHex, ZeroHash } from "ethers";
import type { ContractTransactionReceipt } from "ethers";
import type { Entry, EntryHash, Hex, SignedEntry } from "../../src/domain/entry.ts";
import {
  blockTime,
  enrol,
  entryHash,
  record,
  revertOf,
  shipmentId,
  sign,
  startChain,
  type TestChain,
  type TestParticipant,
} from "../support/chain.ts";
import { entryOf } from "../support/entry-of.ts";
import { decodeRefusal } from "../support/decode-refusal.ts";
import type { ExpectedRefusal } from "../support/lifecycle-vectors.ts";

const SECP256K1_ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;

describe("ShipmentLedger", () => {
  let chain: TestChain;
  let carrier: TestParticipant;
  let receiver: TestParticipant;
  let customs: TestParticipant;
  let shipments = 0;

  before(async () => {
    chain = await startChain();
    carrier = await enrol(chain, "carrier");
    receiver = await enrol(chain, "carrier");
    customs = await enrol(chain, "customs");
  });

  after(() => chain.connection.close());

  /** The carrier's Consign of a new shipment. */
  function consign(fields: Partial<Entry> = {}): Entry {
    return { ...entryOf("Consign", { shipment: shipmentId(`ledger ${shipments++}`), author: carrier.id }), ...fields };
  }

  /** The refusal by `record`, or undefined. */
  async function refusalOf(signed: SignedEntry): Promise<ExpectedRefusal | undefined> {
    const revert = await revertOf(chain, chain.ledger.interface.encodeFunctionData("record", [signed]));
    return revert && decodeRefusal(revert);
  }

  async function recordBatch(batch: SignedEntry[]): Promise<{ recorded: string[]; refused: [string, unknown][] }> {
    const receipt = await (await chain.ledger.recordBatch(batch)).wait();
    return logsOf(receipt);
  }

  function logsOf(receipt: ContractTransactionReceipt | null) {
    const recorded: string[] = [];
    const refused: [string, unknown][] = [];
    for (const log of receipt?.logs ?? []) {
      const event = chain.ledger.interface.parseLog(log);
      if (event?.name === "EntryRecorded") recorded.push(event.args["entry"]);
      if (event?.name === "EntryRefused") refused.push([event.args["entry"], decodeRefusal(event.args["reason"]).code]);
    }
    return { recorded, refused };
  }

  it("hashOf returns the EIP-712 digest of an entry", async () => {
    const entry = consign({ counterparty: 0xffffffff, occurredAt: 2 ** 40 - 1, kind: 255 });

    expect(await chain.ledger.hashOf(entry)).to.equal(await entryHash(chain, entry));
  });

  it("eip712Domain returns the ledger's domain (EIP-5267)", async () => {
    const { name, version, chainId, verifyingContract } = await chain.ledger.eip712Domain();

    expect([name, version, chainId, verifyingContract]).to.deep.equal([
      "Portolan",
      "1",
      BigInt(chain.chainId),
      await chain.ledger.getAddress(),
    ]);
  });

  describe("A recorded entry", () => {
    it("a recorded entry becomes the head, and its event has every field", async () => {
      const entry = consign();
      const signed = await sign(chain, carrier, entry);
      const receipt = await (await chain.ledger.record(signed)).wait();
      const [log] = receipt?.logs ?? [];
      const event = log && chain.ledger.interface.parseLog(log);

      const hash = await entryHash(chain, entry);
      expect(await chain.ledger.headOf(entry.shipment)).to.equal(hash);
      expect(event?.name).to.equal("EntryRecorded");
      expect(event?.args.toObject()).to.deep.equal({
        shipment: entry.shipment,
        entry: hash,
        author: BigInt(carrier.id),
        sequence: 1n,
        previous: ZeroHash,
        kind: 1n,
        counterparty: 0n,
        refersTo: ZeroHash,
        occurredAt: BigInt(entry.occurredAt),
        commitment: entry.commitment,
        signature: signed.signature,
      });
    });

    it("any account may submit a signed entry", async () => {
      const entry = consign();
      const [, stranger] = chain.accounts;
      if (stranger === undefined) throw new Error("The chain has one account.");
      await (await chain.ledger.connect(stranger).record(await sign(chain, carrier, entry))).wait();

      expect(await chain.ledger.headOf(entry.shipment)).to.equal(await entryHash(chain, entry));
    });

    it("the custody, cases, container and successors of a shipment are readable", async () => {
      const shipment = shipmentId("read");
      const unit = shipmentId("read unit");
      const first = await record(chain, carrier, "Consign", { shipment });
      await record(chain, carrier, "Consign", { shipment: unit });
      const hold = await record(chain, customs, "Hold", { shipment });
      const opened = await chain.ledger.caseOf(shipment, hold);
      expect([opened.agency, opened.custodian]).to.deep.equal([BigInt(customs.id), BigInt(carrier.id)]);
      expect([opened.noticeAt, opened.remedyUntil, opened.tribunal, opened.instance]).to.deep.equal([0n, 0n, 0n, 0n]);
      expect([opened.charged, opened.exempt, opened.contested, opened.seized, opened.closed]).to.deep.equal(
        Array(5).fill(false),
      );
      expect([opened.jurisdiction, opened.profile]).to.deep.equal(["0x5345", "0x00000000"]);
      await record(chain, customs, "Notice", { shipment, refersTo: hold, counterparty: carrier.id });
      await record(chain, customs, "Seize", { shipment, refersTo: hold });
      await record(chain, customs, "Release", { shipment, refersTo: hold });
      const ended = await chain.ledger.caseOf(shipment, hold);
      expect([ended.custodianStanding, ended.consignorStanding]).to.deep.equal([1n, 1n]);
      expect([ended.seized, ended.closed]).to.deep.equal([true, true]);

      await record(chain, customs, "Offer", { shipment, counterparty: carrier.id });
      await record(chain, carrier, "Accept", { shipment });
      await record(chain, carrier, "Load", { shipment, refersTo: unit });
      expect(await chain.ledger.containerOf(shipment)).to.equal(unit);
      const { custodian, sequence, contents, height, phase } = await chain.ledger.custodyOf(unit);
      expect([custodian, sequence, contents, height, phase]).to.deep.equal([BigInt(carrier.id), 1n, 1n, 1n, 1n]);
      const correction = await record(chain, carrier, "Correct", { shipment, refersTo: first });
      expect(await chain.ledger.successorOf(shipment, carrier.id, first)).to.equal(correction);
      expect(await chain.ledger.successorOf(shipment, customs.id, first)).to.equal(ZeroHash);
    });
  });

  describe("A refused entry", () => {
    it("a recorded entry is refused when it is sent again", async () => {
      const entry = consign();
      const signed = await sign(chain, carrier, entry);
      await (await chain.ledger.record(signed)).wait();

      expect(await refusalOf(signed)).to.deep.equal({
        code: "ShipmentLedgerStale",
        facts: { shipment: entry.shipment, previous: ZeroHash, head: await entryHash(chain, entry) },
      });
    });

    it("an entry dated an hour ahead is refused", async () => {
      const now = await blockTime(chain);
      const entry = consign({ occurredAt: now + 3_600 });
      const refusal = await refusalOf(await sign(chain, carrier, entry));

      expect(refusal?.code).to.equal("ShipmentLedgerOccurredInFuture");
      expect(refusal?.facts["occurredAt"]).to.equal(entry.occurredAt);
    });

    it("an entry dated 120 seconds ahead is accepted", async () => {
      expect(await refusalOf(await sign(chain, carrier, consign({ occurredAt: (await blockTime(chain)) + 120 })))).to.be
        .undefined;
    });

    it("an entry of a wrong shape is refused before its signature is checked", async () => {
      const refusal = await refusalOf({ entry: consign({ kind: 0 }), signature: "0x" });

      expect(refusal).to.deep.equal({ code: "ShipmentLedgerUnknownKind", facts: { kind: 0 } });
    });

    it("an entry without the required role is refused", async () => {
      const entry = consign({ author: customs.id });

      expect((await refusalOf(await sign(chain, customs, entry)))?.code).to.equal("ShipmentLedgerRoleRequired");
    });

    it("an entry of a suspended author is refused", async () => {
      const suspended = await enrol(chain, "carrier");
      await (await chain.consortium.suspend(suspended.id)).wait();

      expect(await refusalOf(await sign(chain, suspended, consign({ author: suspended.id })))).to.deep.equal({
        code: "ShipmentLedgerParticipantNotActive",
        facts: { participant: suspended.id },
      });
    });
  });

  describe("An account's signature", () => {
    it("a signature of 64 or 65 bytes is accepted", async () => {
      const entry = consign();
      const { wallet } = carrier;
      const signature = wallet.signingKey.sign(await entryHash(chain, entry));

      for (const form of [signature.compactSerialized, signature.serialized])
        expect(await refusalOf({ entry, signature: form as Hex })).to.be.undefined;
    });

    it("a signature with the higher s is refused", async () => {
      const entry = consign();
      const { r, s, v } = carrier.wallet.signingKey.sign(await entryHash(chain, entry));
      const high = concat([r, toBeHex(SECP256K1_ORDER - BigInt(s), 32), v === 27 ? "0x1c" : "0x1b"]);

      expect(await refusalOf({ entry, signature: high as Hex })).to.deep.equal({
        code: "ShipmentLedgerInvalidSignature",
        facts: { entry: await entryHash(chain, entry), author: carrier.id },
      });
    });

    it("a signature with a v other than 27 and 28 is refused", async () => {
      const entry = consign();
      const { r, s, v } = carrier.wallet.signingKey.sign(await entryHash(chain, entry));

      for (const wrong of [v - 27, 26, 29, 255])
        expect((await refusalOf({ entry, signature: concat([r, s, toBeHex(wrong, 1)]) as Hex }))?.code).to.equal(
          "ShipmentLedgerInvalidSignature",
        );
    });

    it("a signature shorter than 20 bytes is refused", async () => {
      const entry = consign();

      for (const signature of ["0x", `0x${"00".repeat(19)}`] as Hex[])
        expect((await refusalOf({ entry, signature }))?.code).to.equal("ShipmentLedgerInvalidSignature");
    });

    it("another participant's signature is refused", async () => {
      const entry = consign();
      const { signature } = await sign(chain, receiver, entry);

      expect(await refusalOf({ entry, signature })).to.deep.equal({
        code: "ShipmentLedgerKeyNotAuthorised",
        facts: { entry: await entryHash(chain, entry), author: carrier.id, key: receiver.wallet.address },
      });
    });

    it("a revoked key's signature is refused, and its earlier entries stay", async () => {
      const leaving = await enrol(chain, "carrier");
      const shipment = shipmentId("leaving");
      const first = await record(chain, leaving, "Consign", { shipment });
      await (await chain.consortium.revokeKey(leaving.wallet.address)).wait();
      const next = entryOf("Close", { shipment, previous: first, author: leaving.id });

      expect((await refusalOf(await sign(chain, leaving, next)))?.code).to.equal("ShipmentLedgerKeyNotAuthorised");
      expect(await chain.ledger.headOf(shipment)).to.equal(first);
    });

    it("an entry of participant 0 is refused", async () => {
      const entry = consign({ author: 0 });

      expect((await refusalOf(await sign(chain, carrier, entry)))?.code).to.equal("ShipmentLedgerKeyNotAuthorised");
    });

    it("a signature for another ledger or another chain is refused", async () => {
      const other = await chain.connection.ethers.deployContract("ShipmentLedger", [chain.consortium]);
      const entry = consign();
      const elsewhere = { ...chain, ledger: chain.ledger.attach(await other.getAddress()) as TestChain["ledger"] };
      const onOtherChain = { ...chain, chainId: chain.chainId + 1 };

      for (const place of [elsewhere, onOtherChain])
        expect((await refusalOf(await sign(place, carrier, entry)))?.code).to.equal("ShipmentLedgerKeyNotAuthorised");
    });
  });

  describe("A wallet contract's signature (ERC-1271)", () => {
    const password = "0x1234" as Hex;

    async function enrolWallet(contract: string, args: unknown[] = []): Promise<Hex> {
      const wallet = await chain.connection.ethers.deployContract(contract, args);
      const address = await wallet.getAddress();
      await (await chain.consortium.addKey(carrier.id, address, 0, 2 ** 40)).wait();
      return address as Hex;
    }

    function signedBy(wallet: Hex, data: Hex, entry: Entry = consign()): SignedEntry {
      return { entry, signature: concat([wallet, data]) as Hex };
    }

    it("a wallet's signature is accepted only when the wallet confirms it", async () => {
      const wallet = await enrolWallet("PasswordWallet", [keccak256(password)]);

      expect(await refusalOf(signedBy(wallet, password))).to.be.undefined;
      expect((await refusalOf(signedBy(wallet, "0x4321")))?.code).to.equal("ShipmentLedgerInvalidSignature");
    });

    it("a signature of 64 or 65 bytes is always verified as an account's", async () => {
      for (const length of [44, 45]) {
        const long = `0x${"07".repeat(length)}` as Hex;
        const wallet = await enrolWallet("PasswordWallet", [keccak256(long)]);

        const refusal = await refusalOf(signedBy(wallet, long));
        expect(refusal?.code).to.match(/InvalidSignature|KeyNotAuthorised/);
      }
    });

    it("a wallet that is not a key of the author is refused without being called", async () => {
      const stranger = await chain.connection.ethers.deployContract("BurningWallet");
      const signed = signedBy((await stranger.getAddress()) as Hex, password);

      expect((await refusalOf(signed))?.code).to.equal("ShipmentLedgerKeyNotAuthorised");
      expect(Number(await chain.ledger.recordBatch.estimateGas([signed]))).to.be.below(100_000);
    });

    for (const contract of ["RevertingWallet", "BurningWallet", "TerseWallet"]) {
      it(`a signature of a ${contract} is refused, and the other entries of the batch are recorded`, async () => {
        const wallet = await enrolWallet(contract);
        const bad = signedBy(wallet, password);
        const good = [await sign(chain, carrier, consign()), await sign(chain, carrier, consign())] as const;

        expect(await recordBatch([good[0], bad, good[1]])).to.deep.equal({
          recorded: [await entryHash(chain, good[0].entry), await entryHash(chain, good[1].entry)],
          refused: [[await entryHash(chain, bad.entry), "ShipmentLedgerInvalidSignature"]],
        });
      });
    }

    it("a wallet's long answer is judged by its first word", async () => {
      const wallet = await enrolWallet("LengthyWallet");

      expect(await refusalOf(signedBy(wallet, password))).to.be.undefined;
    });

    it("a wallet's signature is refused when its address has no code", async () => {
      const keyPair = await enrol(chain, "carrier");
      const entry = consign({ author: keyPair.id });

      expect((await refusalOf(signedBy(keyPair.wallet.address as Hex, password, entry)))?.code).to.equal(
        "ShipmentLedgerInvalidSignature",
      );
    });

    it("too little gas reverts the batch and never refuses a valid wallet signature", async () => {
      const wallet = await enrolWallet("PasswordWallet", [keccak256(password)]);
      const signed = signedBy(wallet, password);
      const data = chain.ledger.interface.encodeFunctionData("recordBatch", [[signed]]);
      const from = await chain.accounts[0]?.getAddress();
      const answers = new Set<string>();
      for (let gas = 30_000; gas <= 400_000; gas += 2_500) {
        const call = { from, to: await chain.ledger.getAddress(), data, gas: toBeHex(gas) };
        try {
          const recorded = await chain.connection.provider.request({ method: "eth_call", params: [call, "latest"] });
          answers.add(String(BigInt(recorded as string)));
        } catch (error) {
          // When gas runs out, the error has no bytes, or the node returns an object instead of them.
          const { data: reason } = error as { data: unknown };
          answers.add(typeof reason === "string" && reason !== "0x" ? decodeRefusal(reason).code : "out of gas");
        }
      }

      expect([...answers]).to.have.members(["out of gas", "ShipmentLedgerInsufficientGas", "1"]);
    });
  });

  describe("recordBatch", () => {
    it("a batch records its valid entries, and reports each refused entry with its reason", async () => {
      const first = consign();
      const stale = { ...first, commitment: id("another") as Hex };
      const second = entryOf("Offer", {
        shipment: first.shipment,
        previous: await entryHash(chain, first),
        author: carrier.id,
        counterparty: receiver.id,
      });
      const batch = await Promise.all([first, stale, second].map((entry) => sign(chain, carrier, entry)));
      const receipt = await (await chain.ledger.recordBatch(batch)).wait();
      const refusal = receipt?.logs
        .map((log) => chain.ledger.interface.parseLog(log))
        .find((event) => event?.name === "EntryRefused");

      expect(logsOf(receipt).recorded).to.deep.equal([await entryHash(chain, first), await entryHash(chain, second)]);
      expect(refusal?.args["shipment"]).to.equal(stale.shipment);
      expect(refusal?.args["entry"]).to.equal(await entryHash(chain, stale));
      expect(refusal?.args["refused"].signature).to.equal(batch[1]?.signature);
      expect(refusal?.args["refused"].entry.commitment).to.equal(stale.commitment);
      expect(decodeRefusal(refusal?.args["reason"]).facts["head"]).to.equal(await entryHash(chain, first));
    });

    it("recordBatch returns the number of recorded entries", async () => {
      const good = await sign(chain, carrier, consign());
      const bad = { ...good, signature: Signature.from().compactSerialized as Hex };

      expect(await chain.ledger.recordBatch.staticCall([bad, good, good])).to.equal(1n);
      expect(await chain.ledger.recordBatch.staticCall([])).to.equal(0n);
    });

    it("one batch may hold consecutive entries of several authors on one shipment", async () => {
      const shipment = shipmentId("chain");
      const steps: [TestParticipant, Entry][] = [];
      let previous = ZeroHash as EntryHash;
      for (const [author, entry] of [
        [carrier, entryOf("Consign", { shipment, author: carrier.id })],
        [carrier, entryOf("Offer", { shipment, author: carrier.id, counterparty: receiver.id })],
        [receiver, entryOf("Accept", { shipment, author: receiver.id })],
        [customs, entryOf("Hold", { shipment, author: customs.id })],
      ] as const) {
        const chained = { ...entry, previous };
        steps.push([author, chained]);
        previous = await entryHash(chain, chained);
      }
      const batch = await Promise.all(steps.map(([author, entry]) => sign(chain, author, entry)));

      expect((await recordBatch(batch)).refused).to.be.empty;
      const custody = await chain.ledger.custodyOf(shipment);
      expect([custody.custodian, custody.openCases, custody.sequence]).to.deep.equal([BigInt(receiver.id), 1n, 4n]);
    });
  });
});

import { expect } from "chai";
import { concat, keccak256, toBeHex } from "ethers";
import type { Hex, SignedEntry } from "../../src/domain/entry.ts";
import { enrol, shipmentId, startChain, type TestChain, type TestParticipant } from "../support/chain.ts";
import { decodeRefusal } from "../support/decode-refusal.ts";
import { entryOf } from "../support/entry-of.ts";

/** The first bytes of the word that `isValidSignature` returns for a valid signature (ERC-1271). */
const MAGIC = "1626ba7e";
const PASSWORD = "0x1234";

/** Gas that a wallet receives, and gas that must be left before its call, as in the library `Signatures`. */
const WALLET_GAS = 200_000n;
const REQUIRED_GAS = 213_174n;

describe("The answer of a wallet contract to isValidSignature", () => {
  let chain: TestChain;
  let carrier: TestParticipant;
  let shipments = 0;

  before(async () => {
    chain = await startChain();
    carrier = await enrol(chain, "carrier");
  });

  after(() => chain.connection.close());

  async function enrolWallet(contract: string, ...args: unknown[]) {
    const wallet = await chain.connection.ethers.deployContract(contract, args);
    await (await chain.consortium.addKey(carrier.id, await wallet.getAddress(), 0, 2 ** 40)).wait();
    return wallet;
  }

  async function signedBy(wallet: { getAddress(): Promise<string> }, data: string): Promise<SignedEntry> {
    const entry = entryOf("Consign", { shipment: shipmentId(`answers ${shipments++}`), author: carrier.id });
    return { entry, signature: concat([await wallet.getAddress(), data]) as Hex };
  }

  /** The outcome of a batch of this entry: the number of recorded entries, or the error of the revert. */
  async function outcomeOf(signed: SignedEntry, gas = 2_000_000n) {
    const [submitter] = chain.accounts;
    const data = chain.ledger.interface.encodeFunctionData("recordBatch", [[signed]]);
    const call = { from: submitter?.address, to: await chain.ledger.getAddress(), data, gas: toBeHex(gas) };
    try {
      const recorded = await chain.connection.provider.request({ method: "eth_call", params: [call, "latest"] });
      return { recorded: Number(recorded) };
    } catch (error) {
      return decodeRefusal((error as { data: string }).data);
    }
  }

  for (const [what, answer, recorded] of [
    ["the magic value in one word", `0x${MAGIC}${"00".repeat(28)}`, 1],
    ["the right word and further words", `0x${MAGIC}${"00".repeat(60)}`, 1],
    ["the magic value followed by another byte in the word", `0x${MAGIC}${"00".repeat(27)}01`, 0],
    ["31 bytes", `0x${MAGIC}${"00".repeat(27)}`, 0],
    ["no bytes", "0x", 0],
    ["another value", `0xffffffff${"00".repeat(28)}`, 0],
  ] as const) {
    it(`a wallet ${recorded === 1 ? "confirms" : "does not confirm"} by answering ${what}`, async () => {
      const wallet = await enrolWallet("AnsweringWallet", answer, false);

      expect(await outcomeOf(await signedBy(wallet, PASSWORD))).to.deep.equal({ recorded });
    });
  }

  it("a wallet that reverts with the magic value does not confirm", async () => {
    const wallet = await enrolWallet("AnsweringWallet", `0x${MAGIC}${"00".repeat(28)}`, true);

    expect(await outcomeOf(await signedBy(wallet, PASSWORD))).to.deep.equal({ recorded: 0 });
  });

  it("a wallet is called also for a signature of only its address", async () => {
    const wallet = await enrolWallet("PasswordWallet", keccak256("0x"));

    expect(await outcomeOf(await signedBy(wallet, "0x"))).to.deep.equal({ recorded: 1 });
    expect(await outcomeOf(await signedBy(wallet, "0x00"))).to.deep.equal({ recorded: 0 });
  });

  it("a wallet receives the same gas whatever gas the transaction has", async () => {
    const wallet = await enrolWallet("GaugingWallet");
    const given = (await wallet.getFunction("gaugeOf").staticCall(WALLET_GAS)) as bigint;
    const knowing = async (guess: bigint) => signedBy(wallet, toBeHex(guess, 32));

    for (const gas of [600_000n, 5_000_000n]) {
      expect(await outcomeOf(await knowing(given), gas)).to.deep.equal({ recorded: 1 });
      for (const wrong of [given - 1n, given + 1n])
        expect(await outcomeOf(await knowing(wrong), gas)).to.deep.equal({ recorded: 0 });
    }
  });

  it("a batch reverts when one unit of the wallet's gas is missing", async () => {
    const signed = await signedBy(await enrolWallet("PasswordWallet", keccak256(PASSWORD)), PASSWORD);
    const tried = 230_000n;
    const short = await outcomeOf(signed, tried);
    expect(short).to.deep.include({ code: "ShipmentLedgerInsufficientGas" });
    const { available, required } = "facts" in short ? short.facts : {};
    expect(required).to.equal(Number(REQUIRED_GAS));
    const enough = tried + REQUIRED_GAS - BigInt(Number(available));

    expect(await outcomeOf(signed, enough)).to.deep.equal({ recorded: 1 });
    expect(await outcomeOf(signed, enough - 1n)).to.deep.equal({
      code: "ShipmentLedgerInsufficientGas",
      facts: { available: Number(REQUIRED_GAS) - 1, required: Number(REQUIRED_GAS) },
    });
  });
});

import { expect } from "chai";
import { concat, keccak256, toBeHex } from "ethers";
import type { Hex, SignedEntry } from "../../src/domain/entry.ts";
import { enrol, shipmentId, startChain, type TestChain, type TestParticipant } from "../support/chain.ts";
import { decodeRefusal } from "../support/decode-refusal.ts";
import { entryOf } from "../support/entry-of.ts";

/** What `isValidSignature` answers when it confirms (ERC-1271), as the first bytes of a word. */
const MAGIC = "1626ba7e";
const PASSWORD = "0x1234";

/** Gas that a wallet gets, and that must be there so that it can get it (contracts/libraries/Signatures.sol). */
const WALLET_GAS = 200_000n;
const REQUIRED_GAS = 213_174n;

describe("A wallet contract that is asked for its signature", () => {
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

  /** What becomes of a batch of this one entry: "1" recorded, "0" refused, or the error that it reverts with. */
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
    ["more than one word, the first of which is right", `0x${MAGIC}${"00".repeat(60)}`, 1],
    ["the magic value and something behind it in the word", `0x${MAGIC}${"00".repeat(27)}01`, 0],
    ["one byte less than a word", `0x${MAGIC}${"00".repeat(27)}`, 0],
    ["nothing", "0x", 0],
    ["another value", `0xffffffff${"00".repeat(28)}`, 0],
  ] as const) {
    it(`${recorded === 1 ? "confirms" : "does not confirm"} by answering ${what}`, async () => {
      const wallet = await enrolWallet("AnsweringWallet", answer, false);

      expect(await outcomeOf(await signedBy(wallet, PASSWORD))).to.deep.equal({ recorded });
    });
  }

  it("does not confirm by reverting, be it with the magic value", async () => {
    const wallet = await enrolWallet("AnsweringWallet", `0x${MAGIC}${"00".repeat(28)}`, true);

    expect(await outcomeOf(await signedBy(wallet, PASSWORD))).to.deep.equal({ recorded: 0 });
  });

  it("is asked also when the signature has nothing but its address", async () => {
    const wallet = await enrolWallet("PasswordWallet", keccak256("0x"));

    expect(await outcomeOf(await signedBy(wallet, "0x"))).to.deep.equal({ recorded: 1 });
    expect(await outcomeOf(await signedBy(wallet, "0x00"))).to.deep.equal({ recorded: 0 });
  });

  it("gets the same gas whoever submits, to the unit", async () => {
    const wallet = await enrolWallet("GaugingWallet");
    const given = (await wallet.getFunction("gaugeOf").staticCall(WALLET_GAS)) as bigint;
    const knowing = async (guess: bigint) => signedBy(wallet, toBeHex(guess, 32));

    for (const gas of [600_000n, 5_000_000n]) {
      expect(await outcomeOf(await knowing(given), gas)).to.deep.equal({ recorded: 1 });
      for (const wrong of [given - 1n, given + 1n])
        expect(await outcomeOf(await knowing(wrong), gas)).to.deep.equal({ recorded: 0 });
    }
  });

  it("is not asked with a unit less gas than lets it have all of its own", async () => {
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

import { expect } from "chai";
import { keccak256 } from "ethers";
import { type Bytes32, type EntryHash, type Hex, ZERO_BYTES32 } from "../../src/domain/entry.ts";
import { PrivateKey } from "../../src/keys/private-key.ts";
import { recoverAddress } from "../../src/keys/recover-address.ts";
import { callContract } from "../../src/ledger/call-contract.ts";
import { createEntryHasher } from "../../src/ledger/entry-hash.ts";
import { estimateGas } from "../../src/ledger/estimate-gas.ts";
import { readFees } from "../../src/ledger/fees.ts";
import { getBlockHeader } from "../../src/ledger/get-block-header.ts";
import { getBlockHeaders } from "../../src/ledger/get-block-headers.ts";
import { getChainId } from "../../src/ledger/get-chain-id.ts";
import { getCode } from "../../src/ledger/get-code.ts";
import { getLogs } from "../../src/ledger/get-logs.ts";
import { getProof } from "../../src/ledger/get-proof.ts";
import { getTransactionCount } from "../../src/ledger/get-transaction-count.ts";
import { getTransactionReceipt } from "../../src/ledger/get-transaction-receipt.ts";
import { ledgerInterface } from "../../src/ledger/ledger-interface.ts";
import { ENTRY_RECORDED_TOPIC, ENTRY_REFUSED_TOPIC, logToLedgerEvent } from "../../src/ledger/ledger-log.ts";
import { readHead } from "../../src/ledger/read-head.ts";
import { encodeRecordBatch } from "../../src/ledger/record-batch.ts";
import { signRelayTransaction } from "../../src/ledger/relay-transaction.ts";
import { revertToError } from "../../src/ledger/revert-to-error.ts";
import { sendRawTransaction } from "../../src/ledger/send-raw-transaction.ts";
import { enrol, shipmentId, sign, startChain, type TestChain, type TestParticipant } from "../support/chain.ts";
import { entryOf } from "../support/entry-of.ts";
import { errorOf } from "../support/error-of.ts";
import { type ServedChain, serveChain } from "../support/serve-chain.ts";

describe("The reads of a chain over JSON-RPC", () => {
  let chain: TestChain;
  let served: ServedChain;
  let ledger: Hex;
  let carrier: TestParticipant;
  const relay = PrivateKey.generate();

  before(async () => {
    chain = await startChain();
    served = await serveChain(chain);
    ledger = (await chain.ledger.getAddress()).toLowerCase() as Hex;
    carrier = await enrol(chain, "carrier");
    await (await chain.accounts[0]?.sendTransaction({ to: relay.address, value: 10n ** 19n }))?.wait();
  });
  after(async () => {
    await served.close();
    await chain.connection.close();
  });

  const lastBlock = async () => (await getBlockHeader(served.rpc, "latest"))?.number ?? 0;

  describe("A relay's batch of a valid and a stale entry", () => {
    const good = shipmentId("good");
    const stale = shipmentId("stale");
    let transaction: Bytes32;

    before(async () => {
      const batch = [
        await sign(chain, carrier, entryOf("Consign", { shipment: good, author: carrier.id })),
        await sign(
          chain,
          carrier,
          entryOf("Offer", { shipment: stale, previous: good, author: carrier.id, counterparty: 9 }),
        ),
      ];
      const signed = await signRelayTransaction(
        {
          chainId: await getChainId(served.rpc),
          nonce: await getTransactionCount(served.rpc, relay.address, "pending"),
          to: ledger,
          data: encodeRecordBatch(batch),
          gasLimit: 500_000,
          fees: await readFees(served.rpc),
        },
        (digest) => relay.sign(digest),
      );
      transaction = await sendRawTransaction(served.rpc, signed);
    });

    it("the receipt of a batch has an event for each entry", async () => {
      const receipt = await getTransactionReceipt(served.rpc, transaction);
      expect(receipt?.succeeded).to.equal(true);
      expect(receipt?.logs.map((log) => logToLedgerEvent(log).event)).to.deep.equal(["EntryRecorded", "EntryRefused"]);
    });

    it("the event of a recorded entry has the signed entry and its hash", async () => {
      const block = await lastBlock();
      const [log] = await getLogs(served.rpc, { addresses: [ledger], fromBlock: block, toBlock: block });
      expect(log).not.to.equal(undefined);
      const event = log && logToLedgerEvent(log);
      const hash = createEntryHasher({ chainId: chain.chainId, ledger });
      expect(event?.hash).to.equal(event && hash(event.signed.entry));
      expect(event).to.deep.include({ event: "EntryRecorded", sequence: 1 });
      expect(event && recoverAddress(event.hash, event.signed.signature)).to.equal(
        carrier.wallet.address.toLowerCase(),
      );
    });

    it("the event of a refused entry has the entry and the reason", async () => {
      const block = await lastBlock();
      const filter = { addresses: [ledger], fromBlock: 0, toBlock: block, events: [ENTRY_REFUSED_TOPIC] };
      const events = (await getLogs(served.rpc, filter)).map(logToLedgerEvent);
      expect(events).to.have.length(1);
      const refused = events[0];
      if (refused?.event !== "EntryRefused") throw new Error("It is not refused.");
      const error = revertToError(refused.reason);
      expect(error.code).to.equal("ShipmentLedgerStale");
      expect(error.facts).to.deep.equal({ shipment: stale, previous: good, head: ZERO_BYTES32 });
    });

    it("readHead returns the state of a shipment at any block", async () => {
      const block = await lastBlock();
      const now = await readHead(served.rpc, ledger, good, "latest");
      expect(now.head).to.equal((await chain.ledger.headOf(good)) as EntryHash);
      expect(now.custody).to.include({ custodian: carrier.id, consignor: carrier.id, sequence: 1, phase: "InCustody" });
      const before = await readHead(served.rpc, ledger, good, block - 1);
      expect(before.head).to.equal(ZERO_BYTES32);
      expect(before.custody.phase).to.equal("Unknown");
    });

    it("getTransactionCount counts the relay's transaction", async () => {
      expect(await getTransactionCount(served.rpc, relay.address, "latest")).to.equal(1);
    });

    it("a proof of a slot starts at the state root of its block", async () => {
      const proof = await getProof(served.rpc, ledger, ZERO_BYTES32, await lastBlock());
      const header = await getBlockHeader(served.rpc, "latest");
      expect(keccak256(proof.accountProof[0] ?? "0x")).to.equal(header?.stateRoot);
    });
  });

  it("a block header is read by height, by hash and in a range", async () => {
    const last = await lastBlock();
    const headers = await getBlockHeaders(served.rpc, 0, last);
    expect(headers.map(({ number }) => number)).to.deep.equal(Array.from({ length: last + 1 }, (_, index) => index));
    const latest = headers.at(-1);
    expect(await getBlockHeader(served.rpc, last)).to.deep.equal(latest);
    expect(latest && (await getBlockHeader(served.rpc, latest.hash))).to.deep.equal(latest);
    expect(await getBlockHeaders(served.rpc, 5, 4)).to.deep.equal([]);
  });

  it("an unknown block, transaction or contract has no header, receipt or code", async () => {
    expect(await getBlockHeader(served.rpc, 1_000_000)).to.equal(undefined);
    expect(await getBlockHeader(served.rpc, `0x${"12".repeat(32)}`)).to.equal(undefined);
    expect(await getTransactionReceipt(served.rpc, `0x${"12".repeat(32)}`)).to.equal(undefined);
    expect(await getCode(served.rpc, relay.address)).to.equal("0x");
    expect(await getCode(served.rpc, ledger)).to.equal(await chain.ledger.getDeployedCode());
  });

  it("a range of headers beyond the last block is refused", async () => {
    const last = await lastBlock();
    const error = await errorOf(() => getBlockHeaders(served.rpc, last, last + 1));
    expect(error.code).to.equal("ChainAnswerInvalid");
  });

  it("getLogs returns no logs of another contract", async () => {
    const toBlock = await lastBlock();
    const events = [ENTRY_RECORDED_TOPIC];
    expect(await getLogs(served.rpc, { addresses: [relay.address], fromBlock: 0, toBlock, events })).to.deep.equal([]);
  });

  it("a reverted call or estimate throws the contract's error", async () => {
    const entry = entryOf("Offer", { shipment: shipmentId("unknown"), author: carrier.id, counterparty: 9 });
    const signed = await sign(chain, carrier, entry);
    const call = {
      to: ledger,
      data: ledgerInterface.encodeFunctionData("record", [signed]) as Hex,
      from: relay.address,
    };
    for (const ask of [callContract, estimateGas]) {
      const error = await errorOf(() => ask(served.rpc, call));
      expect(error.code).to.equal("ShipmentLedgerUnexpectedPhase");
      expect(error.facts).to.deep.include({ current: "Unknown", expected: ["InCustody"] });
    }
  });

  it("estimateGas returns the gas that a call needs", async () => {
    const signed = await sign(
      chain,
      carrier,
      entryOf("Consign", { shipment: shipmentId("estimate"), author: carrier.id }),
    );
    const data = ledgerInterface.encodeFunctionData("record", [signed]) as Hex;
    expect(await estimateGas(served.rpc, { to: ledger, data, from: relay.address })).to.be.within(50_000, 150_000);
  });

  it("readHead refuses an address without a ledger", async () => {
    const error = await errorOf(() => readHead(served.rpc, relay.address, shipmentId("none"), "latest"));
    expect(error.code).to.equal("AbiMalformed");
  });
});

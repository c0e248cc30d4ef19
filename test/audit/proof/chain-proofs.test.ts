import { expect } from "chai";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import solc from "solc";
import { keySlot, participantSlot, unpackKey, unpackParticipant } from "../../../src/audit/proof/consortium-slots.ts";
import {
  caseSlot,
  shipmentSlots,
  successorSlot,
  unpackCase,
  unpackCustody,
} from "../../../src/audit/proof/ledger-slots.ts";
import { decodeHeader } from "../../../src/audit/proof/sealed-header.ts";
import { verifyStorageProof } from "../../../src/audit/proof/verify-storage-proof.ts";
import { type Bytes32, type EntryHash, type Hex, ZERO_BYTES32 } from "../../../src/domain/entry.ts";
import { hexOf } from "../../../src/domain/encoding/hex.ts";
import { keccak256Hex } from "../../../src/domain/encoding/keccak256.ts";
import { REMEDY_FLOOR } from "../../../src/domain/rules/case-rules.ts";
import { roleBits } from "../../../src/domain/rules/role.ts";
import { getBlockHeader } from "../../../src/ledger/get-block-header.ts";
import { getCode } from "../../../src/ledger/get-code.ts";
import { getProof, type StorageProof } from "../../../src/ledger/get-proof.ts";
import { jsonToHeaderRlp } from "../../../src/ledger/header-rlp.ts";
import { readHead } from "../../../src/ledger/read-head.ts";
import {
  blockTime,
  enrol,
  record,
  shipmentId,
  startChain,
  type TestChain,
  type TestParticipant,
} from "../../support/chain.ts";
import { errorOf } from "../../support/error-of.ts";
import { type ServedChain, serveChain } from "../../support/serve-chain.ts";

describe("proofs of the contracts' storage", () => {
  let chain: TestChain;
  let served: ServedChain;
  let ledger: Hex;
  let consortium: Hex;
  let carrier: TestParticipant;
  let customs: TestParticipant;
  let hold: EntryHash;
  let noticeAt: number;
  let report: EntryHash;
  let correction: EntryHash;
  let block: { number: number; stateRoot: Bytes32 };
  const shipment = shipmentId("proved");
  const unit = shipmentId("the unit around it");

  before(async () => {
    chain = await startChain();
    served = await serveChain(chain);
    ledger = (await chain.ledger.getAddress()).toLowerCase() as Hex;
    consortium = (await chain.consortium.getAddress()).toLowerCase() as Hex;
    carrier = await enrol(chain, "carrier");
    customs = await enrol(chain, "customs");
    await record(chain, carrier, "Consign", { shipment });
    report = await record(chain, carrier, "Report", { shipment });
    correction = await record(chain, carrier, "Correct", { shipment, refersTo: report });
    hold = await record(chain, customs, "Hold", { shipment });
    await record(chain, customs, "Notice", { shipment, refersTo: hold, counterparty: carrier.id });
    noticeAt = await blockTime(chain);
    await record(chain, customs, "Release", { shipment, refersTo: hold });
    await record(chain, carrier, "Consign", { shipment: unit });
    await record(chain, carrier, "Load", { shipment, refersTo: unit });
    const header = await getBlockHeader(served.rpc, "latest");
    block = { number: header?.number ?? 0, stateRoot: header?.stateRoot ?? ZERO_BYTES32 };
  });
  after(async () => {
    await served.close();
    await chain.connection.close();
  });

  const prove = (address: Hex, slot: Bytes32) => getProof(served.rpc, address, slot, block.number);
  const word = async (address: Hex, slot: Bytes32) => {
    const { word: proved } = verifyStorageProof(block.stateRoot, await prove(address, slot));
    return proved;
  };

  it("storage proofs prove a shipment's head, custody and container", async () => {
    const slots = shipmentSlots(shipment);
    const { head, custody } = await readHead(served.rpc, ledger, shipment, block.number);
    expect(await word(ledger, slots.head)).to.equal(head);
    expect(unpackCustody(await word(ledger, slots.custody))).to.deep.equal(custody);
    expect(custody.phase).to.equal("Inside");
    expect(await word(ledger, slots.container)).to.equal(unit);
  });

  it("storage proofs prove a case and a correction", async () => {
    expect(unpackCase(await word(ledger, caseSlot(shipment, hold)))).to.deep.equal({
      agency: customs.id,
      custodian: carrier.id,
      jurisdiction: "0x5345",
      noticeAt,
      remedyUntil: noticeAt + REMEDY_FLOOR,
      tribunal: 0,
      instance: 0,
      custodianStanding: "Served",
      consignorStanding: "Served",
      charged: false,
      exempt: false,
      contested: false,
      seized: false,
      closed: true,
      profile: "0x00000000",
    });
    expect(await word(ledger, successorSlot(shipment, carrier.id, report))).to.equal(correction);
  });

  it("storage proofs prove a participant and its key", async () => {
    expect(unpackParticipant(await word(consortium, participantSlot(customs.id)))).to.deep.equal({
      roles: roleBits(["customs"]),
      jurisdiction: "SE",
      suspended: false,
    });
    const address = carrier.wallet.address.toLowerCase() as Hex;
    const { validFrom, validUntil } = await chain.consortium.keyOf(address);
    expect(unpackKey(await word(consortium, keySlot(address)))).to.deep.equal({
      participant: carrier.id,
      validFrom: Number(validFrom),
      validUntil: Number(validUntil),
    });
  });

  it("storage proofs prove that a shipment, a participant and a key are unknown", async () => {
    expect(await word(ledger, shipmentSlots(shipmentId("unknown")).head)).to.equal(ZERO_BYTES32);
    expect(unpackParticipant(await word(consortium, participantSlot(99)))).to.deep.equal({
      roles: 0,
      jurisdiction: "",
      suspended: false,
    });
    expect(unpackKey(await word(consortium, keySlot(ledger))).participant).to.equal(0);
  });

  it("a storage proof proves the code of a contract", async () => {
    const { account } = verifyStorageProof(block.stateRoot, await prove(ledger, shipmentSlots(shipment).head));
    const code = await getCode(served.rpc, ledger);
    expect(account.codeHash).to.equal(keccak256Hex(Buffer.from(code.slice(2), "hex")));
  });

  describe("when a node changes its answer", () => {
    const changes: Record<string, (proof: StorageProof) => StorageProof> = {
      "with another value": (proof) => ({ ...proof, value: proof.value + 1n }),
      "with another storage root": (proof) => ({ ...proof, storageHash: ZERO_BYTES32 }),
      "of another slot": (proof) => ({ ...proof, slot: shipmentSlots(unit).head }),
      "of another account": (proof) => ({ ...proof, address: consortium }),
      "without a node of the storage": (proof) => ({ ...proof, storageProof: [] }),
      "with an unused node": (proof) => ({ ...proof, accountProof: [...proof.accountProof, "0xc0"] }),
    };
    for (const [change, apply] of Object.entries(changes)) {
      it(`a storage proof ${change} is refused`, async () => {
        const proof = await prove(ledger, shipmentSlots(shipment).head);
        const error = await errorOf(() => verifyStorageProof(block.stateRoot, apply(proof)));
        expect(error.code).to.equal("TrieProofBroken");
      });
    }

    it("a storage proof of a missing account is refused", async () => {
      const proof = await prove(`0x${"99".repeat(20)}`, shipmentSlots(shipment).head);
      expect(await errorOf(() => verifyStorageProof(block.stateRoot, proof))).to.include({ code: "TrieProofBroken" });
    });

    it("a storage proof for another block is refused", async () => {
      const { rpc } = served;
      const proof = await getProof(rpc, ledger, shipmentSlots(shipment).head, block.number - 1);
      expect(await errorOf(() => verifyStorageProof(block.stateRoot, proof))).to.include({ code: "TrieProofBroken" });
    });
  });

  it("storage proofs use the slots of the compiler's storage layout", async () => {
    const layouts = await storageLayouts();
    expect(layouts["ShipmentLedger"]).to.include({ _shipments: "2", _cases: "3", _successors: "4" });
    expect(layouts["Consortium"]).to.include({ _participants: "1", _keys: "2" });
  });

  describe("a block's header", () => {
    const rlpOf = async (number: number) => {
      const method = "eth_getBlockByNumber";
      const answer = await served.rpc.request(method, [`0x${number.toString(16)}`, false]);
      return { rlp: jsonToHeaderRlp(served.rpc, method, answer), block: await getBlockHeader(served.rpc, number) };
    };

    it("a header built from a node's answer has the block's hash", async () => {
      for (let number = 0; number <= block.number; number++) {
        const { rlp, block: told } = await rlpOf(number);
        const header = decodeHeader(rlp);
        expect(header.rlpHash).to.equal(told?.hash);
        expect(header).to.include({
          number,
          timestamp: told?.timestamp,
          parentHash: told?.parentHash,
          stateRoot: told?.stateRoot,
        });
      }
    });

    it("a header with any changed bit has another hash or is unreadable", async () => {
      const { rlp } = await rlpOf(block.number);
      const { rlpHash } = decodeHeader(rlp);
      for (let bit = 0; bit < 8 * rlp.length; bit += 5) {
        const changed = Uint8Array.from(rlp);
        changed[bit >> 3] = (changed[bit >> 3] as number) ^ (1 << (bit & 7));
        const outcome = await Promise.resolve(changed)
          .then(decodeHeader)
          .then(
            (header) => header.rlpHash,
            (error: { code: string }) => error.code,
          );
        expect(outcome).not.to.equal(rlpHash);
      }
    });

    it("a malformed header is refused", async () => {
      for (const bytes of ["0x", "0xc0", "0x80", `0x${"00".repeat(70_000)}`] as const) {
        const error = await errorOf(() => decodeHeader(Buffer.from(bytes.slice(2), "hex")));
        expect(error.code, hexOf(Buffer.from(bytes.slice(2, 20), "hex"))).to.equal("HeaderMalformed");
      }
    });
  });
});

interface CompilerOutput {
  readonly contracts: Record<
    string,
    Record<
      string,
      { readonly storageLayout: { readonly storage: { readonly label: string; readonly slot: string }[] } }
    >
  >;
}

/** Slot by variable of the contracts, from the compiler's storage layout. */
async function storageLayouts(): Promise<Record<string, Record<string, string>>> {
  const folder = join(import.meta.dirname, "..", "..", "..", "artifacts", "build-info");
  const layouts: Record<string, Record<string, string>> = {};
  for (const name of await readdir(folder)) {
    if (name.endsWith(".output.json")) continue;
    const { input } = JSON.parse(await readFile(join(folder, name), "utf8")) as { input: { settings: object } };
    const settings = { ...input.settings, outputSelection: { "*": { "*": ["storageLayout"] } } };
    const output = JSON.parse(solc.compile(JSON.stringify({ ...input, settings }))) as CompilerOutput;
    for (const contracts of Object.values(output.contracts))
      for (const [contract, { storageLayout }] of Object.entries(contracts)) {
        layouts[contract] = Object.fromEntries(storageLayout.storage.map(({ label, slot }) => [label, slot]));
      }
    if (layouts["ShipmentLedger"] !== undefined && layouts["Consortium"] !== undefined) break;
  }
  return layouts;
}

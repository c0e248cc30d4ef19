import { expect } from "chai";
import { concat, id, toBeHex, Wallet, ZeroHash, zeroPadValue } from "ethers";
import { shipmentSlots } from "../../../src/audit/proof/ledger-slots.ts";
import type { InspectedBlock } from "../../../src/audit/replay/inspected-block.ts";
import { emptyMemory } from "../../../src/audit/replay/audit-memory.ts";
import { findLedger } from "../../../src/audit/replay/find-ledger.ts";
import { type FaultCode, FAULTS } from "../../../src/audit/replay/fault.ts";
import type { BlockInspector } from "../../../src/audit/replay/block-inspector.ts";
import type { Entry, EntryHash, Hex } from "../../../src/domain/entry.ts";
import { JsonRpcClient } from "../../../src/rpc/json-rpc-client.ts";
import { startChainProxy } from "../../support/chain-proxy.ts";
import { entryHash, record, shipmentId, sign, type TestParticipant } from "../../support/chain.ts";
import { entryOf } from "../../support/entry-of.ts";
import { errorOf } from "../../support/error-of.ts";
import { recordMalformed } from "../../support/record-malformed.ts";
import {
  type AuditedChain,
  beginAudit,
  BOX,
  faultsInLog,
  GOODS,
  onCopy,
  SHOWN_BY_CHANGES,
  SHOWN_BY_HOLDINGS,
  SHOWN_BY_RUNS,
  SHOWN_BY_WITNESSES,
  startAuditedChain,
} from "./audited-chain.ts";
import { forgeLog } from "./forging-contract.ts";

/** Code of a wallet that returns zero for every call, and of one that returns the magic value of ERC-1271. */
const DENYING = "0x60206000f3";
const CONFIRMING = `0x7f${"1626ba7e".padEnd(64, "0")}60005260206000f3`;

describe("The audit of a ledger", () => {
  let audited: AuditedChain;
  /** Codes that a test of this file covers. */
  const shown = new Set<FaultCode>();

  before(async () => {
    audited = await startAuditedChain();
  });
  after(() => audited.close());

  /** Signs an entry on the head of its shipment. */
  async function signed(author: TestParticipant, kind: Parameters<typeof entryOf>[0], fields: Partial<Entry>) {
    const shipment = fields.shipment ?? BOX;
    const previous = (await audited.chain.ledger.headOf(shipment)) as EntryHash;
    return sign(audited.chain, author, entryOf(kind, { shipment, previous, author: author.id, ...fields }));
  }

  interface Forgery {
    readonly entry: Entry;
    readonly signature: string;
    readonly hash?: string;
    readonly sequence?: number;
  }

  /** Makes the ledger log an entry that it did not record. */
  async function forgeRecord({ entry, signature, hash, sequence }: Forgery): Promise<void> {
    const { chain } = audited;
    const before = await chain.ledger.custodyOf(entry.shipment);
    const event = chain.ledger.interface.encodeEventLog("EntryRecorded", [
      entry.shipment,
      hash ?? (await entryHash(chain, entry)),
      entry.author,
      sequence ?? before.sequence + 1n,
      entry.previous,
      entry.kind,
      entry.counterparty,
      entry.refersTo,
      entry.occurredAt,
      entry.commitment,
      signature,
    ]);
    await forgeLog(chain, await chain.ledger.getAddress(), event.topics, event.data);
  }

  async function forgeRefusal({ entry, signature }: Forgery, reason: string): Promise<void> {
    const { chain } = audited;
    const event = chain.ledger.interface.encodeEventLog("EntryRefused", [
      entry.shipment,
      await entryHash(chain, entry),
      { entry, signature },
      reason,
    ]);
    await forgeLog(chain, await chain.ledger.getAddress(), event.topics, event.data);
  }

  async function expectFault(code: FaultCode, tamper?: (inspect: BlockInspector) => BlockInspector): Promise<void> {
    expect(await faultsInLog(audited, tamper)).to.deep.equal([code]);
    shown.add(code);
  }

  describe("that is sound", () => {
    it("an audit of a sound ledger finds no fault, and storage that matches the log", async () => {
      const audit = await beginAudit(audited);
      await audit.advance(await audited.height());
      await audit.compareState();
      expect(audit.faults).to.deep.equal([]);
      expect(audit.figures).to.include({ entries: 13, refusals: 6 });
    });

    it("an audit finds no fault in a third party's batch with a malformed entry", () =>
      onCopy(audited, async () => {
        const { carrier, chain } = audited;
        const names = ["before", "malformed", "after"].map(shipmentId);
        const batch = await Promise.all(
          names.map((shipment) => sign(chain, carrier, entryOf("Consign", { shipment, author: carrier.id }))),
        );
        await recordMalformed(chain, batch, 1);
        const audit = await beginAudit(audited);
        await audit.advance(await audited.height());
        await audit.compareState();
        expect(audit.faults).to.deep.equal([]);
        expect(audit.figures).to.include({ entries: 15, refusals: 6 });
      }));

    it("an audit continues from any block with its state at that block", async () => {
      const height = await audited.height();
      const first = await beginAudit(audited);
      await first.advance(height - 9);
      const second = await beginAudit(audited, { memory: first.memory });
      await second.advance(height);
      await second.compareState();
      expect(second.faults).to.deep.equal([]);
      expect(second.figures.entries).to.equal(13);
    });
  });

  describe("whose contract logged a forbidden event", () => {
    const cases: [FaultCode, string, () => Promise<void>][] = [
      [
        "EntryHashWrong",
        "an entry under another hash",
        async () => forgeRecord({ ...(await signed(audited.terminal, "Report", {})), hash: id("another") }),
      ],
      [
        "EntryMalformed",
        "an entry of a kind that does not exist",
        async () => forgeRecord(await signed(audited.terminal, 77, {})),
      ],
      [
        "EntryFromFuture",
        "an entry that is yet to happen",
        async () => forgeRecord(await signed(audited.terminal, "Report", { occurredAt: 2 ** 40 - 1 })),
      ],
      [
        "EntryNotChained",
        "an entry that does not follow the head",
        async () => forgeRecord(await signed(audited.terminal, "Report", { previous: ZeroHash as Hex })),
      ],
      [
        "SequenceWrong",
        "an entry under a wrong sequence number",
        async () => forgeRecord({ ...(await signed(audited.terminal, "Report", {})), sequence: 40 }),
      ],
      [
        "SignatureInvalid",
        "an entry with a signature of no key",
        async () =>
          forgeRecord({ ...(await signed(audited.terminal, "Report", {})), signature: `0x${"00".repeat(64)}` }),
      ],
      [
        "KeyNotAuthorised",
        "an entry that somebody else signed",
        async () => {
          const { entry } = await signed(audited.terminal, "Report", {});
          await forgeRecord(await sign(audited.chain, audited.carrier, entry));
        },
      ],
      [
        "AuthorNotActive",
        "an entry of a suspended participant",
        async () => {
          const { chain, tribunal } = audited;
          const wallet = Wallet.createRandom();
          await (await chain.consortium.addKey(tribunal.id, wallet.address, 0, 2 ** 40)).wait();
          await forgeRecord(await signed({ id: tribunal.id, wallet: new Wallet(wallet.privateKey) }, "Report", {}));
        },
      ],
      [
        "RuleBroken",
        "a handoff by a participant that does not hold the goods",
        async () => forgeRecord(await signed(audited.carrier, "Offer", { counterparty: audited.customs.id })),
      ],
      [
        "CorrectedEntryUnknown",
        "a correction of an entry that its author did not record",
        async () => {
          await record(audited.chain, audited.terminal, "Correct", {
            shipment: BOX,
            refersTo: id("never said") as Hex,
          });
        },
      ],
      [
        "RefusalUnfounded",
        "the refusal of a lawful entry",
        async () => {
          const lawful = await signed(audited.terminal, "Report", {});
          const { shipment, previous } = lawful.entry;
          const reason = audited.chain.ledger.interface.encodeErrorResult("ShipmentLedgerStale", [
            shipment,
            previous,
            previous,
          ]);
          await forgeRefusal(lawful, reason);
        },
      ],
      [
        "RefusalMisnamed",
        "a refusal for a wrong reason",
        async () => {
          const unlawful = await signed(audited.carrier, "Offer", { counterparty: audited.customs.id });
          await forgeRefusal(
            unlawful,
            audited.chain.ledger.interface.encodeErrorResult("ShipmentLedgerUnknownKind", [2]),
          );
        },
      ],
      [
        "LogMalformed",
        "a log that is not an event of the ledger",
        async () => forgeLog(audited.chain, await audited.chain.ledger.getAddress(), [id("Nonsense()")], "0x"),
      ],
      [
        "LogMalformed",
        "a malformed entry whose number fits its field",
        async () => {
          const { ledger } = audited.chain;
          const reason = ledger.interface.encodeErrorResult("ShipmentLedgerNumberTooWide", [BOX, 2, 255]);
          const event = ledger.interface.encodeEventLog("EntryMalformed", [BOX, 0, reason]);
          await forgeLog(audited.chain, await ledger.getAddress(), event.topics, event.data);
        },
      ],
      [
        "RegistryEventImpossible",
        "the suspension of an unknown participant",
        async () => {
          const { consortium } = audited.chain;
          const event = consortium.interface.encodeEventLog("ParticipantSuspended", [99]);
          await forgeLog(audited.chain, await consortium.getAddress(), event.topics, event.data);
        },
      ],
    ];
    for (const [code, what, forge] of cases)
      it(`an audit names ${what}: ${code}`, () =>
        onCopy(audited, async () => {
          await forge();
          await expectFault(code);
        }));

    it("an audit names an offer to a suspended participant: RuleBroken", () =>
      onCopy(audited, async () => {
        await forgeRecord(await signed(audited.terminal, "Offer", { counterparty: audited.tribunal.id }));
        await expectFault("RuleBroken");
      }));

    it("an audit shows the raw reason of a refusal that the contract does not define: RefusalMisnamed", () =>
      onCopy(audited, async () => {
        await forgeRefusal(await signed(audited.carrier, "Offer", { counterparty: audited.customs.id }), "0x12345678");
        const audit = await beginAudit(audited);
        await audit.advance(await audited.height());
        expect(audit.faults.map(({ code, found }) => [code, found])).to.deep.equal([["RefusalMisnamed", "0x12345678"]]);
      }));

    it("an audit ignores other logs of the registry's address", () =>
      onCopy(audited, async () => {
        const registry = await audited.chain.consortium.getAddress();
        await forgeLog(audited.chain, registry, [id("Nonsense()")], "0x");
        await forgeLog(audited.chain, registry, [], "0x");
        expect(await faultsInLog(audited)).to.deep.equal([]);
      }));

    it("an audit names an entry that its author's wallet does not confirm: WalletDenies", () =>
      onCopy(audited, async () => {
        const { chain, carrier } = audited;
        const wallet = `0x${"77".repeat(20)}`;
        await chain.connection.provider.request({ method: "hardhat_setCode", params: [wallet, DENYING] });
        await (await chain.consortium.addKey(carrier.id, wallet, 0, 2 ** 40)).wait();
        const { entry } = await signed(carrier, "Report", {});
        await forgeRecord({ entry, signature: concat([wallet, "0x1234"]) });
        await expectFault("WalletDenies");
      }));
  });

  describe("whose authors sign with wallet contracts", () => {
    it("an audit calls the wallet of an author again, and counts its confirmation", () =>
      onCopy(audited, async () => {
        const { chain, carrier } = audited;
        const wallet = `0x${"78".repeat(20)}`;
        await chain.connection.provider.request({ method: "hardhat_setCode", params: [wallet, CONFIRMING] });
        await (await chain.consortium.addKey(carrier.id, wallet, 0, 2 ** 40)).wait();
        const { entry } = await signed(carrier, "Report", {});
        await (await chain.ledger.record({ entry, signature: concat([wallet, "0x1234"]) })).wait();
        const audit = await beginAudit(audited);
        await audit.advance(await audited.height());
        expect(audit.faults).to.deep.equal([]);
        expect(audit.figures.wallets).to.deep.equal({ confirmed: 1, unverified: 0 });
      }));
  });

  describe("whose node can no longer call wallet contracts", () => {
    const WALLET: Hex = `0x${"79".repeat(20)}`;

    /** Lets the carrier sign by a wallet with this code, and audits through a node without state. */
    async function auditAfter(code: string, kind: "Report" | "Offer", counterparty = 0) {
      const { chain, carrier, served } = audited;
      await chain.connection.provider.request({ method: "hardhat_setCode", params: [WALLET, code] });
      await (await chain.consortium.addKey(carrier.id, WALLET, 0, 2 ** 40)).wait();
      const { entry } = await signed(carrier, kind, { counterparty });
      await (await chain.ledger.recordBatch([{ entry, signature: concat([WALLET, "0x1234"]) }])).wait();
      const proxy = await startChainProxy(served.url);
      const rpc = new JsonRpcClient({ peer: "Chain", url: proxy.url });
      proxy.interference.before = ({ methods, body }) => {
        if (!methods.includes("eth_call")) return undefined;
        const { id: call } = JSON.parse(body) as { id: number };
        const error = { code: -32000, message: "no state" };
        return { status: 200, body: JSON.stringify({ jsonrpc: "2.0", id: call, error }) };
      };
      try {
        const audit = await beginAudit({ ...audited, served: { ...served, rpc } });
        await audit.advance(await audited.height());
        return { ...audit.figures, faults: audit.faults };
      } finally {
        await rpc.close();
        await proxy.close();
      }
    }

    it("an audit that cannot call a wallet relies on the ledger's acceptance, and counts it as unverified", () =>
      onCopy(audited, async () => {
        const { faults, wallets, entries } = await auditAfter(CONFIRMING, "Report");
        expect(faults).to.deep.equal([]);
        expect([entries, wallets]).to.deep.equal([14, { confirmed: 0, unverified: 1 }]);
      }));

    it("an audit that cannot call a wallet relies on the ledger's refusal of the signature", () =>
      onCopy(audited, async () => {
        const { faults, wallets, refusals } = await auditAfter(DENYING, "Report");
        expect(faults).to.deep.equal([]);
        expect([refusals, wallets]).to.deep.equal([7, { confirmed: 0, unverified: 1 }]);
      }));

    it("an audit that cannot call a wallet still verifies a refusal for another reason against the rules", () =>
      onCopy(audited, async () => {
        const { faults, wallets, refusals } = await auditAfter(CONFIRMING, "Offer", audited.customs.id);
        expect(faults).to.deep.equal([]);
        expect([refusals, wallets]).to.deep.equal([7, { confirmed: 0, unverified: 1 }]);
      }));
  });

  describe("whose node gives inconsistent blocks", () => {
    /** Changes one block on its way from the inspector. */
    const altering =
      (change: (block: InspectedBlock) => InspectedBlock) =>
      (inspect: BlockInspector): BlockInspector =>
      async (from, to) =>
        (await inspect(from, to)).map((block) => (block.number === 12 ? change(block) : block));

    it("an audit names a block that does not follow the one before: BlockNotChained", () =>
      expectFault(
        "BlockNotChained",
        altering((block) => ({ ...block, parentHash: id("another") as Hex })),
      ));

    it("an audit names a block with an earlier time than its parent: BlockOutOfTime", () =>
      expectFault(
        "BlockOutOfTime",
        (inspect) => async (from, to) =>
          (await inspect(from, to)).map((block) => (block.number === 1 ? { ...block, timestamp: 2 ** 40 } : block)),
      ));

    it("an audit is inconclusive when the node changes its answer about a block", async () => {
      const audit = await beginAudit(audited, { tamper: altering((block) => ({ ...block, hash: id("gone") as Hex })) });
      expect(await errorOf(async () => audit.advance(await audited.height()))).to.have.property(
        "code",
        "ChainMovedDuringAudit",
      );
    });

    it("an audit names a history rewritten after its audit: HistoryRewritten", async () => {
      const before = await beginAudit(audited);
      await before.advance(12);
      const { last } = before.memory;
      if (last === undefined) throw new Error("Nothing was audited.");
      const audit = await beginAudit(audited, {
        memory: { ...before.memory, last: { ...last, hash: id("then") as Hex } },
      });
      expect(await audit.requireContinuity()).to.equal(false);
      expect(audit.faults.map(({ code }) => code)).to.deep.equal(["HistoryRewritten"]);
      shown.add("HistoryRewritten");
    });
  });

  describe("that is inconclusive", () => {
    it("an audit compares no storage before it has read a block", async () => {
      const audit = await beginAudit(audited);
      await audit.compareState();
      expect([audit.faults, audit.last]).to.deep.equal([[], undefined]);
    });

    it("an audit cannot continue after a block that the node lacks", async () => {
      const before = await beginAudit(audited);
      await before.advance(12);
      const { last } = before.memory;
      if (last === undefined) throw new Error("Nothing was audited.");
      const audit = await beginAudit(audited, { memory: { ...before.memory, last: { ...last, number: 10_000 } } });
      expect((await errorOf(() => audit.requireContinuity())).code).to.equal("ChainMovedDuringAudit");
    });

    it("an audit cannot compare the storage of a registry missing from the state", async () => {
      const place = { ...audited.place, consortium: `0x${"99".repeat(20)}` as const };
      const audit = await beginAudit({ ...audited, place }, { memory: emptyMemory(place, 0) });
      await audit.advance(1);
      expect((await errorOf(() => audit.compareState())).code).to.equal("TrieProofBroken");
    });

    it("an audit does not choose between two ledgers", () =>
      onCopy(audited, async () => {
        const { chain, carrier, served } = audited;
        const second = await chain.connection.ethers.deployContract("ShipmentLedger", [audited.place.consortium]);
        const ledger = chain.ledger.attach(await second.getAddress()) as typeof chain.ledger;
        await record({ ...chain, ledger }, carrier, "Consign", { shipment: shipmentId("on another ledger") });
        const error = await errorOf(() => findLedger(served.rpc));
        const found = [audited.place.ledger, (await second.getAddress()).toLowerCase()];
        expect(error.code).to.equal("LedgerNotFound");
        expect(error.facts["candidates"]).to.have.members(found);
      }));
  });

  describe("whose contracts' storage does not match the log", () => {
    async function faultsInState(): Promise<readonly { code: string; subject: string }[]> {
      const audit = await beginAudit(audited);
      await audit.advance(await audited.height());
      await audit.compareState();
      return audit.faults;
    }
    const set = (method: string, ...params: string[]) => audited.chain.connection.provider.request({ method, params });
    const mine = () => audited.chain.connection.provider.request({ method: "evm_mine", params: [] });

    it("an audit names the differing slot of a shipment: StorageDiffers", () =>
      onCopy(audited, async () => {
        await set("hardhat_setStorageAt", audited.place.ledger, shipmentSlots(GOODS).head, id("another head"));
        await mine();
        const faults = await faultsInState();
        expect(faults.map(({ code, subject }) => [code, subject])).to.deep.equal([
          ["StorageDiffers", `head of shipment ${GOODS}`],
        ]);
        shown.add("StorageDiffers");
      }));

    it("an audit names the first of many differing slots", async () => {
      const audit = await beginAudit(audited);
      await audit.advance(await audited.height());
      const { shipments } = audit.memory.ledger;
      const [state] = shipments.values();
      if (state === undefined) throw new Error("No shipment was audited.");
      for (let count = 0; count < 250; count += 1) shipments.set(shipmentId(`never recorded ${count}`), state);
      await audit.compareState();
      expect(new Set(audit.faults.map(({ code }) => code))).to.deep.equal(new Set(["StorageDiffers"]));
      expect(audit.faults.length).to.be.within(100, 299);
    });

    it("an audit reports storage that does not result from the log: StorageUnexplained", () =>
      onCopy(audited, async () => {
        await set("hardhat_setStorageAt", audited.place.ledger, id("a slot of nothing"), zeroPadValue(toBeHex(1), 32));
        await mine();
        expect((await faultsInState()).map(({ code }) => code)).to.deep.equal(["StorageUnexplained"]);
        shown.add("StorageUnexplained");
      }));

    it("an audit finds a key of the registry without a log", () =>
      onCopy(audited, async () => {
        await set("hardhat_setStorageAt", audited.place.consortium, id("a key"), zeroPadValue(toBeHex(1), 32));
        await mine();
        expect((await faultsInState()).map(({ code }) => code)).to.deep.equal(["StorageUnexplained"]);
      }));

    it("an audit names code of another version: CodeUnexpected", () =>
      onCopy(audited, async () => {
        const code = String(await set("eth_getCode", audited.place.ledger, "latest"));
        await set("hardhat_setCode", audited.place.ledger, `${code}00`);
        await mine();
        expect((await faultsInState()).map(({ code }) => code)).to.deep.equal(["CodeUnexpected"]);
        shown.add("CodeUnexpected");
      }));
  });

  after("shows every code that is for it to show", () => {
    expect([
      ...shown,
      ...SHOWN_BY_CHANGES,
      ...SHOWN_BY_HOLDINGS,
      ...SHOWN_BY_RUNS,
      ...SHOWN_BY_WITNESSES,
    ]).to.have.members(Object.keys(FAULTS));
  });
});

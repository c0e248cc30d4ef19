import { createBlockInspector, type BlockInspector } from "../../../src/audit/replay/block-inspector.ts";
import { BlockSource } from "../../../src/audit/replay/block-source.ts";
import type { FaultCode } from "../../../src/audit/replay/fault.ts";
import { findFirstBlock, identifyLedger } from "../../../src/audit/replay/identify-ledger.ts";
import { type AuditMemory, emptyMemory } from "../../../src/audit/replay/audit-memory.ts";
import { LedgerAudit } from "../../../src/audit/replay/ledger-audit.ts";
import type { Entry, EntryHash, Hex } from "../../../src/domain/entry.ts";
import type { PinnedChain } from "../../../src/domain/pinned-chain.ts";
import {
  enrol,
  passTime,
  record,
  shipmentId,
  sign,
  startChain,
  type TestChain,
  type TestParticipant,
} from "../../support/chain.ts";
import { announcementOf, namedKey, recoveryWallet } from "../../support/directory-vectors.ts";
import { entryOf } from "../../support/entry-of.ts";
import { deployDirectory, signChange, submitChange, type TestDirectory } from "../../support/test-directory.ts";
import { type ServedChain, serveChain } from "../../support/serve-chain.ts";

/** A chain in this process with a consortium and some shipments, behind a real HTTP endpoint. */
export interface AuditedChain {
  readonly chain: TestChain;
  readonly served: ServedChain;
  readonly place: PinnedChain & { readonly directory: Hex };
  readonly directory: TestDirectory;
  readonly carrier: TestParticipant;
  readonly terminal: TestParticipant;
  readonly customs: TestParticipant;
  readonly tribunal: TestParticipant;
  height(): Promise<number>;
  close(): Promise<void>;
}

/** What an audit reads. */
type ReadableChain = Pick<AuditedChain, "served" | "height"> & { readonly place: PinnedChain };

/** Shipments of {@link startAuditedChain}: a box with a pallet in it, and goods that were held and seized. */
export const BOX = shipmentId("audited box");
export const PALLET = shipmentId("audited pallet");
export const GOODS = shipmentId("audited goods");

/** Starts a chain on which every kind of state is used: custody, units, cases, corrections, refusals, revoked keys. */
export async function startAuditedChain(): Promise<AuditedChain> {
  const chain = await startChain();
  const carrier = await enrol(chain, "carrier");
  const terminal = await enrol(chain, "terminal");
  const customs = await enrol(chain, "customs");
  const tribunal = await enrol(chain, "tribunal");
  await record(chain, carrier, "Consign", { shipment: BOX });
  await record(chain, carrier, "Consign", { shipment: PALLET });
  await record(chain, carrier, "Load", { shipment: PALLET, refersTo: BOX });
  await record(chain, carrier, "Offer", { shipment: BOX, counterparty: terminal.id });
  await record(chain, terminal, "Accept", { shipment: BOX });
  const report = await record(chain, terminal, "Report", { shipment: BOX });
  await record(chain, terminal, "Correct", { shipment: BOX, refersTo: report });
  const first = await record(chain, carrier, "Consign", { shipment: GOODS });
  const hold = await record(chain, customs, "Hold", { shipment: GOODS });
  await record(chain, customs, "Notice", { shipment: GOODS, refersTo: hold, counterparty: carrier.id });
  await record(chain, carrier, "Contest", { shipment: GOODS, refersTo: hold });
  await record(chain, tribunal, "Uphold", { shipment: GOODS, refersTo: hold });
  await record(chain, customs, "Seize", { shipment: GOODS, refersTo: hold });
  const directory = await changeDirectory(chain, carrier, terminal);
  await refuseOneOfEach({ chain, carrier, customs, stale: first });
  await (await chain.consortium.suspend(tribunal.id)).wait();
  await (await chain.consortium.revokeKey(tribunal.wallet.address)).wait();
  const served = await serveChain(chain);
  const ledger = (await chain.ledger.getAddress()).toLowerCase() as Hex;
  const place = { ...(await identifyLedger(served.rpc, ledger)), directory: directory.domain.directory };
  return {
    ...{ chain, served, carrier, terminal, customs, tribunal, directory, place },
    height: async () => Number(await served.rpc.request("eth_blockNumber", [])),
    async close() {
      await served.close();
      await chain.connection.close();
    },
  };
}

/** A directory in which the carrier recovered, its key ended and a change is pending; the terminal's change was stopped. */
async function changeDirectory(
  chain: TestChain,
  carrier: TestParticipant,
  terminal: TestParticipant,
): Promise<TestDirectory> {
  const directory = await deployDirectory(chain, 60);
  const announce = async (
    type: "Publication" | "Recovery",
    { id: participant, wallet }: TestParticipant,
    parts: { readonly endpoint: string; readonly key: string; readonly recovery: string },
  ): Promise<void> => {
    const { head } = await directory.contract.memberOf(participant);
    const announced = announcementOf({ ...parts, validUntil: 2 ** 40 }, 0);
    const change = { type, message: { participant, previous: head as EntryHash, ...announced } } as const;
    await (await submitChange(directory, change, signChange(directory, wallet, change))).wait();
  };
  const endpoint = "https://gateway.example";
  for (const member of [carrier, terminal])
    await announce("Publication", member, { endpoint, key: "K1", recovery: "R1" });
  await announce("Publication", terminal, { endpoint, key: "K2", recovery: "R2" });
  await (await directory.contract.stop(terminal.id, (await directory.contract.memberOf(terminal.id)).head)).wait();
  const recoverer = { ...carrier, wallet: recoveryWallet("R1") };
  await announce("Recovery", recoverer, { endpoint: "https://new.example", key: "P2", recovery: "R2" });
  await passTime(chain, 60);
  const previous = (await directory.contract.memberOf(carrier.id)).head as EntryHash;
  const end = { type: "KeyEnd", message: { participant: carrier.id, previous, key: namedKey("P2").id } } as const;
  await (await submitChange(directory, end, signChange(directory, carrier.wallet, end))).wait();
  await announce("Publication", carrier, { endpoint, key: "K3", recovery: "R3" });
  return directory;
}

/** A batch whose entries are refused for different reasons. */
async function refuseOneOfEach({
  chain,
  carrier,
  customs,
  stale,
}: Pick<AuditedChain, "chain" | "carrier" | "customs"> & { readonly stale: EntryHash }): Promise<void> {
  const head = (await chain.ledger.headOf(GOODS)) as EntryHash;
  const about = (fields: Partial<Entry>) => ({ shipment: GOODS, previous: head, author: carrier.id, ...fields });
  const wrong: [TestParticipant, Entry][] = [
    [carrier, entryOf(200, about({}))],
    [carrier, entryOf("Report", about({ occurredAt: 2 ** 39 }))],
    [carrier, entryOf("Report", about({ previous: stale }))],
    [customs, entryOf("Report", about({}))],
    [carrier, entryOf("Offer", about({ counterparty: customs.id }))],
  ];
  const batch = await Promise.all(wrong.map(([signer, entry]) => sign(chain, signer, entry)));
  const unsigned = { entry: entryOf("Report", about({})), signature: `0x${"00".repeat(64)}` };
  await (await chain.ledger.recordBatch([...batch, unsigned])).wait();
}

/** Begins an audit of the chain in this thread. @param tamper Changes the reading of blocks. */
export async function beginAudit(
  { served, place, height }: ReadableChain,
  {
    tamper = (inspect: BlockInspector) => inspect,
    memory,
  }: { tamper?: (inspect: BlockInspector) => BlockInspector; memory?: AuditMemory } = {},
): Promise<LedgerAudit> {
  const source = new BlockSource(tamper(createBlockInspector(served.rpc, place, "entries")), 2);
  const begun = memory ?? emptyMemory(place, await findFirstBlock(served.rpc, place, await height()));
  return new LedgerAudit(served.rpc, source, begun);
}

/** The codes of all faults that an audit of only the log finds, without repetition. */
export async function faultsInLog(
  audited: ReadableChain,
  tamper?: (inspect: BlockInspector) => BlockInspector,
): Promise<FaultCode[]> {
  const audit = await beginAudit(audited, tamper === undefined ? {} : { tamper });
  await audit.advance(await audited.height());
  return [...new Set(audit.faults.map(({ code }) => code))];
}

/** Runs `work` on the chain and reverts its effects. */
export async function onCopy<Result>(
  { chain: { connection } }: Pick<AuditedChain, "chain">,
  work: () => Promise<Result>,
): Promise<Result> {
  const snapshot = await connection.provider.request({ method: "evm_snapshot", params: [] });
  try {
    return await work();
  } finally {
    await connection.provider.request({ method: "evm_revert", params: [snapshot] });
  }
}

/** The codes that the tests of witnesses cover. */
export const SHOWN_BY_WITNESSES: readonly FaultCode[] = ["WitnessContradicted", "SplitView", "ForkWitnessed"];

/** The codes that the tests of the directory's audit cover. */
export const SHOWN_BY_CHANGES: readonly FaultCode[] = ["DirectoryEventImpossible"];

/** The code that the tests of members' holdings cover. */
export const SHOWN_BY_HOLDINGS: readonly FaultCode[] = ["HoldingsFalse"];

/** The codes that the tests of `runAudit` cover; the tests of the ledger's audit cover all others. */
export const SHOWN_BY_RUNS: readonly FaultCode[] = [
  "ChainChanged",
  "BlockHashWrong",
  "ReceiptsNotInBlock",
  "NodesDiffer",
  "GatewayShipmentMissing",
  "GatewayShipmentInvented",
  "GatewayShipmentDiffers",
  "GatewayEntryMissing",
  "GatewayEntryInvented",
  "GatewayEntryDiffers",
  "GatewayPayloadDiffers",
  "GatewayTraceDiffers",
];

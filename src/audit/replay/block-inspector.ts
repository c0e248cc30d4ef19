import { setImmediate } from "node:timers/promises";
import type { Bytes32 } from "../../domain/entry.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import type { PinnedChain } from "../../domain/pinned-chain.ts";
import { answerFields } from "../../rpc/answer-fields.ts";
import type { Rpc } from "../../rpc/json-rpc-client.ts";
import { type ActHasher, createActHasher } from "../../ledger/act-hash.ts";
import { type ActEvent, logToActEvent } from "../../ledger/act-log.ts";
import { jsonToBlockHeader } from "../../ledger/block-header.ts";
import type { BlockReceipt } from "../../ledger/block-receipt.ts";
import type { ChainLog } from "../../ledger/chain-log.ts";
import { CONSORTIUM_TOPICS, logToConsortiumEvent } from "../../ledger/consortium-log.ts";
import { logToDirectoryEvent } from "../../ledger/directory-log.ts";
import { createEntryHasher, type EntryHasher } from "../../ledger/entry-hash.ts";
import { getBlockReceipts } from "../../ledger/get-block-receipts.ts";
import { jsonToHeaderRlp } from "../../ledger/header-rlp.ts";
import { type LedgerEvent, logToLedgerEvent } from "../../ledger/ledger-log.ts";
import { ACT_MALFORMED_TOPIC, checkMalformedActLog } from "../../ledger/malformed-act-log.ts";
import { checkMalformedEntryLog, ENTRY_MALFORMED_TOPIC } from "../../ledger/malformed-entry-log.ts";
import { quantity } from "../../ledger/quantity.ts";
import { encodeReceipt } from "../../ledger/receipt-rlp.ts";
import { rlp, rlpNumber } from "../../ledger/rlp.ts";
import { sealingOf } from "../finality/block-hash.ts";
import { decodeHeader, type SealedHeader } from "../proof/sealed-header.ts";
import { createBloomTest } from "./bloom-filter.ts";
import { authorshipDigest, recordingDigest } from "./entry-digests.ts";
import type { Fault } from "./fault.ts";
import type { InspectedAct, InspectedBlock, InspectedEvent } from "./inspected-block.ts";
import { inspectChange } from "./inspect-change.ts";
import { signerOf } from "./signer-of.ts";
import { trieRoot } from "./trie-root.ts";
import { itemAt } from "../../domain/item-at.ts";

/** Reads the blocks from one height to another, both included, and inspects each block independently of the others. */
export type BlockInspector = (fromBlock: number, toBlock: number) => Promise<InspectedBlock[]>;

/**
 * Depth of an inspection. `blocks`: hashes and receipts. `entries`: also entries and their signers. `recordings`: also
 * the digests of recordings, for a comparison with a gateway.
 */
export type Depth = "blocks" | "entries" | "recordings";

const METHOD = "eth_getBlockByNumber";

/**
 * Gas of the blocks in one request for receipts. A byte of a log costs 8 gas, so that an answer has at most some 40 MB.
 */
const GAS_AT_ONCE = 120_000_000n;

/** A block from the node, with its decoded header. */
interface StatedBlock {
  readonly statedHash: Bytes32;
  readonly header: SealedHeader;
  readonly gasUsed: bigint;
  readonly transactions: readonly Bytes32[];
}

/**
 * Creates an inspector. It trusts only data that the block's hash covers: it computes the hash from the header, and
 * compares the receipts with the receipts root. So the logs are complete, unaltered and in order. It requests receipts
 * only if the header's bloom filter, which has no false negatives, matches one of the contracts.
 *
 * The inspector does the work that is independent of other blocks: decoding, hashing, recovering signers. That is
 * nearly all the work of an audit, which several inspectors can share.
 */
export function createBlockInspector(rpc: Rpc, chain: PinnedChain, depth: Depth): BlockInspector {
  const others = [chain.directory, chain.cooperation].filter((address) => address !== undefined);
  const mayConcernUs = createBloomTest([chain.ledger, chain.consortium, ...others]);
  const hashers = {
    hashEntry: createEntryHasher(chain),
    hashAct: chain.cooperation && createActHasher({ chainId: chain.chainId, ledger: chain.cooperation }),
  };

  return async (fromBlock, toBlock) => {
    const blocks = await readBlocks(rpc, fromBlock, toBlock);
    const receipts = await readReceipts(
      rpc,
      blocks.filter(({ header }) => mayConcernUs(header.logsBloom)),
    );
    const inspected: InspectedBlock[] = [];
    for (const block of blocks) {
      const own = receipts.get(block.header.number);
      const faults = [...hashFaults(block), ...(own === undefined ? [] : receiptFaults(block, own))];
      // Receipts that do not match the block prove nothing.
      const isSound = faults.length === 0;
      const inspection = new LogInspection(block, chain, hashers, depth === "recordings", faults);
      if (isSound && depth !== "blocks") for (const { logs } of own ?? []) logs.forEach((log) => inspection.add(log));
      inspected.push(inspection.result());
      // Yields to the event loop, so that other ranges can receive answers and send their next requests.
      if (own !== undefined) await setImmediate();
    }
    return inspected;
  };
}

/** Reads the blocks from one height to another, both included. @throws ChainAnswerInvalid, HeaderMalformed */
export async function readBlocks(rpc: Rpc, fromBlock: number, toBlock: number): Promise<StatedBlock[]> {
  const heights = Array.from({ length: toBlock - fromBlock + 1 }, (_, index) => fromBlock + index);
  const answers = await rpc.batch(heights.map((height) => ({ method: METHOD, params: [quantity(height), false] })));
  return answers.map((answer, index) => {
    const { hash, transactions } = jsonToBlockHeader(rpc, METHOD, answer);
    const header = decodeHeader(jsonToHeaderRlp(rpc, METHOD, answer));
    if (header.number !== heights[index]) throw rpc.invalidAnswer(METHOD, "it is not the requested block");
    const gasUsed = answerFields(rpc, METHOD, answer).bigQuantity("gasUsed");
    return { statedHash: hash, header, gasUsed, transactions };
  });
}

async function readReceipts(rpc: Rpc, blocks: readonly StatedBlock[]): Promise<ReadonlyMap<number, BlockReceipt[]>> {
  const receipts = new Map<number, BlockReceipt[]>();
  for (let start = 0, end = 0; start < blocks.length; start = end) {
    let gas = 0n;
    do gas += itemAt(blocks, end++).gasUsed;
    while (end < blocks.length && gas + itemAt(blocks, end).gasUsed <= GAS_AT_ONCE);
    const asked = blocks.slice(start, end).map(({ header: { number }, transactions }) => ({ number, transactions }));
    const answers = await getBlockReceipts(rpc, asked);
    asked.forEach(({ number }, index) => receipts.set(number, itemAt(answers, index)));
  }
  return receipts;
}

function hashFaults({ statedHash, header }: StatedBlock): Fault[] {
  if (sealingOf(header, statedHash) !== undefined) return [];
  return [faultOf("BlockHashWrong", header.number, header.rlpHash, statedHash)];
}

function receiptFaults({ header }: StatedBlock, receipts: readonly BlockReceipt[]): Fault[] {
  const leaves = receipts.map(
    (receipt, index) => [Buffer.from(rlp(rlpNumber(index))).toString("hex"), encodeReceipt(receipt)] as const,
  );
  const root = trieRoot(leaves);
  return root === header.receiptsRoot ? [] : [faultOf("ReceiptsNotInBlock", header.number, header.receiptsRoot, root)];
}

function faultOf(code: Fault["code"], block: number, expected: string, found: string): Fault {
  return { code, block, entry: null, subject: "", expected, found };
}

interface StatementHashers {
  readonly hashEntry: EntryHasher;
  /** Absent without a ledger of cooperation. */
  readonly hashAct: ActHasher | undefined;
}

/** Inspects the logs of one block in their order. */
class LogInspection {
  readonly #block: StatedBlock;
  readonly #chain: PinnedChain;
  readonly #hashers: StatementHashers;
  readonly #withRecordings: boolean;
  readonly #faults: Fault[];
  readonly #events: InspectedEvent[] = [];
  /** Index of the next log. The inspection counts logs, because no hash covers the node's index. */
  #next = 0;

  constructor(
    block: StatedBlock,
    chain: PinnedChain,
    hashers: StatementHashers,
    withRecordings: boolean,
    faults: readonly Fault[],
  ) {
    this.#withRecordings = withRecordings;
    this.#block = block;
    this.#chain = chain;
    this.#hashers = hashers;
    this.#faults = [...faults];
  }

  add(unnumbered: ChainLog): void {
    const log = { ...unnumbered, blockNumber: this.#block.header.number, logIndex: this.#next++ };
    try {
      if (log.address === this.#chain.ledger && log.topics[0] === ENTRY_MALFORMED_TOPIC) checkMalformedEntryLog(log);
      else if (log.address === this.#chain.ledger) this.#events.push(this.#inspect(logToLedgerEvent(log)));
      else if (log.address === this.#chain.cooperation && log.topics[0] === ACT_MALFORMED_TOPIC)
        checkMalformedActLog(log);
      else if (log.address === this.#chain.cooperation) this.#events.push(this.#inspectAct(logToActEvent(log)));
      else if (log.address === this.#chain.consortium && CONSORTIUM_TOPICS.includes(log.topics[0] ?? "0x"))
        this.#events.push(logToConsortiumEvent(log));
      else if (log.address === this.#chain.directory)
        this.#events.push(inspectChange(logToDirectoryEvent(log), this.#chain.chainId, log.address));
    } catch (error) {
      if (!PortolanError.is(error, "LogMalformed")) throw error;
      const found = `log ${log.logIndex}: ${String(error.facts["problem"])}`;
      this.#faults.push(faultOf("LogMalformed", log.blockNumber, String(error.facts["event"]), found));
    }
  }

  result(): InspectedBlock {
    const { statedHash: hash, header } = this.#block;
    const { number, parentHash, timestamp, stateRoot } = header;
    return { number, hash, parentHash, timestamp, stateRoot, events: this.#events, faults: this.#faults };
  }

  #inspectAct(event: ActEvent): InspectedAct {
    const { signed, position } = event;
    const { act, signature } = signed;
    const { logIndex, blockNumber: block } = position;
    const hash = this.#hashers.hashAct?.(act) ?? event.hash;
    if (hash !== event.hash)
      this.#faults.push({
        ...faultOf("EntryHashWrong", block, hash, event.hash),
        entry: hash,
        subject: `matter ${act.matter}`,
      });
    const inspected = { logIndex, act, hash, signer: signerOf(hash, signature) };
    return event.event === "ActRefused"
      ? { ...inspected, event: event.event, reason: event.reason }
      : { ...inspected, event: event.event, sequence: event.sequence };
  }

  #inspect(event: LedgerEvent): InspectedEvent {
    const { signed, position } = event;
    const { entry, signature } = signed;
    const { logIndex, blockNumber: block, transactionHash } = position;
    const hash = this.#hashers.hashEntry(entry);
    if (hash !== event.hash)
      this.#faults.push({
        ...faultOf("EntryHashWrong", block, hash, event.hash),
        entry: hash,
        subject: entry.shipment,
      });
    const inspected = { logIndex, entry, hash, signer: signerOf(hash, signature) };
    if (event.event === "EntryRefused") return { ...inspected, event: event.event, reason: event.reason };
    const { sequence } = event;
    const authorship = authorshipDigest(entry.shipment, entry.author, hash);
    const recorded = { ...inspected, event: event.event, sequence, authorship };
    if (!this.#withRecordings) return recorded;
    const recordedAt = this.#block.header.timestamp;
    const recording = { hash, sequence, signature, block, logIndex, recordedAt, transactionHash };
    return { ...recorded, recording: recordingDigest(recording) };
  }
}

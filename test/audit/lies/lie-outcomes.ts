import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { ProvenHistory } from "../../../src/audit/evidence/evidence-report.ts";
import { makeEvidence } from "../../../src/audit/evidence/make-evidence.ts";
import { verifyEvidence } from "../../../src/audit/evidence/verify-evidence.ts";
import { createBlockInspector } from "../../../src/audit/replay/block-inspector.ts";
import { BlockSource } from "../../../src/audit/replay/block-source.ts";
import { findFirstBlock, identifyLedger } from "../../../src/audit/replay/identify-ledger.ts";
import { emptyMemory } from "../../../src/audit/replay/audit-memory.ts";
import { LedgerAudit } from "../../../src/audit/replay/ledger-audit.ts";
import { compareWitnesses } from "../../../src/audit/witness/compare-witnesses.ts";
import type { Checkpoint } from "../../../src/domain/checkpoint/checkpoint.ts";
import { PortolanError } from "../../../src/domain/errors/portolan-error.ts";
import { chainDifference, type PinnedChain } from "../../../src/domain/pinned-chain.ts";
import { Directory } from "../../../src/gateway/directory.ts";
import { Follower } from "../../../src/gateway/follow/follower.ts";
import type { ShipmentStory } from "../../../src/domain/shipment-story.ts";
import { recoverAddress } from "../../../src/keys/recover-address.ts";
import { createEntryHasher } from "../../../src/ledger/entry-hash.ts";
import { getBlockHeader } from "../../../src/ledger/get-block-header.ts";
import { JsonRpcClient } from "../../../src/rpc/json-rpc-client.ts";
import { readParticipants } from "../../../src/store/chain/followed-state.ts";
import type { Database } from "../../../src/store/open-database.ts";
import { openNewDatabase } from "../../support/databases.ts";
import { makeRecord, openWitness, witnessKey } from "../../support/test-witness.ts";
import { eventually } from "../../support/eventually.ts";

/**
 * The result of a lie. caught: the tool names it as wrong. inconclusive: the tool cannot decide. harmless: the tool's
 * conclusion is true. believed: the tool's conclusion is false.
 */
export interface Outcome {
  readonly kind: "caught" | "inconclusive" | "harmless" | "believed";
  /** The codes of the caught or inconclusive result, or the believed data. */
  readonly by: string;
}

/** The truth, from an honest node. */
export interface Truth {
  readonly chain: PinnedChain;
  readonly head: Checkpoint;
  /** A file with the signed note of a witness that saw the honest chain. */
  readonly note: string;
  readonly entries: number;
  readonly story: ShipmentStory;
  readonly history: ProvenHistory;
  /** The store of a follower of the honest node. */
  readonly followed: unknown;
}

/** The witness that signed the honest chain. */
export const HONEST_WITNESS = witnessKey("honest.example/w1");

const caught = (by: string): Outcome => ({ kind: "caught", by });
const inconclusive = (by: string): Outcome => ({ kind: "inconclusive", by });
const HARMLESS: Outcome = { kind: "harmless", by: "" };

/** The node under test, and the limit for one of its answers. */
export interface Target {
  readonly url: string;
  readonly timeoutMs: number;
}

async function withClient<Result>(
  { url, timeoutMs }: Target,
  work: (rpc: JsonRpcClient) => Promise<Result>,
): Promise<Result> {
  const rpc = new JsonRpcClient({ peer: "Chain", url, timeoutMs, maxAnswerBytes: 4 * 2 ** 20 });
  try {
    return await work(rpc);
  } finally {
    await rpc.close();
  }
}

/** A PortolanError means an inconclusive result; any other error is a defect, and fails the test. */
function fromError(error: unknown, kind: "caught" | "inconclusive" = "inconclusive"): Outcome {
  if (!PortolanError.is(error)) throw error;
  return { kind, by: error.code };
}

/** Runs `portolan audit` with a pinned ledger and a witness's checkpoint. A fault counts, whatever else fails. */
export async function auditOutcome(target: Target, truth: Truth): Promise<Outcome> {
  return withClient(target, async (rpc) => {
    const faults = new Set<string>();
    let ended: Outcome;
    try {
      const chain = await identifyLedger(rpc, truth.chain.ledger);
      if (chainDifference(truth.chain, chain) !== undefined) return caught("ChainChanged");
      ended = await auditAs(rpc, truth, faults);
    } catch (error) {
      ended = fromError(error);
    }
    return faults.size > 0 ? caught([...faults].join(", ")) : ended;
  });
}

async function auditAs(rpc: JsonRpcClient, { chain, head, note, entries }: Truth, faults: Set<string>) {
  const height = (await getBlockHeader(rpc, "latest"))?.number ?? 0;
  const source = new BlockSource(createBlockInspector(rpc, chain, "entries"), 2);
  const audit = new LedgerAudit(rpc, source, emptyMemory(chain, await findFirstBlock(rpc, chain, height)));
  try {
    await audit.advance(height);
    await audit.compareState();
  } finally {
    for (const { code } of audit.faults) faults.add(code);
  }
  const last = audit.last?.number ?? 0;
  const keys = [HONEST_WITNESS.verifier];
  const witnesses = await compareWitnesses({ rpc, chain, height: last, sources: [note], keys });
  for (const { code } of witnesses.faults) faults.add(code);
  if (witnesses.questions.length > 0) return inconclusive("the witness is ahead");
  const same = audit.last?.hash === head.hash && audit.figures.entries === entries;
  return same ? HARMLESS : ({ kind: "believed", by: `sound up to ${last} ${audit.last?.hash}` } as const);
}

/** Makes evidence and verifies it with the known hash of the last block. */
export async function evidenceOutcome(target: Target, { chain, story, history, head }: Truth): Promise<Outcome> {
  return withClient(target, async (rpc) => {
    try {
      const { chainId, ledger } = chain;
      const evidence = await makeEvidence({ rpc, ...chain, recover: recoverAddress }, story);
      const report = verifyEvidence(JSON.stringify(evidence), { chainId, ledger, block: head.hash }, recoverAddress);
      if (report.verdict === "refuted") return caught("refuted by its reader");
      if (report.verdict === "undecided") return inconclusive("undecided for its reader");
      return isDeepStrictEqual(report.history, history)
        ? HARMLESS
        : { kind: "believed", by: JSON.stringify(report.history) };
    } catch (error) {
      return fromError(error);
    }
  });
}

/** Asks a witness that signed an earlier block of the honest chain for the last block. */
export async function witnessOutcome(target: Target, truth: Truth, recordText: string): Promise<Outcome> {
  const { file, remove } = await makeRecord(HONEST_WITNESS);
  try {
    await writeFile(file, recordText);
    return await withClient(target, async (rpc) => {
      try {
        const witness = await openWitness(rpc, truth.chain.ledger, HONEST_WITNESS, file, { everySeconds: 3_600 });
        await witness.cosign(truth.head);
        const { signed } = witness.status;
        return signed?.hash === truth.head.hash ? HARMLESS : { kind: "believed", by: JSON.stringify(signed) };
      } catch (error) {
        const isFinding = PortolanError.is(error, "HistoryUnsound", "ChainForked", "ChainChanged");
        return fromError(error, isFinding ? "caught" : "inconclusive");
      }
    });
  } finally {
    await remove();
  }
}

/** Runs a gateway's follower on an empty store. */
export async function followerOutcome(target: Target, truth: Truth): Promise<Outcome> {
  const followed = await follow(target, truth.chain);
  if (!("contents" in followed)) return followed;
  if (isDeepStrictEqual(followed.contents, truth.followed)) return HARMLESS;
  const isOld = followed.block < truth.head.height;
  if (isOld && isBeginningOf(followed.contents, truth.followed))
    return inconclusive(`true, as of block ${followed.block}`);
  return { kind: "believed", by: differenceOf(followed.contents, truth.followed) };
}

type Contents = Readonly<Record<string, readonly unknown[]>>;

/** The store of a follower that has caught up, or the error that stopped it. */
export async function follow(
  target: Target,
  { chainId, ledger, consortium }: PinnedChain,
): Promise<{ contents: Contents; block: number } | Outcome> {
  const folder = await mkdtemp(join(tmpdir(), "portolan-lied-"));
  const db = await openNewDatabase(folder);
  try {
    return await withClient(target, async (rpc) => {
      const troubles: unknown[] = [];
      const hashEntry = createEntryHasher({ chainId, ledger });
      const directory = new Directory(await readParticipants(db));
      const onTrouble = (error: unknown) => void troubles.push(error);
      let follower: Follower;
      try {
        follower = await Follower.create({ db, rpc, ledger, consortium, hashEntry, directory, onTrouble }, 0);
      } catch (error) {
        return fromError(error);
      }
      follower.start();
      await follower.lead();
      try {
        return await eventually("the follower follows, or says why not", async () => {
          const { state, alarm, block } = follower.status;
          if (alarm !== null) return caught(alarm.code);
          if (troubles.length > 0) return fromError(troubles[0]);
          return state === "following" && { contents: await contentsOf(db), block };
        });
      } finally {
        await follower.stop();
      }
    });
  } finally {
    await db.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function contentsOf({ reader }: Database): Promise<Contents> {
  return {
    entries: await reader.selectFrom("entries").selectAll().orderBy("position").execute(),
    refusals: await reader.selectFrom("refusals").selectAll().orderBy("position").execute(),
    participants: await reader.selectFrom("participants").selectAll().orderBy("id").execute(),
    keys: await reader.selectFrom("keys").selectAll().orderBy("address").execute(),
  };
}

function isBeginningOf(some: Contents, all: unknown): boolean {
  const whole = all as Contents;
  return Object.entries(some).every(([table, rows]) => isDeepStrictEqual(rows, whole[table]?.slice(0, rows.length)));
}

/** The columns in which the believed data differs from the truth. */
function differenceOf(some: Contents, all: unknown): string {
  const columns = new Set<string>();
  for (const [table, rows] of Object.entries(some)) {
    const whole = (all as Contents)[table] ?? [];
    if (rows.length !== whole.length) columns.add(`number of ${table}`);
    rows.forEach((row, index) => {
      const truly = (whole[index] ?? {}) as Record<string, unknown>;
      for (const [column, value] of Object.entries(row as Record<string, unknown>))
        if (value !== truly[column]) columns.add(`${table}.${column}`);
    });
  }
  return [...columns].sort().join(", ");
}

import type { Config } from "../config/config.ts";
import type { Act } from "../domain/cooperation/act.ts";
import type { EntryHash } from "../domain/entry.ts";
import { isAct, type Statement } from "../domain/statement.ts";
import type { TypedData } from "../domain/typed-data.ts";
import { actTypedData } from "../ledger/act-typed-data.ts";
import { PortolanError } from "../domain/errors/portolan-error.ts";
import { Follower } from "../gateway/follow/follower.ts";
import { AcceptedSubmissions } from "../gateway/record/accepted-submissions.ts";
import { DraftResolver } from "../gateway/record/draft-resolver.ts";
import { EntrySigner } from "../gateway/record/entry-signer.ts";
import { Pipeline } from "../gateway/record/pipeline.ts";
import { Recorder } from "../gateway/record/recorder.ts";
import { Relay } from "../gateway/record/relay.ts";
import { storeReplacement } from "../store/outbox/batches.ts";
import { readOpenStatements } from "../store/outbox/submissions.ts";
import type { Foundation } from "./open-foundation.ts";

/** The parts that carry an entry from a request to the chain and back into the store. */
export interface Recording {
  readonly follower: Follower;
  readonly pipeline: Pipeline;
  readonly recorder: Recorder;
  /** Unix seconds: the clock, or the time of the last followed block if that is later. */
  readonly now: () => number;
}

/**
 * Wires follower, pipeline and recorder, and starts to watch the chain.
 *
 * @param opened receives the resources to close at the end.
 * @throws RelayMissing if accepted entries wait to be sent, but the gateway has no relay key.
 */
export async function wireRecording(
  foundation: Foundation,
  config: Config,
  opened: AsyncDisposableStack,
): Promise<Recording> {
  const { db, rpc, chain, memberDirectory, cooperation, hashEntry, typedData, keys, directory, onTrouble } = foundation;
  const { ledger, consortium } = chain;
  const contracts = { ledger, consortium, memberDirectory, cooperation };
  const follower = await Follower.create({ db, rpc, ...contracts, hashEntry, directory, onTrouble }, 0);
  // A chain may date its blocks ahead of our clock. The contract judges by the time of its block.
  const now = () => Math.max(Math.floor(Date.now() / 1000), follower.checkpoint.timestamp);
  const signer = new EntrySigner(keys.ring, directory, typedDataOf(foundation), now, onTrouble);
  const submissions = new AcceptedSubmissions(db);
  const relays = wireRelays(foundation, config);
  const sends = relays.length > 0;
  const pipeline = new Pipeline({
    db,
    submissions,
    hash: (statement) => (isAct(statement) ? hashActOf(foundation, statement) : hashEntry(statement)),
    signer,
    relays,
    limits: { batchSize: config.batchEntries, lingerMs: config.batchMs },
    onSent: () => follower.lookSoon(),
    onTrouble,
  });
  const resolver = new DraftResolver(db, directory, signer, now);
  if (!sends && (await readOpenStatements(db, 0, 1)).length > 0) throw new PortolanError("RelayMissing", {});
  const { queueLimit } = config;
  const recorder = new Recorder({
    db,
    resolver,
    pipeline,
    sends,
    submissions,
    hashEntry,
    typedData,
    queueLimit,
    now,
    onTrouble,
  });
  follower.onApplied((applied) => pipeline.onApplied(applied));
  follower.onApplied((applied) => recorder.onApplied(applied));
  follower.start();
  opened.defer(() => follower.stop());
  return { follower, pipeline, recorder, now };
}

function hashActOf({ cooperation }: Foundation, act: Act): EntryHash {
  if (cooperation === undefined) throw new PortolanError("CooperationMissing", {});
  return cooperation.hashAct(act);
}

function typedDataOf({ chain, cooperation, typedData }: Foundation): (statement: Statement) => TypedData {
  return (statement) => {
    if (!isAct(statement)) return typedData(statement);
    if (cooperation === undefined) throw new PortolanError("CooperationMissing", {});
    return actTypedData(statement, { chainId: chain.chainId, ledger: cooperation.address });
  };
}

function wireRelays({ db, rpc, chain, cooperation, keys, onTrouble }: Foundation, config: Config): Relay[] {
  return keys.relays.map(
    (key) =>
      new Relay(key.address, {
        rpc,
        chainId: chain.chainId,
        ledger: chain.ledger,
        cooperation: cooperation?.address,
        sign: (digest) => key.sign(digest),
        inFlight: config.inFlight,
        onReplace: (batch, transaction) => storeReplacement(db, batch, transaction, Date.now()),
        now: Date.now,
        onTrouble,
      }),
  );
}

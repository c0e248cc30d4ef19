import { pino, type Logger } from "pino";
import { FewAtOnce } from "../audit/evidence/few-at-once.ts";
import { makeEvidence } from "../audit/evidence/make-evidence.ts";
import { verifyEvidence } from "../audit/evidence/verify-evidence.ts";
import type { Config } from "../config/config.ts";
import { connectToChain } from "./connect-to-chain.ts";
import { databaseLocation } from "./database-location.ts";
import { readDeployment } from "../config/deployment.ts";
import { PortolanError } from "../domain/errors/portolan-error.ts";
import { Capture } from "../epcis/capture/capture.ts";
import { startSubscriptions } from "../epcis/query/start-subscriptions.ts";
import { AccessTokens } from "../gateway/accounts/access-tokens.ts";
import { ApiKeys } from "../gateway/accounts/api-keys.ts";
import { Authenticator } from "../gateway/accounts/authenticator.ts";
import { Directory } from "../gateway/directory.ts";
import { Follower, type FollowerStatus } from "../gateway/follow/follower.ts";
import { Account } from "../gateway/govern/account.ts";
import { createGovernance } from "../gateway/govern/chain-governance.ts";
import type { Governance } from "../gateway/govern/governance.ts";
import { Feed } from "../gateway/notify/feed.ts";
import { startWebhooks } from "../gateway/notify/start-webhooks.ts";
import { AcceptedSubmissions } from "../gateway/record/accepted-submissions.ts";
import { DraftResolver } from "../gateway/record/draft-resolver.ts";
import { EntrySigner } from "../gateway/record/entry-signer.ts";
import { Pipeline } from "../gateway/record/pipeline.ts";
import { Recorder } from "../gateway/record/recorder.ts";
import { Relay } from "../gateway/record/relay.ts";
import { TroubleCount } from "../gateway/trouble-count.ts";
import { CosignatureCollector } from "../gateway/witness/cosignature-collector.ts";
import { CosignedCheckpoints } from "../gateway/witness/cosigned-checkpoints.ts";
import { createApp } from "../http/create-app.ts";
import { listen, type Listening } from "../http/serve/listen.ts";
import { DEFAULT_LIMITS } from "../http/services.ts";
import { createEntryHasher } from "../ledger/entry-hash.ts";
import { entryTypedData } from "../ledger/entry-typed-data.ts";
import { recoverAddress } from "../keys/recover-address.ts";
import { leadWhenElected, type Office } from "./lead-when-elected.ts";
import { openKeys } from "./open-keys.ts";
import { requirePinnedChain } from "./pinned-chain.ts";
import { readWitnessPolicy } from "../config/read-witness-policy.ts";
import { storeReplacement } from "../store/outbox/batches.ts";
import { readParticipants } from "../store/chain/ledger-rows.ts";
import { campaign } from "../store/postgres/leadership.ts";
import { openDatabase } from "../store/open-database.ts";

/** A gateway that runs. */
export interface RunningGateway {
  readonly url: string;
  /** Rejects when it had to stop on its own, resolves after `stop`. */
  readonly stopped: Promise<void>;
  readonly governance: Governance;
  readonly directory: Directory;
  readonly apiKeys: ApiKeys;
  readonly follower: { readonly status: FollowerStatus };
  /** Drains requests, stops sending and following, and closes the database. What was accepted stays accepted. */
  stop(): Promise<void>;
}

/**
 * Wires the gateway and starts it: database, chain, keys; then follower and pipeline where this gateway leads; then the
 * API. This is the one place that knows every part.
 *
 * @throws PortolanError whatever keeps it from starting; then nothing stays open.
 */
export async function startGateway(config: Config, log: Logger = createLog(config)): Promise<RunningGateway> {
  const closing: (() => Promise<void> | void)[] = [];
  const closeAll = async () => {
    for (const close of closing.splice(0).reverse()) await close();
  };
  try {
    return await start(config, log, closing, closeAll);
  } catch (error) {
    await closeAll();
    throw error;
  }
}

async function start(
  config: Config,
  log: Logger,
  closing: (() => Promise<void> | void)[],
  closeAll: () => Promise<void>,
): Promise<RunningGateway> {
  const troubles = new TroubleCount();
  const onTrouble = (error: unknown) => {
    troubles.note(error);
    log.warn({ err: describe(error) }, "trouble");
  };
  const location = databaseLocation(config);
  const db = await openDatabase(location);
  closing.push(() => db.close());
  const leadership = await campaign(location);
  closing.push(() => leadership.resign());

  const rpc = connectToChain(config);
  closing.push(() => rpc.close());
  const deployment = config.contracts ?? (await readDeployment(config.dataDir));
  const { chainId, ledger, consortium } = await requirePinnedChain(rpc, deployment, db);
  const hashEntry = createEntryHasher({ chainId, ledger });
  const typedData = (entry: Parameters<typeof hashEntry>[0]) => entryTypedData(entry, { chainId, ledger });

  const keys = await openKeys(config);
  const directory = new Directory(await readParticipants(db));
  const follower = await Follower.create({ db, rpc, ledger, consortium, hashEntry, directory, onTrouble }, 0);
  // A chain may date its blocks ahead of our clock; its time is what the contract goes by.
  const now = () => Math.max(Math.floor(Date.now() / 1000), follower.checkpoint.timestamp);
  const signer = new EntrySigner(keys.ring, directory, typedData, now, onTrouble);
  const relays = keys.relays.map(
    (key) =>
      new Relay(key.address, {
        rpc,
        chainId,
        ledger,
        sign: (digest) => key.sign(digest),
        inFlight: config.inFlight,
        onReplace: (batch, transaction) => storeReplacement(db, batch, transaction, Date.now()),
        now: Date.now,
        onTrouble,
      }),
  );
  if (relays.length === 0) throw new PortolanError("RelayMissing", { folder: config.keystoreDir });
  const limits = { batchSize: config.batchEntries, lingerMs: config.batchMs };
  const onSent = () => follower.lookSoon();
  const submissions = new AcceptedSubmissions(db);
  const pipeline = new Pipeline({ db, submissions, hashEntry, signer, relays, limits, onSent, onTrouble });
  const recorder = new Recorder({
    db,
    resolver: new DraftResolver(db, directory, signer, now),
    pipeline,
    submissions,
    hashEntry,
    typedData,
    queueLimit: config.queueLimit,
    onTrouble,
  });
  follower.onApplied((applied) => {
    pipeline.onApplied(applied);
    recorder.onApplied(applied);
  });
  follower.start();
  closing.push(() => follower.stop());

  const reading = { db, directory, now: () => Math.floor(Date.now() / 1000) };
  const feed = new Feed(reading, follower);
  closing.push(() => feed.close());

  const policy = config.witnessPolicy === undefined ? undefined : await readWitnessPolicy(config.witnessPolicy);
  const checkpoints = new CosignedCheckpoints(db, { chainId, ledger }, policy);
  const collector = new CosignatureCollector({ checkpoints, follower, onTrouble });

  let couriers: { stop(): Promise<void> }[] = [];
  const office: Office = {
    async take(over) {
      await follower.lead();
      if (!over.aborted) await pipeline.start();
      if (over.aborted) return;
      collector.start();
      const delivering = { reading, feed, log, allowPrivate: config.webhooksAllowPrivate };
      couriers = [startWebhooks(delivering), startSubscriptions(delivering)];
      log.info({ block: follower.checkpoint.block, depth: pipeline.depth }, "this gateway follows and records");
    },
    async leave() {
      await Promise.all(couriers.splice(0).map((courier) => courier.stop()));
      await collector.stop();
      await pipeline.stop();
      await follower.stepDown();
    },
  };
  const { promise: stopped, resolve: finish, reject: fail } = Promise.withResolvers<void>();
  stopped.catch(() => undefined);
  db.failed.catch(fail);
  // On SQLite this gateway leads at once; on PostgreSQL it may have to wait for another to go.
  if (db.dialect === "sqlite") {
    closing.push(() => office.leave());
    await office.take(new AbortController().signal);
  } else closing.push(leadWhenElected(leadership, () => campaign(location), office, onTrouble).stop);

  const capture = new Capture({ db, recorder, directory, now, onTrouble });
  closing.push(() => capture.stop());
  await capture.start();

  const governor = keys.governor;
  const governance = createGovernance({
    rpc,
    consortium,
    governor: governor ? new Account(governor.address, rpc, chainId, (digest) => governor.sign(digest)) : null,
    directory,
    follower,
  });
  const apiKeys = new ApiKeys(db);
  const accessTokens = config.oauth && new AccessTokens(config.oauth);
  const draining = new AbortController();
  // A file of ten thousand entries takes seconds and hundreds of megabytes.
  const evidenceTurns = new FewAtOnce(2, 32);
  const app = createApp({
    connections: () => server.connections,
    reading,
    directory,
    evidence: {
      make: (tell) =>
        evidenceTurns.run(async () => {
          const story = await tell();
          const { number, hash } = story.checkpoint;
          const cosigned = await collector.cosignaturesOf(number, hash);
          const finality = cosigned === undefined ? [] : [{ kind: "witnesses" as const, ...cosigned }];
          return makeEvidence({ rpc, chainId, ledger, consortium, recover: recoverAddress }, story, finality);
        }),
      verify: (text) => verifyEvidence(text, { chainId, ledger, witnesses: policy }, recoverAddress),
    },
    recorder,
    follower,
    checkpoints,
    governance,
    feed,
    capture,
    apiKeys,
    authenticator: new Authenticator({ apiKeys, accessTokens, directory }),
    webhooksAllowPrivate: config.webhooksAllowPrivate,
    draining: draining.signal,
    troubles,
    log,
    limits: { ...DEFAULT_LIMITS, requestsPerSecond: config.requestsPerSecond },
  });
  const server: Listening = await listen(app, config.host, config.port);
  closing.push(() => server.close());
  // Event streams end before the server waits for what is open.
  closing.push(() => draining.abort());
  log.info({ url: server.url }, "the API listens");

  return {
    url: server.url,
    stopped,
    governance,
    directory,
    apiKeys,
    follower,
    stop: async () => {
      await closeAll();
      finish();
    },
  };
}

function createLog(config: Config): Logger {
  return pino({ level: config.logLevel });
}

/** An error as the log shows it: our own by code and facts, any other with its stack. */
function describe(error: unknown): object {
  if (!(error instanceof PortolanError))
    return { message: String(error), stack: error instanceof Error && error.stack };
  const { code, facts, cause } = error;
  return { code, facts, ...(cause instanceof Error && { cause: cause.message }) };
}

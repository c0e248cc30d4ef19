import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";
import { pino } from "pino";
import { makeEvidence } from "../../src/audit/evidence/make-evidence.ts";
import { makeMatterEvidence } from "../../src/audit/evidence/matter/make-matter-evidence.ts";
import { verifyEvidence } from "../../src/audit/evidence/verify-evidence.ts";
import { Capture } from "../../src/epcis/capture/capture.ts";
import type { Participant } from "../../src/domain/participant.ts";
import { roleBits } from "../../src/domain/rules/role.ts";
import { AccessTokens, type TokenIssuer } from "../../src/gateway/accounts/access-tokens.ts";
import type { WitnessPolicy } from "../../src/domain/checkpoint/witness-policy.ts";
import { ApiKeys } from "../../src/gateway/accounts/api-keys.ts";
import { Authenticator } from "../../src/gateway/accounts/authenticator.ts";
import { SCOPES, type Scope } from "../../src/api/scope.ts";
import { Directory } from "../../src/gateway/directory.ts";
import { PortolanError } from "../../src/domain/errors/portolan-error.ts";
import type { FollowerStatus } from "../../src/gateway/follow/follower.ts";
import { createGovernance } from "../../src/gateway/govern/governance.ts";
import { TroubleCount } from "../../src/gateway/trouble-count.ts";
import { arrivedEvent } from "../../src/epcis/capture/arrived-event.ts";
import { DecryptionKeys } from "../../src/gateway/exchange/decryption-keys.ts";
import { DeliveringMembers } from "../../src/gateway/exchange/delivering-members.ts";
import { InOrder } from "../../src/gateway/exchange/in-order.ts";
import { OtherMembers } from "../../src/gateway/exchange/other-members.ts";
import { Acts } from "../../src/gateway/cooperation/acts.ts";
import { OwnMembers } from "../../src/gateway/exchange/own-members.ts";
import { Feed } from "../../src/gateway/notify/feed.ts";
import { AcceptedSubmissions } from "../../src/gateway/record/accepted-submissions.ts";
import { DraftResolver } from "../../src/gateway/record/draft-resolver.ts";
import { EntrySigner } from "../../src/gateway/record/entry-signer.ts";
import { Pipeline } from "../../src/gateway/record/pipeline.ts";
import { Recorder } from "../../src/gateway/record/recorder.ts";
import { ReadRecorder } from "../../src/gateway/reads/read-recorder.ts";
import { CosignedCheckpoints } from "../../src/gateway/witness/cosigned-checkpoints.ts";
import { createApp } from "../../src/http/create-app.ts";
import { listen, type Listening } from "../../src/http/serve/listen.ts";
import { DEFAULT_LIMITS, type RateLimits } from "../../src/http/services.ts";
import { createEntryHasher } from "../../src/ledger/entry-hash.ts";
import { entryTypedData } from "../../src/ledger/entry-typed-data.ts";
import { recoverAddress } from "../../src/keys/recover-address.ts";
import { KeyRing } from "../../src/keys/key-ring.ts";
import { JsonRpcClient } from "../../src/rpc/json-rpc-client.ts";
import { openNewDatabase } from "../support/databases.ts";
import type { SeededLedger } from "../support/seeded-ledger.ts";
import { entriesOnly } from "../support/entries-only.ts";

const ADDRESS = `0x${"11".repeat(20)}` as const;

/** The participants of an API without a chain. */
export const PARTICIPANTS: readonly Participant[] = [
  { id: 1, name: "Carrier", roles: roleBits(["carrier"]), jurisdiction: "NL", suspended: false, keys: [] },
  { id: 2, name: "Trader", roles: roleBits(["trader"]), jurisdiction: "BR", suspended: false, keys: [] },
  { id: 3, name: "Suspended", roles: roleBits(["carrier"]), jurisdiction: "DE", suspended: true, keys: [] },
];

/** A served API and the controls of a test. */
export interface TestApi {
  readonly url: string;
  readonly server: Listening;
  readonly apiKeys: ApiKeys;
  readonly directory: Directory;
  /** Lines of the log, parsed. */
  readonly lines: Record<string, unknown>[];
  /** The reported status of the follower; tests change it. */
  status: FollowerStatus;
  /** A new API key of a participant. */
  token(participant: number, ...scopes: Scope[]): Promise<string>;
  stop(): Promise<void>;
}

/**
 * Serves the API on a real store and over real HTTP, as a gateway that only accepts: without a chain and without keys.
 */
export async function startApi(
  options: {
    limits?: Partial<RateLimits>;
    issuer?: TokenIssuer;
    now?: () => number;
    policy?: WitnessPolicy;
    corsOrigins?: string[];
    /** A ledger to serve instead of an empty store with {@link PARTICIPANTS}. Its owner closes it. */
    ledger?: Pick<SeededLedger, "db" | "directory">;
  } = {},
): Promise<TestApi> {
  const folder = await mkdtemp(join(tmpdir(), "portolan-http-"));
  const db = options.ledger?.db ?? (await openNewDatabase(folder));
  const directory = options.ledger?.directory ?? new Directory(PARTICIPANTS);
  const typedData = (entry: Parameters<typeof hashEntry>[0]) => entryTypedData(entry, { chainId: 1, ledger: ADDRESS });
  const hashEntry = createEntryHasher({ chainId: 1, ledger: ADDRESS });
  const onTrouble = () => undefined;
  const now = () => Math.floor(Date.now() / 1000);
  const signer = new EntrySigner(new KeyRing(), directory, entriesOnly(typedData), now, onTrouble);
  const limits = { batchSize: 1, lingerMs: 0 };
  const submissions = new AcceptedSubmissions(db);
  const pipeline = new Pipeline({
    db,
    submissions,
    hash: entriesOnly(hashEntry),
    signer,
    relays: [],
    limits,
    onSent: onTrouble,
    onTrouble,
  });
  const recorder = new Recorder({
    db,
    resolver: new DraftResolver(db, directory, signer, now),
    pipeline,
    sends: true,
    submissions,
    hashEntry,
    typedData,
    queueLimit: 100,
    now,
    onTrouble,
  });
  const reading = { db, directory, now };
  const acts = new Acts({ reading, recorder, exists: true, now });
  const lines: Record<string, unknown>[] = [];
  const sink = new Writable({
    write(chunk, _encoding, done) {
      lines.push(JSON.parse(String(chunk)));
      done();
    },
  });
  const follower = {
    get status() {
      return api.status;
    },
    checkpoint: { block: 7, hash: `0x${"77".repeat(32)}`, timestamp: 0 } as const,
    onApplied: () => () => undefined,
    lookSoon: () => undefined,
  };
  const rpc = new JsonRpcClient({ peer: "Chain", url: "http://127.0.0.1:9" });
  const place = { chainId: 1, ledger: ADDRESS, consortium: ADDRESS };
  const own = new OwnMembers(new KeyRing(), directory, now);
  const feed = new Feed(reading, follower);
  const draining = new AbortController();
  const apiKeys = new ApiKeys(db, options.now);
  const accessTokens = options.issuer && new AccessTokens(options.issuer);
  const app = createApp({
    connections: () => server.connections,
    reading,
    reads: new ReadRecorder(db, now, onTrouble),
    directory,
    evidence: {
      make: async (readStory) => makeEvidence({ rpc, ...place, recover: recoverAddress }, await readStory()),
      makeMatter: async (readStory) =>
        makeMatterEvidence({ rpc, ...place, cooperation: ADDRESS, recover: recoverAddress }, await readStory()),
      verify: (text) => verifyEvidence(text, place, recoverAddress),
    },
    exchange: {
      db,
      domain: { chainId: 1, ledger: ADDRESS },
      directory,
      follower,
      untilFollowed: async () => undefined,
      own,
      ...{ sealing: new InOrder(), opening: new InOrder(), storing: new InOrder() },
      delivering: new DeliveringMembers(),
      others: new OtherMembers(reading, own),
      decryptionKeys: new DecryptionKeys({ folder: "", passphrase: "" }, onTrouble),
      eventOf: arrivedEvent,
      isFull: async () => false,
      clock: Date.now,
    },
    recorder,
    acts,
    follower,
    checkpoints: new CosignedCheckpoints(db, { chainId: 1, ledger: ADDRESS }, options.policy),
    governance: createGovernance({ rpc, consortium: ADDRESS, governor: null, directory, follower }),
    feed,
    capture: new Capture({ db, recorder, directory, now, onTrouble }),
    apiKeys,
    authenticator: new Authenticator({ apiKeys, accessTokens, directory }),
    corsOrigins: options.corsOrigins ?? [],
    webhooksAllowPrivate: true,
    draining: draining.signal,
    troubles: new TroubleCount(),
    log: pino({ level: "info" }, sink),
    limits: { ...DEFAULT_LIMITS, failuresPerMinute: 100_000, ...options.limits },
  });
  const server: Listening = await listen(app, "127.0.0.1", 0);
  const api: TestApi = {
    url: server.url,
    server,
    apiKeys,
    directory,
    lines,
    status: { state: "following", block: 7, chainHead: 7, alarm: null },
    async token(participant, ...scopes) {
      const granted = scopes.length === 0 ? (Object.keys(SCOPES) as Scope[]) : scopes;
      return (await apiKeys.issue({ participant, label: "test", scopes: granted })).token;
    },
    async stop() {
      draining.abort();
      feed.close();
      await server.close(0);
      await rpc.close();
      if (options.ledger === undefined) await db.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
  return api;
}

/** The alarm of a follower that found another chain. */
export function alarmed(): FollowerStatus {
  const alarm = new PortolanError("ReorganisationTooDeep", { block: 7, hash: `0x${"00".repeat(32)}`, depth: 128 });
  return { state: "alarmed", block: 7, chainHead: 9, alarm };
}

import { pino, type Logger } from "pino";
import type { Config } from "../config/config.ts";
import { Capture } from "../epcis/capture/capture.ts";
import type { ApiKeys } from "../gateway/accounts/api-keys.ts";
import type { Directory } from "../gateway/directory.ts";
import type { FollowerStatus } from "../gateway/follow/follower.ts";
import type { Governance } from "../gateway/govern/governance.ts";
import { Feed } from "../gateway/notify/feed.ts";
import { lead, wireLeaderWork } from "./lead.ts";
import { openFoundation, type Foundation } from "./open-foundation.ts";
import { wireAnswers } from "./wire-answers.ts";
import { wireExchange } from "./wire-exchange.ts";
import { wireRecording, type Recording } from "./wire-recording.ts";
import { wireWitnesses } from "./wire-witnesses.ts";

/** A running gateway. */
export interface RunningGateway {
  readonly url: string;
  /** Resolves after `stop`. Rejects if an error stops the gateway. */
  readonly stopped: Promise<void>;
  readonly governance: Governance;
  readonly directory: Directory;
  readonly apiKeys: ApiKeys;
  readonly follower: { readonly status: FollowerStatus };
  /** Drains requests, stops sending and following, and closes the database. Accepted entries stay in the outbox. */
  stop(): Promise<void>;
}

/**
 * Starts a gateway: database, chain and keys; follower and pipeline; leadership; then the API.
 *
 * @throws PortolanError if a part does not start. All opened parts are closed before.
 */
export async function startGateway(config: Config, log: Logger = createLog(config)): Promise<RunningGateway> {
  const opened = new AsyncDisposableStack();
  try {
    return await start(config, log, opened);
  } catch (error) {
    await opened.disposeAsync();
    throw error;
  }
}

async function start(config: Config, log: Logger, opened: AsyncDisposableStack): Promise<RunningGateway> {
  const foundation = await openFoundation(config, log, opened);
  const { db, reading, directory } = foundation;
  const { promise: stopped, resolve: finish, reject: fail } = Promise.withResolvers<void>();
  stopped.catch(() => undefined);
  db.failed.catch(fail);

  const recording = await wireRecording(foundation, config, opened);
  const { follower } = recording;
  const feed = new Feed(reading, follower);
  opened.defer(() => feed.close());
  const witnesses = await wireWitnesses(foundation, follower, config);
  const exchange = wireExchange(foundation, recording, config);
  await lead(foundation, wireLeaderWork(foundation, recording, witnesses, exchange, feed, config), config, opened);
  const capture = await startCapture(foundation, recording, opened);
  const answers = wireAnswers({ foundation, recording, witnesses, feed, capture, exchange }, config);
  const { url } = await answers.listen(opened);
  log.info({ url }, "the API listens");

  const { governance, apiKeys } = answers;
  return {
    url,
    stopped,
    governance,
    directory,
    apiKeys,
    follower,
    stop: async () => {
      await opened.disposeAsync();
      finish();
    },
  };
}

async function startCapture(
  { db, directory, onTrouble }: Foundation,
  { recorder, now }: Recording,
  opened: AsyncDisposableStack,
): Promise<Capture> {
  const capture = new Capture({ db, recorder, directory, now, onTrouble });
  opened.defer(() => capture.stop());
  await capture.start();
  return capture;
}

function createLog(config: Config): Logger {
  return pino({ level: config.logLevel });
}

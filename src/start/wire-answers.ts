import type { RequestListener } from "node:http";
import { FewAtOnce } from "../audit/evidence/few-at-once.ts";
import { makeEvidence } from "../audit/evidence/make-evidence.ts";
import { makeMatterEvidence } from "../audit/evidence/matter/make-matter-evidence.ts";
import { verifyEvidence } from "../audit/evidence/verify-evidence.ts";
import type { Config } from "../config/config.ts";
import { PortolanError } from "../domain/errors/portolan-error.ts";
import type { ShipmentStory } from "../domain/shipment-story.ts";
import type { Capture } from "../epcis/capture/capture.ts";
import { AccessTokens } from "../gateway/accounts/access-tokens.ts";
import { ApiKeys } from "../gateway/accounts/api-keys.ts";
import { Authenticator } from "../gateway/accounts/authenticator.ts";
import { Acts } from "../gateway/cooperation/acts.ts";
import type { ExchangeContext } from "../gateway/exchange/exchange-context.ts";
import { GovernorAccount } from "../gateway/govern/governor-account.ts";
import { createGovernance, type Governance } from "../gateway/govern/governance.ts";
import type { Feed } from "../gateway/notify/feed.ts";
import { createApp } from "../http/create-app.ts";
import { listen, type Listening } from "../http/serve/listen.ts";
import { DEFAULT_LIMITS, type Services } from "../http/services.ts";
import { recoverAddress } from "../keys/recover-address.ts";
import type { Foundation } from "./open-foundation.ts";
import type { Recording } from "./wire-recording.ts";
import type { Witnesses } from "./wire-witnesses.ts";

/** The parts that the API's handlers use. */
export interface AnswerParts {
  readonly foundation: Foundation;
  readonly recording: Recording;
  readonly witnesses: Witnesses;
  readonly feed: Feed;
  readonly capture: Capture;
  readonly exchange: ExchangeContext;
}

/** The API, and those of its parts that a start uses directly. */
export interface Answers {
  readonly governance: Governance;
  readonly apiKeys: ApiKeys;
  /**
   * Listens on the configured address and port.
   *
   * @param opened receives the resources to close at the end.
   * @throws PortTaken
   */
  listen(opened: AsyncDisposableStack): Promise<Listening>;
}

/** Wires the API. */
export function wireAnswers(parts: AnswerParts, config: Config): Answers {
  const { foundation, recording, witnesses, feed, capture, exchange } = parts;
  const { db, directory, reading, reads, troubles, log } = foundation;
  const { recorder, follower } = recording;
  const governance = wireGovernance(foundation, recording);
  const apiKeys = new ApiKeys(db);
  const accessTokens = config.oauth && new AccessTokens(config.oauth);
  const draining = new AbortController();
  let connections = () => 0;
  const app: RequestListener = createApp({
    connections: () => connections(),
    reading,
    reads,
    directory,
    evidence: wireEvidence(foundation, witnesses),
    exchange,
    recorder,
    acts: new Acts({ reading, recorder, exists: foundation.cooperation !== undefined, now: recording.now }),
    follower,
    checkpoints: witnesses.checkpoints,
    governance,
    feed,
    capture,
    apiKeys,
    authenticator: new Authenticator({ apiKeys, accessTokens, directory }),
    corsOrigins: config.corsOrigins,
    webhooksAllowPrivate: config.webhooksAllowPrivate,
    draining: draining.signal,
    troubles,
    log,
    limits: { ...DEFAULT_LIMITS, requestsPerSecond: config.requestsPerSecond },
  });
  return {
    governance,
    apiKeys,
    async listen(opened) {
      const server = await listen(app, config.host, config.port);
      connections = () => server.connections;
      opened.defer(() => server.close());
      // Event streams end before the server waits for open requests.
      opened.defer(() => draining.abort());
      return server;
    },
  };
}

function wireGovernance({ rpc, chain, keys, directory }: Foundation, { follower }: Recording): Governance {
  const { governor: key } = keys;
  const governor = key ? new GovernorAccount(key.address, rpc, chain.chainId, (digest) => key.sign(digest)) : null;
  return createGovernance({ rpc, consortium: chain.consortium, governor, directory, follower });
}

function wireEvidence({ rpc, chain, cooperation }: Foundation, { policy, collector }: Witnesses): Services["evidence"] {
  const { chainId, ledger, consortium } = chain;
  const parts = { rpc, chainId, ledger, consortium, recover: recoverAddress };
  // A file of ten thousand entries takes seconds and hundreds of megabytes.
  const turns = new FewAtOnce(2, 32);
  const finalityOf = async ({ number, hash }: ShipmentStory["block"]) => {
    const cosigned = await collector.cosignaturesOf(number, hash);
    return cosigned === undefined ? [] : [{ kind: "witnesses" as const, ...cosigned }];
  };
  return {
    make: (readStory) =>
      turns.run(async () => {
        const story = await readStory();
        return makeEvidence(parts, story, await finalityOf(story.block));
      }),
    makeMatter: (readStory) =>
      turns.run(async () => {
        if (cooperation === undefined) throw new PortolanError("CooperationMissing", {});
        const story = await readStory();
        const ledgers = { ...parts, cooperation: cooperation.address };
        return makeMatterEvidence(ledgers, story, await finalityOf(story.block));
      }),
    verify: (text) =>
      verifyEvidence(text, { chainId, ledger, cooperation: cooperation?.address, witnesses: policy }, recoverAddress),
  };
}

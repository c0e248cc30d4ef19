import { PortolanError } from "../../domain/errors/portolan-error.ts";
import type { FollowedLedger } from "../../exchange/followed-ledger.ts";
import type { ExchangeContext } from "./exchange-context.ts";

/** Seconds. An operator must resolve an alarm first. */
const ALARMED_RETRY_AFTER = 60;

/**
 * The ledger as the gateway has followed it to its last block.
 *
 * @throws GatewayNotReady while the follower is alarmed, because the store may then differ from the chain.
 */
export function followedNow({
  domain,
  directory,
  follower,
}: Pick<ExchangeContext, "domain" | "directory" | "follower">): FollowedLedger {
  const { state, alarm } = follower.status;
  if (state === "alarmed")
    throw new PortolanError("GatewayNotReady", {
      reason: alarm?.message ?? "an alarm was raised",
      retryAfter: ALARMED_RETRY_AFTER,
    });
  const { block, timestamp } = follower.checkpoint;
  return { domain, height: block, time: timestamp, participant: (id) => directory.get(id) };
}

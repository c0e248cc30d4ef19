import type { Logger } from "pino";
import type { Follower } from "../follow/follower.ts";
import type { Feed } from "../notify/feed.ts";
import type { ExchangeClient } from "./post-window.ts";
import type { ExchangeContext } from "./exchange-context.ts";

/** What sealing and sending work with. */
export interface SendingContext extends Pick<
  ExchangeContext,
  "db" | "domain" | "directory" | "own" | "sealing" | "clock"
> {
  readonly follower: Pick<Follower, "checkpoint">;
  readonly log: Logger;
}

/** What the lanes of a gateway work with. */
export interface LanesContext extends SendingContext, Pick<ExchangeContext, "others"> {
  readonly feed: Pick<Feed, "end" | "changed">;
  readonly client: Pick<ExchangeClient, "post">;
}

import type { JourneyKeys } from "../../cli/journey/journey-keys.ts";
import type { Config } from "../../config/config.ts";
import type { ParticipantId } from "../../domain/entry.ts";
import type { Database } from "../../store/open-database.ts";
import type { RunningGateway } from "../start-gateway.ts";
import type { HomePlan } from "./homes.ts";

/** A running gateway of the consortium. */
export interface Home {
  readonly plan: HomePlan;
  readonly config: Config;
  readonly gateway: RunningGateway;
}

/** A running gateway whose members are enrolled. */
export interface PeopledHome extends Home {
  readonly numbers: ReadonlySet<ParticipantId>;
  /** API keys of its members at this gateway, by alias. */
  readonly apiKeys: JourneyKeys;
  /** A further connection to its database, which only reads. */
  readonly db: Database;
}

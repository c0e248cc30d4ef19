import type { Config } from "../config/config.ts";
import type { Deployment } from "../config/deployment.ts";
import type { Hex, ParticipantId } from "../domain/entry.ts";
import type { Role } from "../domain/rules/role.ts";
import type { ApiKeys } from "../gateway/accounts/api-keys.ts";
import type { Scheduled } from "../gateway/govern/governance.ts";
import type { Terminal } from "./terminal.ts";

/** Something that was started and runs until it is stopped. */
export interface Running {
  readonly url: string;
  /** Rejects when it had to stop on its own. */
  readonly stopped: Promise<void>;
  stop(): Promise<void>;
}

/** The accounts in a gateway's database. */
export interface Accounts {
  readonly apiKeys: Pick<ApiKeys, "issue" | "list" | "revoke">;
  /** The participants as the gateway has followed them so far. */
  readonly directory: { get(id: ParticipantId): unknown };
}

/** Who governs beside the governor, and how slowly. */
export interface GovernanceTerms {
  /** Enrols and re-keys participants; the governor without it. */
  readonly registrar?: Hex;
  /** Suspends and revokes, at once; the governor without it. */
  readonly security?: Hex;
  /** Can cancel what is scheduled; the governor without it. */
  readonly guardian?: Hex;
  /** Seconds between scheduling a change of the registry and its execution. */
  readonly registrarDelay: number;
}

/** What the commands are given from outside: where they speak, and the parts that are wired elsewhere. */
export interface CommandContext {
  readonly terminal: Terminal;
  /** Starts the gateway that `main.ts` wires. */
  readonly startGateway: (config: Config) => Promise<Running>;
  /** Works on the API keys in the gateway's database. */
  readonly useAccounts: <Result>(config: Config, work: (accounts: Accounts) => Promise<Result>) => Promise<Result>;
  /** Enrols a participant on the chain with the governor's keystore, without a gateway. */
  readonly enrolDirectly: (
    config: Config,
    enrolment: { name: string; roles: readonly Role[]; jurisdiction: string },
  ) => Promise<{ readonly id: ParticipantId } | Scheduled>;
  /** Deploys the contracts with the governor's keystore. */
  readonly deploy: (config: Config, terms: GovernanceTerms) => Promise<Deployment>;
  /** Does what `npm start` does, until it is interrupted. */
  readonly start: (config: Config, terminal: Terminal) => Promise<void>;
}

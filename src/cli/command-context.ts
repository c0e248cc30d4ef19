import type { Config } from "../config/config.ts";
import type { Deployment } from "../config/deployment.ts";
import type { Hex, ParticipantId } from "../domain/entry.ts";
import type { Role } from "../domain/rules/role.ts";
import type { ApiKeys } from "../gateway/accounts/api-keys.ts";
import type { Scheduled } from "../api/participant.ts";
import type { MemberChanged, MemberWish } from "./member-wish.ts";
import type { Terminal } from "./terminal.ts";

/** A running server. */
export interface Running {
  readonly url: string;
  /** Rejects if an error stops the server. */
  readonly stopped: Promise<void>;
  stop(): Promise<void>;
}

/** API keys and participants in a gateway's database. */
export interface Accounts {
  readonly apiKeys: Pick<ApiKeys, "issue" | "list" | "revoke">;
  /** The participants that the gateway has read from the chain. */
  readonly directory: { get(id: ParticipantId): unknown };
}

/** Addresses of the accounts with powers of governance, and the delay of their operations. */
export interface GovernanceTerms {
  /** Enrols participants and registers keys (default: the governor). */
  readonly registrar?: Hex;
  /** Suspends and revokes without delay (default: the governor). */
  readonly security?: Hex;
  /** Cancels scheduled operations (default: the governor). */
  readonly guardian?: Hex;
  /** Seconds between scheduling a change of the registry and its execution. */
  readonly registrarDelay: number;
}

/** The terminal, and the operations that commands call. */
export interface CommandContext {
  readonly terminal: Terminal;
  readonly startGateway: (config: Config) => Promise<Running>;
  /** Runs `work` on the accounts in the gateway's database. */
  readonly useAccounts: <Result>(config: Config, work: (accounts: Accounts) => Promise<Result>) => Promise<Result>;
  /** Enrols a participant on the chain with the governor's keystore, without a gateway. */
  readonly enrolDirectly: (
    config: Config,
    enrolment: { name: string; roles: readonly Role[]; jurisdiction: string },
  ) => Promise<{ readonly id: ParticipantId } | Scheduled>;
  /** Changes the directory of members on the chain with a keystore, without a gateway. */
  readonly changeMember: (config: Config, wish: MemberWish) => Promise<MemberChanged>;
  /** Deploys the contracts with the governor's keystore. */
  readonly deploy: (config: Config, terms: GovernanceTerms) => Promise<Deployment>;
  /** Runs the demonstration until it is interrupted. */
  readonly start: (config: Config, terminal: Terminal) => Promise<void>;
}

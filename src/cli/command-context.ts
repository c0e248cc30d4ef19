import type { Config } from "../config.ts";
import type { Terminal } from "./terminal.ts";

/** Something that was started and runs until it is stopped. */
export interface Running {
  readonly url: string;
  /** Rejects when it had to stop on its own. */
  readonly stopped: Promise<void>;
  stop(): Promise<void>;
}

/** What the commands are given from outside: where they speak, and the parts that are wired elsewhere. */
export interface CommandContext {
  readonly terminal: Terminal;
  /** Starts the gateway that `main.ts` wires. */
  readonly startGateway: (config: Config) => Promise<Running>;
  /** Does what `npm start` does, until it is interrupted. */
  readonly start: (config: Config, terminal: Terminal) => Promise<void>;
}

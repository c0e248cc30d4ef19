import type { World } from "./world.ts";

/** A temporary failure outside the gateway. */
export interface Fault {
  /** Reads after "while": "the node refuses connections". */
  readonly name: string;
  /** Duration in milliseconds. */
  readonly lastsMs: number;
  /** The state that `/readyz` must reach during the fault; absent when both are correct. */
  readonly isReady?: boolean;
  /** Set when the fault does not show in `portolan_troubles_total`. */
  readonly isUnseen?: true;
  /** Whether the chain loses blocks through it. */
  readonly changesChain?: true;
  /** Milliseconds after its end within which entries are recorded again; {@link RECOVERY_MS} when absent. */
  readonly recoveryMs?: number;
  /** Starts the fault. @returns a function that ends it. */
  begin(world: World): Promise<() => Promise<void> | void> | (() => Promise<void> | void);
}

/** Milliseconds to recovery: a silent node is called again after 30 s, and a gap of nonces is filled within 5 s. */
export const RECOVERY_MS = 45_000;

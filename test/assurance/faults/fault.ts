import type { World } from "./world.ts";

/** Something that fails for a while, outside of the gateway. */
export interface Fault {
  /** Reads after "while": "the node refuses connections". */
  readonly name: string;
  /** How long it lasts, in milliseconds. */
  readonly lastsMs: number;
  /** What `/readyz` comes to say of it while it lasts; absent where both are true. */
  readonly isReady?: boolean;
  /** Whether it shows in `portolan_troubles_total`; it does unless said otherwise. */
  readonly isUnseen?: true;
  /** Whether the chain loses blocks by it. */
  readonly changesChain?: true;
  /** How long after its end entries are recorded again at the latest, in milliseconds; {@link RECOVERY_MS} when absent. */
  readonly recoveryMs?: number;
  /** Makes it fail. @returns how to end that. */
  begin(world: World): Promise<() => Promise<void> | void> | (() => Promise<void> | void);
}

/** A node that does not answer any more is asked again after 30 s, and a gap of nonces is filled within 5 s. */
export const RECOVERY_MS = 45_000;

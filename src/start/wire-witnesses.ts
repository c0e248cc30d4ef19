import type { Config } from "../config/config.ts";
import { readWitnessPolicy } from "../config/read-witness-policy.ts";
import type { WitnessPolicy } from "../domain/checkpoint/witness-policy.ts";
import type { Follower } from "../gateway/follow/follower.ts";
import { CosignatureCollector } from "../gateway/witness/cosignature-collector.ts";
import { CosignedCheckpoints } from "../gateway/witness/cosigned-checkpoints.ts";
import type { Foundation } from "./open-foundation.ts";

/** The parts that request the witnesses' cosignatures of stored blocks. */
export interface Witnesses {
  /** `undefined` without a configured policy. */
  readonly policy: WitnessPolicy | undefined;
  readonly checkpoints: CosignedCheckpoints;
  readonly collector: CosignatureCollector;
}

/** @throws PortolanError if the policy's file cannot be read. */
export async function wireWitnesses(
  { db, chain, onTrouble }: Foundation,
  follower: Follower,
  { witnessPolicy }: Config,
): Promise<Witnesses> {
  const policy = witnessPolicy === undefined ? undefined : await readWitnessPolicy(witnessPolicy);
  const checkpoints = new CosignedCheckpoints(db, chain, policy);
  return { policy, checkpoints, collector: new CosignatureCollector({ checkpoints, follower, onTrouble }) };
}

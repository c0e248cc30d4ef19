import { PortolanError } from "../errors/portolan-error.ts";
import { cosignedAt, isBy } from "./cosignature.ts";
import type { SignedNote } from "./signed-note.ts";
import type { WitnessPolicy } from "./witness-policy.ts";

/** Which witnesses of a policy cosigned, and whether that is enough. */
export interface Cosigned {
  /** By name, in the policy's order; `timestamp` in Unix seconds, of the latest of several by one key. */
  readonly witnesses: readonly { readonly name: string; readonly timestamp: number | undefined }[];
  readonly groups: readonly { readonly name: string; readonly threshold: number; readonly satisfied: number }[];
  /** Whether the policy's quorum is satisfied. */
  readonly enough: boolean;
}

/**
 * Verifies the cosignatures of a note that are by witnesses of the policy; others are ignored.
 *
 * @throws CosignatureInvalid when one of them does not hold: then the whole note is refused (c2sp.org/signed-note).
 */
export function judgeCosignatures({ text, signatures }: SignedNote, policy: WitnessPolicy): Cosigned {
  const witnesses = policy.witnesses.map(({ key }) => {
    const times = signatures
      .filter((line) => isBy(line, key))
      .map((line) => {
        const timestamp = cosignedAt(text, line, key);
        if (timestamp === undefined) throw new PortolanError("CosignatureInvalid", { witness: key.name });
        return timestamp;
      });
    return { name: key.name, timestamp: times.length === 0 ? undefined : Math.max(...times) };
  });
  const satisfied = new Set(witnesses.filter(({ timestamp }) => timestamp !== undefined).map(({ name }) => name));
  const groups = policy.groups.map(({ name, threshold, members }) => {
    const count = members.filter((member) => satisfied.has(member)).length;
    if (count >= threshold) satisfied.add(name);
    return { name, threshold, satisfied: count };
  });
  return { witnesses, groups, enough: satisfied.has(policy.quorum) };
}

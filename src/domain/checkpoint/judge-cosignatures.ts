import { PortolanError } from "../errors/portolan-error.ts";
import { cosignedAt, isBy } from "./cosignature.ts";
import type { SignedNote } from "./signed-note.ts";
import type { WitnessPolicy } from "./witness-policy.ts";

/** The witnesses of a policy that cosigned, and whether they satisfy it. */
export interface Cosigned {
  /** The cosigners in the policy's order; `timestamp` in Unix seconds, the latest when one key signed several times. */
  readonly witnesses: readonly { readonly name: string; readonly timestamp: number | undefined }[];
  readonly groups: readonly { readonly name: string; readonly threshold: number; readonly satisfied: number }[];
  /** Whether the policy's quorum is satisfied. */
  readonly enough: boolean;
}

/**
 * Verifies the cosignatures by witnesses of the policy and ignores all others.
 *
 * @throws CosignatureInvalid when one of them is invalid: c2sp.org/signed-note then requires to refuse the whole note.
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

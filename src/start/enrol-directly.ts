import type { Config } from "../config/config.ts";
import { connectToChain } from "./connect-to-chain.ts";
import type { ParticipantId } from "../domain/entry.ts";
import type { Role } from "../domain/rules/role.ts";
import { GovernorAccount } from "../gateway/govern/governor-account.ts";
import { enrolledIn, makeMeasure } from "../gateway/govern/governance.ts";
import type { Scheduled } from "../api/participant.ts";
import { consortiumAdmin } from "../ledger/consortium-admin.ts";
import { getChainId } from "../ledger/get-chain-id.ts";
import { findDeployment } from "./find-deployment.ts";
import { openGovernor } from "./open-keys.ts";

/**
 * Enrols a participant on the chain with the governor's keystore, without a gateway. The first participant needs this,
 * because an API key belongs to a participant.
 *
 * @returns the number of the participant, or the scheduled operation.
 * @throws GovernorKeystoreMissing, DeploymentMissing, GovernanceForbidden, MeasureUnconfirmed, and the contract's
 * errors.
 */
export async function enrolDirectly(
  config: Config,
  { name, roles, jurisdiction }: { name: string; roles: readonly Role[]; jurisdiction: string },
): Promise<{ readonly id: ParticipantId } | Scheduled> {
  const key = await openGovernor(config);
  const rpc = connectToChain(config);
  try {
    const { consortium } = await findDeployment(rpc, config);
    const governor = new GovernorAccount(key.address, rpc, await getChainId(rpc), (digest) => key.sign(digest));
    const made = await makeMeasure({ rpc, consortium, governor }, consortiumAdmin.enrol(roles, jurisdiction, name));
    return "receipt" in made ? { id: enrolledIn(made.receipt, consortium) } : made;
  } finally {
    await rpc.close();
  }
}

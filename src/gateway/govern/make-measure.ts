import type { Hex } from "../../domain/entry.ts";
import { PortolanError } from "../../domain/errors/portolan-error.ts";
import type { TransactionReceipt } from "../../ledger/get-transaction-receipt.ts";
import { canCall, governance, operationId, scheduledFor } from "../../ledger/governance.ts";
import { readAuthority } from "../../ledger/read-authority.ts";
import type { Rpc } from "../../rpc/json-rpc-client.ts";
import type { GovernorAccount } from "./governor-account.ts";
import type { Scheduled } from "../../api/participant.ts";

/** What a measure is made with. */
export interface Authority {
  readonly rpc: Rpc;
  readonly consortium: Hex;
  readonly governor: GovernorAccount;
}

/**
 * Makes one measure through the AccessManager: at once where the governor's role has no execution delay, else scheduled
 * first. Asking for a scheduled measure again executes it once its time has come.
 *
 * @param data the call of the Consortium.
 * @throws GovernanceForbidden, MeasureUnconfirmed, and the contract's errors.
 */
export async function makeMeasure(
  { rpc, consortium, governor }: Authority,
  data: Hex,
): Promise<{ readonly receipt: TransactionReceipt } | Scheduled> {
  const manager = await readAuthority(rpc, consortium);
  const operation = { caller: governor.address, target: consortium, data };
  const { immediate, delay } = await canCall(rpc, manager, operation);
  if (immediate) return { receipt: await governor.call(consortium, data) };
  if (delay === 0) throw new PortolanError("GovernanceForbidden", { account: governor.address });

  const id = operationId(operation);
  const readyAt = await scheduledFor(rpc, manager, id);
  if (readyAt !== 0 && readyAt <= Math.floor(Date.now() / 1000)) {
    return { receipt: await governor.call(manager, governance.execute(operation)) };
  }
  if (readyAt === 0) await governor.call(manager, governance.schedule(operation));
  return { scheduled: { operationId: id, readyAt: await scheduledFor(rpc, manager, id) } };
}

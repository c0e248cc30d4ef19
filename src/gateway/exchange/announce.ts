import type { ParticipantId } from "../../domain/entry.ts";
import { digestHoldings } from "../../exchange/holdings.ts";
import { askDigests } from "./ask-digests.ts";
import type { HolderClient } from "./ask-holder.ts";
import type { ExchangeContext } from "./exchange-context.ts";
import type { OtherMember } from "./other-members.ts";

/** Gateways that are told at the same time. */
const AT_ONCE = 8;

/** What everybody holds of the first block, which has no entries: nothing. */
const NOTHING = [digestHoldings({ from: 0, to: 0 }, [])];

/**
 * Tells other gateways that the members of this one are there, so that their lanes do not wait until the next attempt.
 * Any valid request does; this one asks for a digest without contents. Who is not reached tries by itself.
 *
 * @throws the errors of the signer; GatewayNotReady.
 */
export async function announce(
  context: ExchangeContext,
  client: HolderClient,
  others: ReadonlyMap<ParticipantId, OtherMember>,
  stop: AbortSignal,
): Promise<void> {
  const gateways = new Map(Array.from(others.values(), ({ participant, endpoint }) => [endpoint, participant.id]));
  const waiting = [...gateways];
  const tell = async () => {
    for (let next = waiting.pop(); next !== undefined && !stop.aborted; next = waiting.pop()) {
      const [endpoint, holder] = next;
      for (const reader of context.own.ids()) {
        const answer = await askDigests(context, client, { reader, holder, endpoint }, NOTHING, stop);
        if ("problem" in answer) break;
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, tell));
}

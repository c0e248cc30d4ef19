import type { MatterDetail } from "../../../../api/matter.ts";
import type { ParticipantView } from "../../../../api/participant.ts";
import type { ActKind } from "../../../../domain/cooperation/act-kind.ts";
import type { ParticipantId } from "../../../../domain/entry.ts";
import { ACT_RULES } from "../../../../domain/cooperation/act-rules.ts";

/**
 * The other participants whom an act may address: for a new party or member all authorities that are none yet, for a
 * request the parties of its agreement, for information anyone, the sides of its matter first. `undefined` for a kind
 * without an addressee.
 */
export function addresseesOf(
  kind: ActKind,
  author: ParticipantId,
  matter: MatterDetail | undefined,
  participants: readonly ParticipantView[],
): readonly ParticipantView[] | undefined {
  if (!ACT_RULES[kind].addressed) return undefined;
  const others = participants.filter(({ id }) => id !== author);
  const sides = new Set([
    matter?.opener?.id,
    matter?.answerer?.id,
    ...(matter?.parties ?? []).map(({ participant }) => participant?.id),
  ]);
  const isAuthority = ({ roles }: ParticipantView) => roles.includes("customs") || roles.includes("tribunal");
  if (kind === "Name" || kind === "Invite") return others.filter((one) => isAuthority(one) && !sides.has(one.id));
  const [inside, outside] = [true, false].map((wanted) => others.filter(({ id }) => sides.has(id) === wanted));
  return kind === "Ask" ? inside : [...(inside ?? []), ...(outside ?? [])];
}

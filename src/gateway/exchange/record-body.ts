import type { ParcelContent } from "../../api/exchange.ts";
import { HANDED_OVER_MEMBER } from "../../domain/cooperation/handed-over-member.ts";
import { fromJsonText } from "../../domain/encoding/json-text.ts";
import { numberOf, type ViewNumber } from "../../store/access/visibility.ts";
import type { HeldContent } from "../../store/exchange/held-content.ts";
import { discloseHeld, heldFields, heldPayload } from "../read/disclose-held.ts";

const ALL = numberOf("all");

/**
 * The content of a parcel with an act's record: the whole of it, or the part without what a handover gives.
 *
 * @returns `undefined` when less than the view is held.
 */
export function recordContent(
  content: Pick<HeldContent, "commitment" | "held" | "body" | "seed" | "disclosure">,
  view: ViewNumber,
): ParcelContent | undefined {
  const { commitment, held, body, seed } = content;
  const record = heldPayload(content);
  if (record === undefined || body === null || (held ?? 0) < view) return undefined;
  if (view === ALL)
    return seed === null
      ? undefined
      : { commitment, identities: [], payload: { view: "whole", seed, body: fromJsonText(body) } };
  const open = heldFields(record).filter(
    (pointer) => pointer.lastIndexOf("/") === 0 && pointer !== `/${HANDED_OVER_MEMBER}`,
  );
  return { commitment, identities: [], payload: { view: "fields", ...discloseHeld(record, open) } };
}

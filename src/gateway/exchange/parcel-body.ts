import type { ParcelContent } from "../../api/exchange.ts";
import { VIEWS } from "../../domain/audience/view.ts";
import { fromJsonText } from "../../domain/encoding/json-text.ts";
import { itemAt } from "../../domain/item-at.ts";
import { numberOf, type ViewNumber } from "../../store/access/visibility.ts";
import type { HeldContent } from "../../store/exchange/held-content.ts";
import { discloseHeld, heldPayload } from "../read/disclose-held.ts";
import { openMembers } from "../read/payloads.ts";

const ALL = numberOf("all");
const HANDOFF = numberOf("handoff");

/**
 * The content of a parcel: as much of the payload as a view opens, and the identities that the recipient may know.
 *
 * @returns `undefined` when less than the view is held.
 */
export function parcelContent(content: HeldContent, view: ViewNumber): ParcelContent | undefined {
  const payload = payloadOf(content, view);
  if (payload === undefined) return undefined;
  const { commitment, identifier, blind, unit, unitBlind } = content;
  const identities = [];
  if (identifier !== null && view >= HANDOFF) identities.push({ identifier, blind });
  if (unit !== null) identities.push({ identifier: unit, blind: unitBlind });
  return { commitment, identities, payload };
}

function payloadOf(content: HeldContent, view: ViewNumber): ParcelContent["payload"] | undefined {
  const { held, body, seed } = content;
  const payload = heldPayload(content);
  if (payload === undefined || body === null) return undefined;
  if (view === ALL) return seed === null ? undefined : { view: "whole", seed, body: fromJsonText(body) };
  if (held !== ALL && held !== view) return undefined;
  return { view: "fields", ...discloseHeld(payload, openMembers(payload, itemAt(VIEWS, view))) };
}

import { isJsonObject, type JsonObject } from "../../encoding/json.ts";
import { isUnLocode, parseUnLocode } from "../../places/un-locode.ts";
import { shortText } from "./short-text.ts";

/** The place of an event, with at least one member. */
export interface Place {
  /** UN/LOCODE. */
  readonly locode?: string;
  readonly name?: string;
  /** ISO 3166-1 alpha-2, from the UN/LOCODE. */
  readonly country?: string;
  /** Identifier of the `readPoint` of an EPCIS event, otherwise of the `bizLocation`: an SGLN or another URI. */
  readonly id?: string;
}

/** The place in a payload; `undefined` when it has none. */
export function placeOf(payload: JsonObject): Place | undefined {
  const stated = payload["portolan:place"];
  const locode = isUnLocode(stated) ? stated : undefined;
  const country = locode && parseUnLocode(locode).country;
  const name = shortText(payload["portolan:placeName"]);
  const id = idOf(payload["readPoint"]) ?? idOf(payload["bizLocation"]);
  if (locode === undefined && name === undefined && id === undefined) return undefined;
  return {
    ...(locode && { locode }),
    ...(name && { name }),
    ...(country && { country }),
    ...(id && { id }),
  };
}

function idOf(location: unknown): string | undefined {
  return isJsonObject(location) ? shortText(location["id"]) : undefined;
}

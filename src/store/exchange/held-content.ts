import type { JsonObject } from "../../domain/encoding/json.ts";
import type { JsonText } from "../../domain/encoding/json-text.ts";
import type { Bytes32 } from "../../domain/entry.ts";
import type { Disclosure } from "../../domain/payload/disclosure.ts";
import { KINDS } from "../../domain/rules/kind.ts";
import { identified, type ViewNumber } from "../access/visibility.ts";

/** A payload as it is held, with the identities that its reader may know. */
export interface HeldContent {
  readonly commitment: Bytes32;
  /** Null when nothing of the payload is held; 0 when it is erased. */
  readonly held: ViewNumber | null;
  readonly body: JsonText<JsonObject> | null;
  readonly seed: Bytes32 | null;
  readonly disclosure: JsonText<Disclosure> | null;
  /** The identity of the entry's shipment, where it is known here. */
  readonly identifier: string | null;
  readonly blind: Bytes32;
  /** The identity of the unit of a Load or Unload, where it is known here and the reader may know it. */
  readonly unit: string | null;
  readonly unitBlind: Bytes32;
}

/** SQL: the columns of identities, with {@link JOIN_IDENTITIES}. */
export const IDENTITY_COLUMNS = `i.identifier, i.blind, u.identifier as unit, u.blind as "unitBlind"`;

/** SQL: the columns of a {@link HeldContent} of the entry `e` and its payload `p`, with {@link JOIN_IDENTITIES}. */
export const CONTENT_COLUMNS = `e.commitment, p.view as held, p.body, p.seed, p.disclosure, ${IDENTITY_COLUMNS}`;

/** SQL: joins the identities to the entry `e`. The parameters `?1` to `?3` are the reader's. */
export const JOIN_IDENTITIES = `left join identities i on i.shipment = e.shipment
  left join identities u on u.shipment = e.refers_to and e.kind in (${KINDS.Load}, ${KINDS.Unload})
    and ${identified("e.refers_to")}`;

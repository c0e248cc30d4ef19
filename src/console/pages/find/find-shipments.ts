import type { Page } from "../../../api/page.ts";
import type { ShipmentView } from "../../../api/shipment.ts";
import { call } from "../../api/call.ts";
import { Problem } from "../../api/problem.ts";

/** A Digital Link without its scheme, as scanned from a label or typed. */
const WITHOUT_SCHEME = /^[a-z0-9.-]+\.[a-z]{2,}\/\d{2,4}\//i;

const ID = /^0x[0-9a-f]{64}$/i;

/** Most shipments that a prefix finds. */
const MOST = 50;

/**
 * Shipments by id, by a business identifier in any form that the API accepts, or by the first characters of a container
 * number or an SSCC.
 */
export async function findShipments(query: string): Promise<readonly ShipmentView[]> {
  const wanted = query.trim().replace(WITHOUT_SCHEME, "https://$&");
  if (ID.test(wanted)) return orNone(async () => [await call<ShipmentView>(`/v1/shipments/${wanted.toLowerCase()}`)]);
  const exact = await orNone(async () => list({ identifier: wanted }));
  const prefix = exact.length === 0 ? beginning(wanted) : undefined;
  return prefix === undefined ? exact : list({ identifierPrefix: prefix, limit: MOST });
}

async function list(query: Record<string, string | number>): Promise<readonly ShipmentView[]> {
  return (await call<Page<ShipmentView>>("/v1/shipments", { query })).items;
}

/** The result of a read; empty when the text is not an identifier or belongs to no shipment. */
async function orNone(read: () => Promise<readonly ShipmentView[]>): Promise<readonly ShipmentView[]> {
  try {
    return await read();
  } catch (error) {
    if (
      Problem.is(error, "ShipmentUnknown", "IdentifierInvalid", "IdentifierCheckDigitWrong", "IdentifierNotTrackable")
    ) {
      return [];
    }
    throw error;
  }
}

/** The start of a canonical URI, for the first characters of a container number (ISO 6346), an SSCC or a URI. */
function beginning(text: string): string | undefined {
  const compact = text.replace(/[\s-]/g, "").toUpperCase();
  if (/^[A-Z]{1,4}$|^[A-Z]{3}[UJZ]\d{1,7}$/.test(compact)) return `urn:epc:id:bic:${compact}`;
  // Some scanners send the application identifier 00 before the 18 digits.
  const [, sscc] = /^(?:00(?=\d{18}$))?(\d{3,18})$/.exec(compact) ?? [];
  if (sscc !== undefined) return `https://id.gs1.org/00/${sscc}`;
  return /^(?:urn:|https:\/\/)/i.test(text) ? text : undefined;
}

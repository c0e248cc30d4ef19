import { Link } from "wouter";
import type { ShipmentId } from "../../domain/entry.ts";
import { text } from "../texts/text.ts";

export function ShipmentLink({ id, identifier }: { readonly id: ShipmentId; readonly identifier: string | null }) {
  return <Link href={`/shipments/${id}`}>{shipmentName(id, identifier)}</Link>;
}

/** The number in a canonical identifier, without its scheme. */
const SCHEMES = [/^urn:epc:id:bic:(.+)$/, /^urn:portolan:ucr:(.+)$/, /^https:\/\/id\.gs1\.org\/(\d{2,4}\/.+)$/];

/** The display name of a shipment: its number, or the start of its id when no identifier is known. */
export function shipmentName(id: ShipmentId, identifier: string | null): string {
  if (identifier === null) return text("shipment.unnamed", { id: id.slice(0, 10) });
  for (const scheme of SCHEMES) {
    const number = scheme.exec(identifier)?.[1];
    if (number !== undefined) return number.startsWith("00/") ? `SSCC ${number.slice(3)}` : number;
  }
  return identifier;
}

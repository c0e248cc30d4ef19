import { Link } from "wouter";
import type { ShipmentId } from "../../domain/entry.ts";
import { text } from "../texts/text.ts";

export function ShipmentLink({ id, identifier }: { readonly id: ShipmentId; readonly identifier: string | null }) {
  return <Link href={`/shipments/${id}`}>{shipmentName(id, identifier)}</Link>;
}

/** The part of a canonical identifier that people know: the number without its scheme. */
const SCHEMES = [/^urn:epc:id:bic:(.+)$/, /^urn:portolan:ucr:(.+)$/, /^https:\/\/id\.gs1\.org\/(\d{2,4}\/.+)$/];

/** A shipment as people call it: by the number on it, or by the beginning of its id where that is all there is. */
export function shipmentName(id: ShipmentId, identifier: string | null): string {
  if (identifier === null) return text("shipment.unnamed", { id: id.slice(0, 10) });
  for (const scheme of SCHEMES) {
    const number = scheme.exec(identifier)?.[1];
    if (number !== undefined) return number.startsWith("00/") ? `SSCC ${number.slice(3)}` : number;
  }
  return identifier;
}

import { Link } from "wouter";
import type { ShipmentId } from "../../domain/entry.ts";
import { shipmentName } from "./shipment-name.ts";

export function ShipmentLink({ id, identifier }: { readonly id: ShipmentId; readonly identifier: string | null }) {
  return <Link href={`/shipments/${id}`}>{shipmentName(id, identifier)}</Link>;
}

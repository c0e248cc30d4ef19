import { PortolanError } from "../../domain/errors/portolan-error.ts";
import { shipmentIdentifier } from "../../domain/identifiers/shipment-id.ts";
import type { EventContent } from "../event/event-content.ts";
import type { Subject } from "./mapping.ts";

/** A unit that an event names. */
export interface NamedUnit {
  /** Canonical URI. */
  readonly identifier: string;
  readonly role: Subject["role"];
}

/**
 * Lists the units of an event without repetition, the parent first. An event without units, because it names only
 * product classes or a place, gets its own shipment under its eventID.
 */
export function unitsOf({ epcs, quantities, eventID }: EventContent): NamedUnit[] {
  const parentFirst = [...epcs].sort((a, b) => Number(b.role === "parentID") - Number(a.role === "parentID"));
  const units = new Map<string, NamedUnit>();
  for (const { epc, role, unit } of parentFirst) {
    if (unit && !units.has(epc)) units.set(epc, { identifier: epc, role });
  }
  for (const { epcClass, role, unit } of quantities) {
    if (unit && !units.has(epcClass)) units.set(epcClass, { identifier: epcClass, role });
  }
  return units.size > 0 ? [...units.values()] : [{ identifier: identifierOf(eventID), role: "event" }];
}

function identifierOf(eventID: string): string {
  try {
    return shipmentIdentifier(eventID).uri;
  } catch (error) {
    // An eventID with the form of a place's or party's key cannot identify a shipment.
    if (PortolanError.is(error)) return `urn:portolan:event:${encodeURIComponent(eventID).slice(0, 400)}`;
    throw error;
  }
}

import { elementsOf, type JsonObject } from "../encoding/json.ts";

/** A unit that a payload names, and the JSON Pointer of its identifier. */
export interface UnitInPayload {
  readonly identifier: string;
  readonly pointer: string;
}

/** Members of EPCIS events that list units; `parentID` names one. */
const LISTS = ["epcList", "childEPCs", "inputEPCList", "outputEPCList"];

/** The units that an EPCIS event names. */
export function unitsIn(payload: JsonObject): UnitInPayload[] {
  const parent = { identifier: payload["parentID"], pointer: "/parentID" };
  const listed = LISTS.flatMap((member) =>
    elementsOf(payload[member]).map((identifier, index) => ({ identifier, pointer: `/${member}/${index}` })),
  );
  return [parent, ...listed].filter((unit): unit is UnitInPayload => typeof unit.identifier === "string");
}

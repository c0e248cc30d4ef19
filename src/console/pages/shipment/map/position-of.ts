import { isGeoUri, parseGeoUri } from "../../../../domain/places/geo-uri.ts";
import type { Place } from "../../../../domain/payload/summary.ts";
import { UN_LOCODE_POSITIONS } from "./un-locode-positions.ts";

/** Degrees east and north, in the order that map projections take. */
export type Position = readonly [longitude: number, latitude: number];

/** Where a place lies: as its geo URI says, else as its UN/LOCODE is known. An unknown place is not guessed. */
export function positionOf({ id, locode }: Place): Position | undefined {
  if (id !== undefined && isGeoUri(id)) {
    const { longitude, latitude } = parseGeoUri(id);
    return [longitude, latitude];
  }
  return locode === undefined ? undefined : UN_LOCODE_POSITIONS.get(locode);
}

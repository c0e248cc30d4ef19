import { PortolanError } from "../errors/portolan-error.ts";

/** A point on Earth, WGS 84. */
export interface GeoPoint {
  /** Degrees north, -90 to 90. */
  readonly latitude: number;
  /** Degrees east, -180 to 180. */
  readonly longitude: number;
  /** Metres above the ellipsoid. */
  readonly altitude?: number;
  /** Radius in metres within which the point lies. */
  readonly uncertainty?: number;
}

const NUMBER = String.raw`-?\d+(?:\.\d+)?`;
const GEO_URI = new RegExp(`^geo:(${NUMBER}),(${NUMBER})(?:,(${NUMBER}))?(?:;[a-z0-9-]+(?:=[^;]*)?)*$`, "i");
const PARAMETER = /;([^;=]+)=?([^;]*)/g;

/**
 * Reads a `geo` URI (RFC 5870), with which EPCIS writes places without an identifier: `geo:-23.9608,-46.3336`.
 *
 * @throws `PlaceInvalid`, also for a coordinate system other than WGS 84.
 */
export function parseGeoUri(uri: string): GeoPoint {
  const coordinates = GEO_URI.exec(uri);
  const latitude = Number(coordinates?.[1]);
  const longitude = Number(coordinates?.[2]);
  const altitude = coordinates?.[3];
  const parameters = new Map(Array.from(uri.toLowerCase().matchAll(PARAMETER), ([, name, value]) => [name, value]));
  const uncertainty = parameters.get("u");
  const isWgs84 = (parameters.get("crs") ?? "wgs84") === "wgs84";
  const isOnEarth = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
  if (!isWgs84 || !isOnEarth || (uncertainty !== undefined && !/^\d+(\.\d+)?$/.test(uncertainty))) {
    throw new PortolanError("PlaceInvalid", {
      place: uri.slice(0, 80),
      expected: "a geo URI with latitude and longitude in degrees (RFC 5870), such as geo:-23.9608,-46.3336",
    });
  }
  return {
    latitude,
    longitude,
    ...(altitude === undefined ? {} : { altitude: Number(altitude) }),
    ...(uncertainty === undefined ? {} : { uncertainty: Number(uncertainty) }),
  };
}

export function isGeoUri(text: string): boolean {
  try {
    parseGeoUri(text);
    return true;
  } catch {
    return false;
  }
}

import { hexOf } from "../domain/encoding/hex.ts";
import { requireLineOfText } from "../domain/encoding/line-of-text.ts";
import type { Hex, ParticipantId } from "../domain/entry.ts";
import { requireCountryCode } from "../domain/places/country.ts";
import { type Role, roleBits } from "../domain/rules/role.ts";
import { consortiumInterface } from "./consortium-interface.ts";

/**
 * Calldata for each change of the registry of participants. With an execution delay, `governance` schedules it and
 * executes it later. Without a delay, it is sent to the Consortium directly.
 */
export const consortiumAdmin = {
  /**
   * @param name 1 to 200 bytes of UTF-8.
   * @throws `CountryUnknown`, `TextUnseen`: the contract checks only the form of a jurisdiction and the length of a name.
   */
  enrol(roles: readonly Role[], jurisdiction: string, name: string): Hex {
    requireLineOfText("name", name);
    return encode("enrol", [roleBits(roles), countryBytes(jurisdiction), name]);
  },

  setRoles: (participant: ParticipantId, roles: readonly Role[]): Hex =>
    encode("setRoles", [participant, roleBits(roles)]),

  /** @throws `CountryUnknown` */
  setJurisdiction: (participant: ParticipantId, jurisdiction: string): Hex =>
    encode("setJurisdiction", [participant, countryBytes(jurisdiction)]),

  suspend: (participant: ParticipantId): Hex => encode("suspend", [participant]),

  reinstate: (participant: ParticipantId): Hex => encode("reinstate", [participant]),

  /** @param validFrom Unix seconds; 0 is the time of the block. @param validUntil Unix seconds, itself excluded. */
  addKey: (participant: ParticipantId, key: Hex, validFrom: number, validUntil: number): Hex =>
    encode("addKey", [participant, key, validFrom, validUntil]),

  revokeKey: (key: Hex): Hex => encode("revokeKey", [key]),
} as const;

function countryBytes(country: string): Hex {
  requireCountryCode(country);
  return hexOf(Buffer.from(country, "latin1"));
}

function encode(method: keyof typeof consortiumAdmin, values: readonly unknown[]): Hex {
  return consortiumInterface.encodeFunctionData(method as never, values as never) as Hex;
}

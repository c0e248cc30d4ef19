import { keysOf } from "../keys-of.ts";

/** The roles of a participant and their bits on chain, as in the Solidity library `Roles`. */
export const ROLES = {
  trader: 1 << 0,
  carrier: 1 << 1,
  forwarder: 1 << 2,
  terminal: 1 << 3,
  customs: 1 << 4,
  tribunal: 1 << 5,
  auditor: 1 << 6,
} as const;

export type Role = keyof typeof ROLES;

/** A set of roles as the contracts store it: the bits of {@link ROLES}. */
export type RoleBits = number;

export const ROLE_NAMES = keysOf(ROLES);

/** The roles that may open a shipment. */
export const CONSIGNORS: RoleBits = ROLES.trader | ROLES.carrier | ROLES.forwarder | ROLES.terminal;

export function roleBits(roles: readonly Role[]): RoleBits {
  return roles.reduce((bits, role) => bits | ROLES[role], 0);
}

export function roleNames(bits: RoleBits): Role[] {
  return ROLE_NAMES.filter((role) => (bits & ROLES[role]) !== 0);
}

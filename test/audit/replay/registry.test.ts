import { expect } from "chai";
import { Registry } from "../../../src/audit/replay/registry.ts";
import type { Hex } from "../../../src/domain/entry.ts";
import { ROLES } from "../../../src/domain/rules/role.ts";
import type { ConsortiumEvent } from "../../../src/ledger/consortium-log.ts";

const KEY: Hex = `0x${"11".repeat(20)}`;
const OTHER: Hex = `0x${"22".repeat(20)}`;
const NOW = 1_000;

/** A position without meaning for these tests. */
const position = {
  blockNumber: 1,
  blockHash: `0x${"33".repeat(32)}`,
  logIndex: 0,
  transactionIndex: 0,
  transactionHash: `0x${"44".repeat(32)}`,
} as const;

const enrolled = (participant: number): ConsortiumEvent => ({
  ...{ event: "ParticipantEnrolled", position, participant },
  ...{ roles: ROLES.carrier, jurisdiction: "NL", name: "Carrier" },
});
const rolesChanged = (participant: number): ConsortiumEvent => ({
  event: "ParticipantRolesChanged",
  position,
  participant,
  roles: ROLES.terminal,
});
const moved = (participant: number): ConsortiumEvent => ({
  event: "ParticipantJurisdictionChanged",
  position,
  participant,
  jurisdiction: "GB",
});
const suspended = (participant: number): ConsortiumEvent => ({ event: "ParticipantSuspended", position, participant });
const reinstated = (participant: number): ConsortiumEvent => ({
  event: "ParticipantReinstated",
  position,
  participant,
});
const keyAdded = (participant: number, key: Hex, validFrom = NOW, validUntil = NOW + 100): ConsortiumEvent => ({
  event: "KeyAdded",
  position,
  participant,
  key,
  validFrom,
  validUntil,
});
const revoked = (participant: number, key: Hex, revokedAt: number): ConsortiumEvent => ({
  event: "KeyRevoked",
  position,
  participant,
  key,
  revokedAt,
});

/** A registry of two participants, the first of whom has a key. */
function started(): Registry {
  const registry = new Registry();
  for (const each of [enrolled(1), enrolled(2), keyAdded(1, KEY)])
    expect(registry.apply(each, NOW)).to.equal(undefined);
  return registry;
}

describe("The registry, replayed", () => {
  const lawful: [string, ConsortiumEvent][] = [
    ["the next participant", enrolled(3)],
    ["other roles", rolesChanged(1)],
    ["another jurisdiction", moved(1)],
    ["a suspension", suspended(1)],
    ["a key that starts later", keyAdded(2, OTHER, NOW + 5)],
    ["the revocation of a key that signs", revoked(1, KEY, NOW)],
  ];
  for (const [what, each] of lawful)
    it(`the replayed registry accepts ${what}`, () => {
      expect(started().apply(each, NOW)).to.equal(undefined);
    });

  const impossible: [string, ConsortiumEvent][] = [
    ["a participant out of turn", enrolled(5)],
    ["a change of an unknown participant", rolesChanged(9)],
    ["a jurisdiction of an unknown participant", moved(9)],
    ["the reinstatement of a participant that is not suspended", reinstated(1)],
    ["a key that is already registered", keyAdded(2, KEY)],
    ["a key with a start in the past", keyAdded(2, OTHER, NOW - 1)],
    ["a key with an empty interval", keyAdded(2, OTHER, NOW, NOW)],
    ["the revocation of another participant's key", revoked(2, KEY, NOW)],
    ["a revocation with a past time", revoked(1, KEY, NOW - 1)],
  ];
  for (const [what, each] of impossible)
    it(`the replayed registry says why the contract cannot have logged ${what}`, () => {
      expect(started().apply(each, NOW)).to.be.a("string");
    });

  it("the replayed registry says why the contract cannot have revoked a key that had ended", () => {
    expect(started().apply(revoked(1, KEY, NOW + 100), NOW + 100)).to.be.a("string");
  });

  it("the replayed registry gives the participant and the interval of a key", () => {
    const registry = started();
    expect(registry.isAuthorised(1, KEY, NOW)).to.equal(true);
    for (const [author, key, time] of [
      [2, KEY, NOW],
      [1, OTHER, NOW],
      [1, KEY, NOW - 1],
      [1, KEY, NOW + 100],
    ] as const)
      expect(registry.isAuthorised(author, key, time)).to.equal(false);
  });
});

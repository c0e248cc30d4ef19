import { expect } from "chai";
import type { EvidenceEntry } from "../../../src/audit/evidence/evidence.ts";
import type { ProvenState } from "../../../src/audit/evidence/prove-state.ts";
import { replayEntries } from "../../../src/audit/evidence/replay-entries.ts";
import { UNKNOWN_CUSTODY } from "../../../src/domain/rules/custody.ts";
import { type Bytes32, type Entry, ZERO_BYTES32 } from "../../../src/domain/entry.ts";
import { roleBits } from "../../../src/domain/rules/role.ts";
import { entryOf } from "../../support/entry-of.ts";
import { errorOf } from "../../support/error-of.ts";

const [BOX, TRUCK] = [word("b0"), word("c0")];
const CARRIER = 1;

/** The contracts' state for the carrier; the replay does not read the rest. */
const STATE: ProvenState = {
  ...{ head: ZERO_BYTES32, custody: UNKNOWN_CUSTODY, container: ZERO_BYTES32 },
  ...{ units: new Map(), keys: new Map() },
  participants: new Map([[CARRIER, { roles: roleBits(["carrier"]), jurisdiction: "NL", suspended: false }]]),
};

/** Replays these entries of the carrier on the box; each follows the one before. */
function replay(...told: [kind: Parameters<typeof entryOf>[0], fields?: Partial<Entry>][]) {
  const hashes = told.map((_, index) => word((index + 1).toString(16).padStart(2, "0")));
  const entries = told.map(([kind, fields], index): EvidenceEntry => {
    const previous = hashes[index - 1] ?? ZERO_BYTES32;
    return {
      entry: entryOf(kind, { shipment: BOX, previous, author: CARRIER, ...fields }),
      signature: "0x",
      recorded: { block: index, transaction: 0, log: 0 },
      payload: { state: "unknown" },
    };
  });
  return replayEntries(entries, hashes, BOX, STATE, []);
}

function word(byte: string): Bytes32 {
  return `0x${byte.repeat(32)}`;
}

describe("The entries of an evidence file, replayed", () => {
  it("the replayed entries of an evidence file lead to the state of the shipment in the unit around it", () => {
    const { shipment, otherRoles } = replay(["Consign"], ["Load", { refersTo: TRUCK }]);
    expect([shipment.custody.phase, shipment.container, otherRoles]).to.deep.equal(["Inside", TRUCK, []]);
  });

  const impossible: [string, Parameters<typeof replay>][] = [
    ["an entry about a unit that it was not in", [["Consign"], ["Report", { shipment: TRUCK }]]],
    ["a unit loaded into itself", [["Consign"], ["Load", { refersTo: BOX }]]],
    ["an entry of an unknown kind", [["Consign"], [200]]],
    ["an acceptance without an offer", [["Consign"], ["Accept"]]],
    ["an entry that does not follow the one before", [["Consign"], ["Report", { previous: TRUCK }]]],
  ];
  for (const [what, told] of impossible)
    it(`the entries of an evidence file are refused for ${what}`, async () => {
      expect((await errorOf(() => replay(...told))).code).to.equal("EvidenceContradicted");
    });
});

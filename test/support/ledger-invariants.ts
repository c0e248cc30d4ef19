import { expect } from "chai";
import type { Case } from "../../src/domain/rules/custody.ts";
import {
  type Entry,
  type EntryHash,
  type ParticipantId,
  type ShipmentId,
  ZERO_BYTES32,
} from "../../src/domain/entry.ts";
import { kindName } from "../../src/domain/rules/kind.ts";
import type { Moment } from "../../src/domain/rules/moment.ts";
import { ROLES } from "../../src/domain/rules/role.ts";
import type { ModelLedger, ModelShipment } from "./model-ledger.ts";

/** The states before and after a recorded entry. */
export interface RecordedStep {
  readonly entry: Entry;
  readonly hash: EntryHash;
  readonly before: ModelShipment;
  readonly after: ModelShipment;
  /** The case of the entry's reference, before the entry. */
  readonly customsCase: Case | undefined;
  readonly customsCaseAfter: Case | undefined;
}

/** The promises about every recorded entry, stated independently of the rules. */
export function expectLawfulStep(step: RecordedStep, moment: Moment): void {
  const { entry, hash, before, after, customsCase, customsCaseAfter } = step;
  const { rolesOf } = moment;
  const kind = kindName(entry.kind) ?? "";
  const isCustoms = (participant: ParticipantId) => (rolesOf(participant) & ROLES.customs) !== 0;

  expect(entry.previous, "an entry binds the head before it").to.equal(before.head);
  expect(after.head, "an entry becomes the head").to.equal(hash);
  expect(after.custody.sequence, "the sequence grows by one").to.equal(before.custody.sequence + 1);
  if (after.custody.custodian !== before.custody.custodian) {
    expect(kind, "what moves custody").to.be.oneOf(["Consign", "Accept", "Seize", "Unload"]);
    expect(after.custody.custodian, "who takes custody signs for it").to.equal(entry.author);
    if (before.custody.openCases > 0) expect(isCustoms(entry.author), "held goods go to customs alone").to.be.true;
  }
  if (after.custody.phase === "Forfeited" && before.custody.phase !== "Forfeited") {
    expectFairForfeit(step, moment.time);
    expect(customsCase?.seized, "nothing is forfeited unseized").to.be.true;
    expect(before.custody.openRemedies, "nothing is forfeited while a remedy is open").to.equal(0);
  }
  if (kind === "Uphold" || kind === "Annul") expectCompetent(step, moment);
  if (customsCaseAfter?.closed && !customsCase?.closed) {
    const byTribunal = kind === "Annul" && (rolesOf(entry.author) & ROLES.tribunal) !== 0;
    expect(entry.author === customsCase?.agency || byTribunal, "who ends a case").to.be.true;
  }
}

function expectFairForfeit({ before, customsCase }: RecordedStep, time: number): void {
  expect(customsCase?.charged, "nothing is forfeited without a charge").to.be.true;
  for (const [party, standing] of [
    [customsCase?.custodian, customsCase?.custodianStanding],
    [before.custody.consignor, customsCase?.consignorStanding],
  ] as const) {
    const enough = customsCase?.exempt === true ? ["Served", "Waived", "Heard"] : ["Waived", "Heard"];
    if (party !== customsCase?.agency) expect(standing, "nothing is forfeited unheard").to.be.oneOf(enough);
  }
  expect(time, "nothing is forfeited while a remedy may come").to.be.at.least(customsCase?.remedyUntil ?? 0);
}

function expectCompetent({ entry, before, customsCase }: RecordedStep, { jurisdictionOf }: Moment): void {
  expect(jurisdictionOf(entry.author), "a tribunal decides at home").to.equal(customsCase?.jurisdiction);
  expect(entry.author, "nobody decides its own case").not.to.be.oneOf([
    customsCase?.agency,
    customsCase?.custodian,
    before.custody.consignor,
  ]);
}

/** The promises about the ledger's state at any time. */
export function expectSoundState(ledger: ModelLedger): void {
  for (const [id, { custody, container }] of ledger.shipments()) {
    const cases = [...ledger.cases(id).values()];
    const contents = [...ledger.shipments()].filter(([, other]) => other.container === id);

    expect(custody.openCases).to.equal(cases.filter(({ closed }) => !closed).length);
    expect(custody.openRemedies).to.equal(cases.filter(({ contested }) => contested).length);
    expect(custody.contents).to.equal(contents.length);
    expect(custody.phase === "Inside").to.equal(container !== ZERO_BYTES32);
    expect(custody.phase === "Offered").to.equal(custody.offeredTo !== 0);
    if (custody.openCases > 0) expect(custody.phase).to.be.oneOf(["InCustody", "Offered"]);
    expect(custody.height).to.be.within(heightOf(ledger, id), 8);
  }
}

function heightOf(ledger: ModelLedger, unit: ShipmentId): number {
  const inside = [...ledger.shipments()].filter(([, { container }]) => container === unit);
  return Math.max(0, ...inside.map(([id]) => heightOf(ledger, id) + 1));
}

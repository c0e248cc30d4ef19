import { readFileSync } from "node:fs";
import type { Act } from "../../src/domain/cooperation/act.ts";
import type { ActKind } from "../../src/domain/cooperation/act-kind.ts";
import type { Item } from "../../src/domain/cooperation/item.ts";
import type { Matter } from "../../src/domain/cooperation/matter.ts";
import { BLANK_MATTER_SITUATION, type MatterSituation } from "../../src/domain/cooperation/matter-situation.ts";
import type { Seat } from "../../src/domain/cooperation/seat.ts";
import { type Role, roleBits } from "../../src/domain/rules/role.ts";
import { actOf } from "./act-of.ts";
import type { ExpectedRefusal } from "./lifecycle-vectors.ts";

/** A named judgement of the rules of cooperation: its input and its result. */
export interface CooperationVector {
  readonly name: string;
  readonly act: Act;
  readonly situation: MatterSituation;
  readonly expected: MatterSituation | ExpectedRefusal;
}

/** A named judgement of an act's shape; `expected` is `undefined` when the shape is valid. */
export interface ActShapeVector {
  readonly name: string;
  readonly act: Act;
  readonly expected: ExpectedRefusal | undefined;
}

interface SituationPatch extends Partial<
  Pick<MatterSituation, "terms" | "basisId" | "content" | "jurisdiction" | "time">
> {
  readonly matter?: Partial<Matter>;
  readonly basis?: Partial<Matter>;
  readonly seat?: Partial<Seat>;
  readonly otherSeat?: Partial<Seat>;
  readonly basisSeat?: Partial<Seat>;
  readonly otherBasisSeat?: Partial<Seat>;
  readonly item?: Partial<Item>;
  readonly newItem?: Partial<Item>;
}

type ActFields = Partial<Omit<Act, "kind">> & { readonly kind: ActKind | number };

interface CooperationVectorFile {
  readonly name: string;
  readonly act: ActFields;
  readonly situation: SituationPatch & { readonly roles: Role[]; readonly otherRoles?: Role[] };
  /** The changes of an allowed act, besides the sequence. */
  readonly allowed?: SituationPatch;
  readonly refused?: ExpectedRefusal;
}

interface ActShapeVectorFile {
  readonly name: string;
  readonly act: ActFields;
  readonly refused?: ExpectedRefusal;
}

/** The vectors of `test/vectors/cooperation.json`, with every blank filled in. */
export function cooperationVectors(): CooperationVector[] {
  return read<CooperationVectorFile>("cooperation.json").map(({ name, act, situation, allowed, refused }) => {
    const { roles, otherRoles = [], ...rest } = situation;
    const given = {
      ...patch(BLANK_MATTER_SITUATION, rest),
      roles: roleBits(roles),
      otherRoles: roleBits(otherRoles),
    };
    return { name, act: fill(act), situation: given, expected: refused ?? after(given, allowed ?? {}) };
  });
}

/** The vectors of `test/vectors/cooperation-shapes.json`, with every blank filled in. */
export function actShapeVectors(): ActShapeVector[] {
  return read<ActShapeVectorFile>("cooperation-shapes.json").map(({ name, act, refused }) => ({
    name,
    act: fill(act),
    expected: refused,
  }));
}

export function isRefusedAct(expected: MatterSituation | ExpectedRefusal): expected is ExpectedRefusal {
  return "facts" in expected;
}

function read<Vector>(file: string): Vector[] {
  return JSON.parse(readFileSync(new URL(`../vectors/${file}`, import.meta.url), "utf8")) as Vector[];
}

function fill({ kind, ...fields }: ActFields): Act {
  return actOf(kind, fields);
}

function after(given: MatterSituation, allowed: SituationPatch): MatterSituation {
  const next = patch(given, allowed);
  return { ...next, matter: { ...next.matter, sequence: given.matter.sequence + 1 } };
}

function patch(situation: MatterSituation, changes: SituationPatch): MatterSituation {
  return {
    ...situation,
    ...changes,
    matter: { ...situation.matter, ...changes.matter },
    basis: { ...situation.basis, ...changes.basis },
    seat: { ...situation.seat, ...changes.seat },
    otherSeat: { ...situation.otherSeat, ...changes.otherSeat },
    basisSeat: { ...situation.basisSeat, ...changes.basisSeat },
    otherBasisSeat: { ...situation.otherBasisSeat, ...changes.otherBasisSeat },
    item: { ...situation.item, ...changes.item },
    newItem: { ...situation.newItem, ...changes.newItem },
  };
}

import { readFileSync } from "node:fs";
import type { Case, Custody } from "../../src/domain/rules/custody.ts";
import type { Entry } from "../../src/domain/entry.ts";
import type { Fact } from "../../src/domain/errors/portolan-error.ts";
import type { Kind } from "../../src/domain/rules/kind.ts";
import type { LedgerErrorCode } from "../../src/domain/rules/refusal.ts";
import { type Role, roleBits } from "../../src/domain/rules/role.ts";
import { BLANK_SITUATION, type Situation } from "../../src/domain/rules/situation.ts";
import { entryOf } from "./entry-of.ts";

/** A refusal as plain data for comparisons. */
export interface ExpectedRefusal {
  readonly code: LedgerErrorCode;
  readonly facts: Readonly<Record<string, Fact>>;
}

/** A named judgement of the rules: its input and its result. */
export interface LifecycleVector {
  readonly name: string;
  readonly entry: Entry;
  readonly situation: Situation;
  readonly expected: Situation | ExpectedRefusal;
}

/** A named judgement of an entry's shape; `expected` is `undefined` when the shape is valid. */
export interface ShapeVector {
  readonly name: string;
  readonly entry: Entry;
  readonly expected: ExpectedRefusal | undefined;
}

interface SituationPatch extends Partial<
  Pick<Situation, "container" | "root" | "successor" | "jurisdiction" | "time">
> {
  readonly custody?: Partial<Custody>;
  readonly unit?: Partial<Custody>;
  readonly rootCustody?: Partial<Custody>;
  readonly customsCase?: Partial<Case>;
}

type EntryFields = Partial<Omit<Entry, "kind">> & { readonly kind: Kind | number };

interface LifecycleVectorFile {
  readonly name: string;
  readonly entry: EntryFields;
  readonly situation: SituationPatch & { readonly roles: Role[]; readonly counterpartyRoles?: Role[] };
  /** The changes of an allowed entry, besides the sequence. */
  readonly allowed?: SituationPatch;
  readonly refused?: ExpectedRefusal;
}

interface ShapeVectorFile {
  readonly name: string;
  readonly entry: EntryFields;
  readonly refused?: ExpectedRefusal;
}

/** The vectors of `test/vectors/lifecycle.json`, with every blank filled in. */
export function lifecycleVectors(): LifecycleVector[] {
  return read<LifecycleVectorFile>("lifecycle.json").map(({ name, entry, situation, allowed, refused }) => {
    const { roles, counterpartyRoles = [], ...rest } = situation;
    const given = {
      ...patch(BLANK_SITUATION, rest),
      roles: roleBits(roles),
      counterpartyRoles: roleBits(counterpartyRoles),
    };
    return { name, entry: fill(entry), situation: given, expected: refused ?? after(given, allowed ?? {}) };
  });
}

/** The vectors of `test/vectors/lifecycle-shapes.json`, with every blank filled in. */
export function shapeVectors(): ShapeVector[] {
  return read<ShapeVectorFile>("lifecycle-shapes.json").map(({ name, entry, refused }) => ({
    name,
    entry: fill(entry),
    expected: refused,
  }));
}

export function isRefused(expected: Situation | ExpectedRefusal): expected is ExpectedRefusal {
  return "code" in expected;
}

function read<Vector>(file: string): Vector[] {
  return JSON.parse(readFileSync(new URL(`../vectors/${file}`, import.meta.url), "utf8")) as Vector[];
}

function fill({ kind, ...fields }: EntryFields): Entry {
  return entryOf(kind, fields);
}

function after(given: Situation, allowed: SituationPatch): Situation {
  const next = patch(given, allowed);
  return { ...next, custody: { ...next.custody, sequence: given.custody.sequence + 1 } };
}

function patch(situation: Situation, { custody, unit, rootCustody, customsCase, ...rest }: SituationPatch): Situation {
  return {
    ...situation,
    ...rest,
    custody: { ...situation.custody, ...custody },
    unit: { ...situation.unit, ...unit },
    rootCustody: { ...situation.rootCustody, ...rootCustody },
    customsCase: { ...situation.customsCase, ...customsCase },
  };
}

import { changes, hasRole, isIn, isKind } from "../step.ts";
import { all, any, implies, is, isAtMost, isNot, not, plus } from "../truth.ts";
import type { Invariant } from "../invariant.ts";

/** Invariants of units and their contents. */
export const NESTING_INVARIANTS: readonly Invariant[] = [
  {
    sentence: "Goods enter a unit only by Load and leave it only by Unload",
    outcome: "allowed",
    holds: (step) => {
      const wasInside = isIn(step.before("custody.phase"), "Inside");
      const isInside = isIn(step.after("custody.phase"), "Inside");
      return all(
        is(all(not(wasInside), isInside), isKind(step, "Load")),
        is(all(wasInside, not(isInside)), isKind(step, "Unload")),
        implies(changes(step, "container"), isKind(step, "Load", "Unload")),
      );
    },
    plantedBug: {
      source: "libraries/KindRules",
      rule: "ruleOf",
      right: "if (kind == Kinds.UNLOAD) return toKindRule(Roles.ALL, Phases.INSIDE, UNIT);",
      wrong: "if (kind == Kinds.UNLOAD) return toKindRule(Roles.ALL, Phases.INSIDE | Phases.OFFERED, UNIT);",
    },
  },
  {
    sentence: "Load puts goods into a unit of the same custodian, and neither is held or offered",
    outcome: "allowed",
    holds: (step) =>
      implies(
        isKind(step, "Load"),
        all(
          isNot(step.entry("refersTo"), step.entry("shipment")),
          is(step.after("container"), step.entry("refersTo")),
          ...["custody", "unit"].map((custody) =>
            all(
              is(step.before(`${custody}.custodian`), step.entry("author")),
              is(step.before(`${custody}.openCases`), 0),
              isIn(step.before(`${custody}.phase`), "InCustody"),
            ),
          ),
        ),
      ),
    plantedBug: {
      source: "libraries/NestingRules",
      rule: "load",
      right: "unit.custodian() != entry.author",
      wrong: "custody.custodian() != entry.author",
    },
  },
  {
    sentence: "Only the custodian of the outermost unit unloads goods, from the unit that directly contains them",
    outcome: "allowed",
    holds: (step) =>
      implies(
        isKind(step, "Unload"),
        all(
          is(step.before("container"), step.entry("refersTo")),
          is(step.after("container"), 0),
          is(step.before("rootCustody.custodian"), step.entry("author")),
        ),
      ),
    plantedBug: {
      source: "libraries/NestingRules",
      rule: "unload",
      right: "root.custodian() != entry.author",
      wrong: "unit.custodian() != entry.author",
    },
  },
  {
    sentence: "Only customs unloads goods from a held unit, and an offered unit keeps its contents",
    outcome: "allowed",
    holds: (step) =>
      implies(
        isKind(step, "Unload"),
        all(
          any(is(step.before("rootCustody.openCases"), 0), hasRole(step, "customs")),
          isIn(step.before("rootCustody.phase"), "InCustody", "Forfeited"),
        ),
      ),
    plantedBug: {
      source: "libraries/NestingRules",
      rule: "unload",
      right: "root.openCases() != 0",
      wrong: "root.openCases() > 1",
    },
  },
  {
    sentence: "A Load or Unload changes only the count of a unit's direct contents, and its height",
    outcome: "allowed",
    holds: (step) =>
      all(
        is(
          plus(step.after("unit.contents"), isKind(step, "Unload")),
          plus(step.before("unit.contents"), isKind(step, "Load")),
        ),
        ...["custodian", "consignor", "offeredTo", "sequence", "openCases", "openRemedies", "phase"].map((field) =>
          not(changes(step, `unit.${field}`)),
        ),
      ),
    plantedBug: {
      source: "libraries/NestingRules",
      rule: "unload",
      right: "unit.contents() - 1",
      wrong: "0",
    },
  },
  {
    sentence: "A unit is higher than its contents, at most eight levels, and has height 0 when it is empty",
    outcome: "allowed",
    holds: (step) =>
      all(
        implies(
          isKind(step, "Load"),
          all(
            isAtMost(plus(step.before("custody.height"), 1), step.after("unit.height")),
            isAtMost(step.after("unit.height"), 8),
          ),
        ),
        implies(all(isKind(step, "Unload"), is(step.after("unit.contents"), 0)), is(step.after("unit.height"), 0)),
      ),
    plantedBug: {
      source: "libraries/NestingRules",
      rule: "load",
      right: "unit.height() <= custody.height()",
      wrong: "unit.height() < custody.height()",
    },
  },
];

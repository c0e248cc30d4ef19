import { changes, hasRole, isIn, isKind } from "../step.ts";
import { all, any, implies, is, isAtMost, isNot, not, plus } from "../truth.ts";
import type { Invariant } from "../invariant.ts";

/** Units and what is inside them. */
export const NESTING_INVARIANTS: readonly Invariant[] = [
  {
    sentence: "Goods get inside a unit by Load and out of it by Unload alone",
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
      source: "libraries/NestingRules",
      rule: "unload",
      right: "!custody.phase.isIn(Phases.INSIDE)",
      wrong: "!custody.phase.isIn(Phases.INSIDE | Phases.OFFERED)",
    },
  },
  {
    sentence: "Load puts goods into another unit of the same custodian, neither of them held or offered",
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
      right: "_checkMovable(entry, unitId, unit)",
      wrong: "_checkMovable(entry, unitId, custody)",
    },
  },
  {
    sentence: "Unload takes goods out of the unit that they are in, by the custodian of the outermost",
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
      right: "root.custodian != entry.author",
      wrong: "unit.custodian != entry.author",
    },
  },
  {
    sentence: "Nothing leaves a held unit but with customs, nor one that is offered",
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
      right: "root.openCases != 0",
      wrong: "root.openCases > 1",
    },
  },
  {
    sentence: "What is directly inside a unit is counted there, and nothing else of the unit changes but its height",
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
      right: "unit.contents -= 1;",
      wrong: "unit.contents = 0;",
    },
  },
  {
    sentence: "A unit is higher than what is loaded into it, at most eight levels, and flat when it is empty",
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
      right: "unit.height <= custody.height",
      wrong: "unit.height < custody.height",
    },
  },
];

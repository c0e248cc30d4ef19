import type { Amount, TracedEvent, TracedObject, TraceGraph } from "./epc-trace.ts";
import type { EpcFinding } from "../../api/epcis/trace.ts";

/** Relative difference that counts as rounding, because sums of decimal fractions are inexact. */
const ROUNDING = 1e-9;

/**
 * Finds lots of which transformations used more than was made, and transformations that produced more than they used.
 * Compares only quantities in the same unit of measure.
 */
export function quantitiesUnbalanced({ objects }: TraceGraph): EpcFinding[] {
  return [...lotsOverdrawn(objects), ...transformationsOutOfNothing(objects)];
}

function lotsOverdrawn(objects: readonly TracedObject[]): EpcFinding[] {
  return objects.flatMap(({ id, events, whole }): EpcFinding[] => {
    // Events outside the followed interval may have made or used more.
    if (!whole) return [];
    const amounts = events.flatMap((event) =>
      event.amounts.filter(({ epcClass }) => epcClass === id).map((amount) => ({ event, amount })),
    );
    const made = amounts.filter(
      ({ event, amount: { role } }) =>
        role === "outputs" || (role === "objects" && event.action === "ADD" && event.type === "ObjectEvent"),
    );
    const used = amounts.filter(({ amount: { role } }) => role === "inputs");
    // Without a stated quantity made, no quantity used is too large.
    if (made.length === 0 || used.length === 0) return [];
    const available = sumIn(made.map(({ amount }) => amount));
    const taken = sumIn(used.map(({ amount }) => amount));
    if (available === undefined || taken === undefined || available.uom !== taken.uom) return [];
    if (taken.sum <= available.sum * (1 + ROUNDING)) return [];
    return [
      {
        code: "quantities-unbalanced",
        objects: [id],
        events: [...new Set([...made, ...used].map(({ event }) => event.eventID))],
        detail: `${taken.sum} ${taken.uom ?? "pieces"} were used, but only ${available.sum} were available.`,
      },
    ];
  });
}

function transformationsOutOfNothing(objects: readonly TracedObject[]): EpcFinding[] {
  const events = new Set(objects.flatMap((object) => object.events));
  const parts = Map.groupBy(
    [...events].filter(({ type }) => type === "TransformationEvent"),
    ({ transformationID, eventID }) => transformationID ?? eventID,
  );
  return [...parts.values()].flatMap((together): EpcFinding[] => {
    const input = sumIn(amountsOf(together, "inputs"));
    const output = sumIn(amountsOf(together, "outputs"));
    // Serialised instances have no quantity, and counts of different objects cannot be added.
    const hasUnits = together.some((event) => countUnits(event, "inputs") > 0);
    if (input === undefined || output === undefined || input.uom === null || hasUnits) return [];
    if (input.uom !== output.uom || output.sum <= input.sum * (1 + ROUNDING)) return [];
    return [
      {
        code: "quantities-unbalanced",
        objects: [...new Set(together.flatMap(({ inputs, outputs }) => [...inputs, ...outputs]))],
        events: together.map(({ eventID }) => eventID),
        detail: `${output.sum} ${output.uom} were produced from an input of only ${input.sum}.`,
      },
    ];
  });
}

const amountsOf = (events: readonly TracedEvent[], role: "inputs" | "outputs") =>
  events.flatMap(({ amounts }) => amounts.filter((amount) => amount.role === role));

function countUnits(event: TracedEvent, role: "inputs" | "outputs"): number {
  const classes = new Set(event.amounts.filter((amount) => amount.role === role).map(({ epcClass }) => epcClass));
  return event[role].filter((object) => !classes.has(object)).length;
}

/** Adds quantities; `undefined` unless all are stated in one unit of measure. */
function sumIn(amounts: readonly Amount[]): { sum: number; uom: string | null } | undefined {
  const [first] = amounts;
  if (first === undefined || amounts.some(({ quantity, uom }) => quantity === null || uom !== first.uom))
    return undefined;
  return { sum: amounts.reduce((sum, { quantity }) => sum + (quantity ?? 0), 0), uom: first.uom };
}

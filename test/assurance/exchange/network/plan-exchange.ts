import fc from "fast-check";
import type { Kind } from "../../../../src/domain/rules/kind.ts";
import { WIRE_FAULT, type WireFault } from "./wire-fault.ts";

/** The gateways, with the aliases of their members. */
export const HOMES = {
  trade: ["trader", "carrier"],
  authority: ["customs"],
  swiss: ["foreign"],
  audit: ["auditor", "barge"],
} as const;

export type GatewayName = keyof typeof HOMES;

export const GATEWAY_NAMES = Object.keys(HOMES) as GatewayName[];

/** One step of the work. Numbers choose among what exists when it is done. */
export type Step =
  | {
      readonly do: "entry";
      readonly kind: Kind;
      readonly shipment: number;
      readonly other: number;
      /** Whether the author sends it to the contract itself, so that no gateway has the payload. */
      readonly isPastGateway: boolean;
    }
  | { readonly do: "erase"; readonly entry: number }
  | { readonly do: "key"; readonly member: number }
  | { readonly do: "kill"; readonly gateway: GatewayName; readonly awayMs: number }
  | { readonly do: "suspend"; readonly member: number };

/** All that a seed decides: the work, and the fault of each request to each gateway. */
export interface ExchangePlan {
  readonly seed: number;
  readonly steps: readonly Step[];
  readonly faults: Readonly<Record<GatewayName, readonly WireFault[]>>;
}

const KINDS_OF_WORK: readonly Kind[] = [
  ...(["Consign", "Consign", "Offer", "Offer", "Offer", "Accept", "Accept", "Accept", "Refuse", "Withdraw"] as const),
  ...(["Report", "Report", "Report", "Report", "Hold", "Notice", "Contest", "Release", "Inspect"] as const),
];

const STEP: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 30,
    arbitrary: fc.record({
      do: fc.constant("entry" as const),
      kind: fc.constantFrom(...KINDS_OF_WORK),
      shipment: fc.nat(),
      other: fc.nat(),
      isPastGateway: fc.integer({ min: 0, max: 11 }).map((number) => number === 0),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("erase" as const), entry: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("key" as const), member: fc.nat() }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("kill" as const),
      gateway: fc.constantFrom(...GATEWAY_NAMES),
      awayMs: fc.integer({ min: 0, max: 1_500 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("suspend" as const), member: fc.nat() }) },
);

/** Requests until the faults of a gateway begin again. */
const FAULTS = 200;

/** Plans work and faults. The same seed gives the same plan. */
export function planExchange(seed: number, steps: number): ExchangePlan {
  const faultsOf = (index: number) => fc.sample(WIRE_FAULT, { seed: seed + 1 + index, numRuns: FAULTS });
  const faults = { trade: faultsOf(0), authority: faultsOf(1), swiss: faultsOf(2), audit: faultsOf(3) };
  // The first steps open shipments, without which nothing else has an object.
  const opening = fc.sample(STEP, { seed, numRuns: steps }).map((step, index): Step => {
    if (index >= 3) return step;
    return { do: "entry", kind: "Consign", shipment: index, other: index * 2, isPastGateway: false };
  });
  return { seed, steps: opening, faults };
}

import type { JourneyParticipant } from "../../../src/cli/journey/journey.ts";

/** The participants in a shipment, by alias. */
export interface Cast {
  readonly trader: string;
  readonly carrier: string;
  readonly customs: string;
  readonly terminal: string;
}

const CASTS: readonly Cast[] = [1, 2, 3, 4].map((number) => ({
  trader: `trader-${number}`,
  carrier: `carrier-${number}`,
  customs: `customs-${number % 2 === 0 ? "br" : "nl"}`,
  terminal: `terminal-${number}`,
}));

/** The participants in the group of shipments with this number. Consecutive groups have different participants. */
export function castOf(group: number): Cast {
  return CASTS[group % CASTS.length] as Cast;
}

/** Every participant of the benchmark. */
export const CONSORTIUM: readonly JourneyParticipant[] = [
  ...CASTS.flatMap(({ trader, carrier, terminal }) => [
    participant(trader, "trader", "BR"),
    participant(carrier, "carrier", "DK"),
    participant(terminal, "terminal", "NL"),
  ]),
  participant("customs-nl", "customs", "NL"),
  participant("customs-br", "customs", "BR"),
];

function participant(alias: string, role: "trader" | "carrier" | "terminal" | "customs", jurisdiction: string) {
  return { alias, name: `Benchmark ${alias}`, roles: [role], jurisdiction };
}

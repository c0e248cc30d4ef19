import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { CaseEvent } from "../../../src/domain/clocks/case-event.ts";
import { clocksOf } from "../../../src/domain/clocks/clocks-of.ts";
import type { ClockState } from "../../../src/domain/clocks/clock-state.ts";
import { prepareProfile, type PreparedProfile } from "../../../src/domain/clocks/prepared-profile.ts";
import { parseJson } from "../../../src/domain/encoding/parse-json.ts";
import { readProfile } from "../../../src/gateway/clocks/read-profile.ts";
import type { Figure } from "../figure.ts";
import type { Report } from "../workload/filled-network.ts";

const PROFILES = join(import.meta.dirname, "..", "..", "..", "src", "domain", "clocks", "profiles");
const OPEN_CLOCKS = 100_000;
const OPEN: readonly ClockState[] = ["running", "barred", "elapsing", "stopped"];
const DAY = 86_400;
const NOW = Date.UTC(2026, 5, 1) / 1000;

/** The events of one open case under each profile, in seconds before now. */
const CASES: Readonly<Record<string, readonly (readonly [CaseEvent["type"], number])[]>> = {
  "us-title19": [
    ["goodsPresented", 3 * DAY],
    ["detained", 2 * DAY],
    ["seized", 2 * DAY],
    ["noticeSent", DAY],
    ["firstPublished", DAY],
  ],
  "uk-cema-sch3": [
    ["seized", 20 * DAY],
    ["noticeServed", 10 * DAY],
  ],
  "eu-ucc": [
    ["applicationReceived", 40 * DAY],
    ["applicationAccepted", 20 * DAY],
    ["groundsCommunicated", 5 * DAY],
  ],
  "au-customs-act": [
    ["seized", 6 * DAY],
    ["noticeServed", 5 * DAY],
  ],
  "in-customs-act": [["seized", 90 * DAY]],
};

interface Case {
  readonly prepared: PreparedProfile;
  readonly events: readonly CaseEvent[];
}

/** Measures how long all open clocks of a gateway take: working days, months, calendar days that roll, several zones. */
export function benchCooperation(report: Report): Figure[] {
  const cases = makeCases();
  countOpen(cases.slice(0, 2_000));
  const begin = performance.now();
  const open = countOpen(cases);
  const milliseconds = performance.now() - begin;
  report(`${open} open clocks of ${cases.length} cases`);
  return [
    {
      benchmark: "cooperation",
      entries: open,
      what: "computing all open clocks",
      value: (milliseconds * OPEN_CLOCKS) / open,
      unit: "ms for 100,000",
      target: { of: "value", bound: "at most", limit: 1000 },
    },
  ];
}

function countOpen(cases: readonly Case[]): number {
  let open = 0;
  for (const { prepared, events } of cases)
    for (const { state } of clocksOf(prepared, events, NOW)) if (OPEN.includes(state)) open += 1;
  return open;
}

/** Cases under each profile and at each of its places, with at least the open clocks of the figure. */
function makeCases(): Case[] {
  const kinds = Object.entries(CASES).flatMap(([id, events]) => {
    const { profile } = readProfile(parseJson(readFileSync(join(PROFILES, `${id}.json`), "utf8")));
    return profile.places.flatMap(({ code }) => {
      const prepared = prepareProfile(profile, code);
      return prepared === undefined ? [] : [{ prepared, events }];
    });
  });
  const cases: Case[] = [];
  for (let number = 0, open = 0; open < OPEN_CLOCKS; number++) {
    const kind = kinds[number % kinds.length];
    if (kind === undefined) throw new Error("There is no profile.");
    // Each case has its own seconds, so that no result repeats.
    const events = kind.events.map(([type, before]) => ({ type, at: NOW - before - (number % DAY) }));
    const made = { prepared: kind.prepared, events };
    open += countOpen([made]);
    cases.push(made);
  }
  return cases;
}

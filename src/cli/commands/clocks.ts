import { Command, Option } from "commander";
import type { ClockPage, ClockView } from "../../api/clock.ts";
import { CLOCK_STATES, type ClockState } from "../../domain/clocks/clock-state.ts";
import { keysOf } from "../../domain/keys-of.ts";
import { MAX_LISTED } from "../api/list-all.ts";
import { clientFor, withClientOptions, type ClientOptions } from "../client-options.ts";
import type { CommandContext } from "../command-context.ts";
import { wholeNumber } from "../input/option-values.ts";
import { csvTime, type CsvColumn } from "../output/csv.ts";
import { nameOf } from "../output/names.ts";
import { remark } from "../output/print.ts";
import { printList, withCsv, type ListFormat } from "../output/print-list.ts";
import { renderTable } from "../output/table.ts";
import { formatTime } from "../output/time.ts";
import type { Terminal } from "../terminal.ts";

interface ClocksOptions extends ClientOptions, ListFormat {
  readonly state?: ClockState;
  readonly days?: number;
  readonly waitsFor?: number;
}

const COLUMNS = [
  { title: "Due (UTC)" },
  { title: "State" },
  { title: "Waits for", flexible: true },
  { title: "What", flexible: true },
  { title: "About", flexible: true },
  { title: "Profile", flexible: true },
  { title: "Next", flexible: true },
];

const CSV: readonly CsvColumn<ClockView>[] = [
  ["id", ({ id }) => id],
  ["about", ({ about }) => about],
  ["shipment", ({ shipment }) => shipment],
  ["hold", ({ hold }) => hold],
  ["matter", ({ matter }) => matter],
  ["item", ({ item }) => item],
  ["rule", ({ rule }) => rule],
  ["kind", ({ kind }) => kind],
  ["what", ({ what }) => what],
  ["waitsFor", ({ waitsFor }) => waitsFor?.id ?? null],
  ["protects", ({ protects }) => protects?.id ?? null],
  ["since", ({ since }) => csvTime(since ?? 0)],
  ["due", ({ due }) => csvTime(due ?? 0)],
  ["lastDay", ({ lastDay }) => lastDay],
  ["state", ({ state }) => state],
  ["onLapse", ({ onLapse }) => onLapse],
  ["citation", ({ citation }) => citation],
  ["profile", ({ profile }) => profile?.id ?? null],
  ["unsigned", ({ profile }) => (profile?.unsigned === true ? "yes" : "no")],
];

/** `portolan clocks` */
export function clocksCommand({ terminal }: CommandContext): Command {
  return withCsv(withClientOptions(new Command("clocks")))
    .summary("list your open clocks: what must be done by when")
    .description(
      "Lists the clocks of the open cases that you see, and the times of your requests, agreements, handovers and seals, the first to end first. A case has clocks if its Hold names a profile.",
    )
    .addOption(new Option("--state <state>", "only clocks in this state").choices(keysOf(CLOCK_STATES)))
    .option("--days <number>", "only clocks that end within so many days, or have ended", wholeNumber(0, 24_000))
    .option("--waits-for <number>", "only clocks that wait for this participant", wholeNumber(1))
    .addHelpText(
      "after",
      "\nExamples:\n  $ portolan clocks --days 7\n  $ portolan clocks --state lapsed --csv\n\nNext: `portolan entry post`, `portolan request show MATTER` or `portolan handover show MATTER ITEM`.",
    )
    .action(async ({ state, days, waitsFor, ...options }: ClocksOptions) => {
      const client = await clientFor(options);
      const query = { state, waitsFor, dueWithin: days === undefined ? undefined : days * 86_400, limit: 200 };
      const clocks: ClockView[] = [];
      let isMore = false;
      for (let cursor: string | undefined; ;) {
        const page = await client.get<ClockPage>("/v1/clocks", { ...query, cursor });
        clocks.push(...page.items);
        isMore ||= page.more;
        if (page.next === null || clocks.length >= MAX_LISTED) break;
        cursor = page.next;
      }
      if (isMore)
        remark(terminal, "You have more cases or matters than the gateway computes: the first opened are here.");
      printList(terminal, options, clocks, CSV, () =>
        clocks.length === 0 ? "You have no open clocks." : renderOpenClocks(clocks, terminal),
      );
    });
}

function renderOpenClocks(clocks: readonly ClockView[], terminal: Terminal): string {
  const notices = [...new Set(clocks.flatMap(({ profile }) => profile?.notice ?? []))];
  return [renderTable(COLUMNS, clocks.map(toRow), terminal), ...notices.map((notice) => `Unsigned: ${notice}`)].join(
    "\n\n",
  );
}

function toRow(clock: ClockView): string[] {
  const { due, stateText, waitsFor, binds, what, profile } = clock;
  return [
    due === null ? "–" : formatTime(due),
    stateText,
    waitsFor === null ? binds : nameOf(waitsFor),
    what,
    subjectOf(clock),
    profile === null ? "" : `${profile.id}${profile.unsigned ? " (unsigned)" : ""}`,
    nextOf(clock),
  ];
}

function subjectOf({ about, identifier, shipment, matter }: ClockView): string {
  return `${about} ${identifier ?? shipment ?? matter ?? ""}`;
}

/** What does the act, or shows the matter. Of a bar nothing is to be done. */
function nextOf({ kind, about, acts, shipment, hold, matter, item }: ClockView): string {
  if (about === "request" || about === "agreement") return `portolan ${about} show ${matter ?? ""}`;
  if (about !== "case") return `portolan handover show ${matter ?? ""} ${item ?? ""}`;
  const [act] = acts;
  if (kind === "bar") return "wait";
  if (act === undefined) return "no entry posts it";
  return `portolan entry post --kind ${act} --shipment ${shipment ?? ""} --refers-to ${hold ?? ""}`;
}

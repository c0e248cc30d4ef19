import pc from "picocolors";
import { counted } from "../../domain/encoding/counted.ts";
import type { Origin, Trace, TraceEntry } from "../../api/trace.ts";
import type { Terminal } from "../terminal.ts";
import { createDescriber } from "./describe-entry.ts";
import { renderFields } from "./fields.ts";
import { renderFindings } from "./render-findings.ts";
import { renderTable } from "./table.ts";
import { formatTime } from "./time.ts";
import { nameOf, nameOfPlace } from "./names.ts";

const COLUMNS = [
  { title: "#" },
  { title: "Time (UTC)" },
  { title: "Kind" },
  { title: "Author", flexible: true },
  { title: "Place", flexible: true },
  { title: "Content", flexible: true },
];

/** Renders a trace: the state of the shipment, its timeline, its origin and the findings. */
export function renderTrace(trace: Trace, terminal: Terminal): string {
  const { bold } = pc.createColors(terminal.colour);
  const { shipment } = trace;
  const describe = createDescriber(trace);
  const holder = nameOf(shipment.custodian);
  return [
    `${bold(shipment.identifier ?? shipment.id)}: ${shipment.phase}${holder === "" ? "" : `, held by ${holder}`}${shipment.held ? `, ${counted(shipment.openCases, "open customs case")}` : ""}`,
    renderTable(
      COLUMNS,
      trace.entries.map((entry) => toRow(entry, describe(entry))),
      terminal,
    ),
    `${bold("Origin")}\n${renderOrigin(trace.origin, terminal)}`,
    `${bold("Findings")}\n${renderFindings(trace)}`,
  ].join("\n\n");
}

function toRow(entry: TraceEntry, what: string): string[] {
  return [
    `${"↑".repeat(entry.level)}${entry.sequence}`,
    formatTime(entry.occurredAt),
    entry.kind,
    nameOf(entry.author),
    nameOfPlace(entry.place),
    what,
  ];
}

/** Renders the consignor of a shipment, and the place and time of its consignment. */
export function renderOrigin({ consignor, place, beganAt, entry }: Origin, terminal: Terminal): string {
  return renderFields(
    {
      Consignor: nameOf(consignor),
      Country: consignor?.jurisdiction,
      Place: nameOfPlace(place),
      Began: `${formatTime(beganAt)} UTC`,
      Entry: entry,
    },
    terminal,
  );
}

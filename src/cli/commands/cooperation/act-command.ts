import { Command, InvalidArgumentError, Option } from "commander";
import { randomUUID } from "node:crypto";
import { ACT_FORMS, REQUEST_MEMBERS } from "../../../api/act-forms.ts";
import type { ActDraft, ActSubmission } from "../../../api/act.ts";
import type { ActKind } from "../../../domain/cooperation/act-kind.ts";
import { ACT_RULES } from "../../../domain/cooperation/act-rules.ts";
import { CODE_LISTS, CODE_SETS } from "../../../domain/cooperation/code-lists.ts";
import type { JsonObject } from "../../../domain/encoding/json.ts";
import type { Bytes32 } from "../../../domain/entry.ts";
import { clientFor, withClientOptions, type ClientOptions } from "../../client-options.ts";
import type { CommandContext } from "../../command-context.ts";
import { parseHash, parseTime, wholeNumber } from "../../input/option-values.ts";
import { readJsonFile } from "../../input/read-json-file.ts";
import { renderFields } from "../../output/fields.ts";
import { print } from "../../output/print.ts";

/** A command that records an act of one kind. */
export interface ActSpec {
  readonly name: string;
  readonly kind: ActKind;
  readonly summary: string;
  /** Options of the example, after the arguments. */
  readonly example: string;
  /** What to do after it. `MATTER` and `ITEM` stand for the ids of the recorded act. */
  readonly next: string;
}

interface ActOptions extends ClientOptions {
  readonly to?: number;
  readonly under?: Bytes32;
  readonly replaces?: Bytes32;
  readonly until?: number;
  readonly days?: number;
  readonly measures?: readonly string[];
  readonly caveats?: readonly string[];
  readonly missing?: readonly string[];
  readonly reasons?: string;
  readonly note?: string;
  readonly answer?: string;
  readonly record?: string;
  readonly wait: number;
  readonly idempotencyKey?: string;
}

/** The option of the code of a kind. */
const CODE_OPTIONS: Readonly<Partial<Record<ActKind, string>>> = {
  Propose: "direction",
  Name: "direction",
  Ask: "measure",
  Refuse: "ground",
  Postpone: "cause",
  Delay: "cause",
  Close: "outcome",
  Offer: "basis",
  Onward: "basis",
  RefuseErasure: "ground",
  Convene: "task",
  Invite: "task",
  Exhibit: "basis",
};

const DAYS: Readonly<Partial<Record<ActKind, string>>> = {
  Propose: "days of notice",
  Ask: "days to answer",
  Prolong: "days to add to the end",
};

const DAY = 86_400;

/** Makes the command of one kind of act, with the options that its rules and its form need. */
export function actCommand({ terminal }: CommandContext, group: string, spec: ActSpec): Command {
  const { kind, name, summary, example, next } = spec;
  const command = withClientOptions(new Command(name))
    .summary(summary)
    .description(`${upperFirst(summary)}.`);
  const places = placesOf(kind);
  for (const place of places) command.argument(`<${place}>`, DESCRIPTIONS[place], parseHash);
  for (const option of optionsOf(kind)) command.addOption(option);
  return command
    .option("--wait <seconds>", "time to wait until the act is recorded", wholeNumber(0), 30)
    .option("--idempotency-key <key>", "repeat a request with the same key to record the act only once")
    .addHelpText(
      "after",
      `
Example:
  $ ${["portolan", group, name, ...places.map((place) => place.toUpperCase()), example].join(" ").trim()}

Next: ${next.replaceAll("ITEM", "HANDOVER")}`,
    )
    .action(async (...given: unknown[]) => {
      const hashes = given.slice(0, places.length) as Bytes32[];
      const options = given[places.length] as ActOptions & Readonly<Record<string, unknown>>;
      const draft = await draftOf(kind, hashes, options);
      const headers = {
        "idempotency-key": options.idempotencyKey ?? randomUUID(),
        ...(options.wait > 0 && { prefer: `wait=${options.wait}` }),
      };
      const submission = await (await clientFor(options)).send<ActSubmission>("POST", "/v1/acts", draft, headers);
      print(terminal, options.json === true, submission, () => {
        const item = ACT_RULES[kind].opens === "item" ? submission.act : (hashes[1] ?? null);
        const fields = renderFields(fieldsOf(submission, item), terminal);
        return `${fields}\n\nNext: ${next.replaceAll("MATTER", submission.matter).replaceAll("ITEM", item ?? "")}`;
      });
    });
}

type Place = "matter" | "handover" | "exhibit";

const DESCRIPTIONS: Readonly<Record<Place, string>> = {
  matter: "id of the agreement, the request or the joint case",
  handover: "hash of the act that offered it",
  exhibit: "hash of the act that contributed it",
};

function placesOf(kind: ActKind): readonly Place[] {
  const { opens, itemStates } = ACT_RULES[kind];
  if (opens === "matter") return [];
  if (itemStates === undefined) return ["matter"];
  return ["matter", kind === "Derive" ? "exhibit" : "handover"];
}

function optionsOf(kind: ActKind): Option[] {
  const { addressed, until, period } = ACT_RULES[kind];
  const options: Option[] = [];
  const add = (option: Option, isMandatory = true) =>
    options.push((isMandatory ? option.makeOptionMandatory() : option).helpGroup("Act:"));
  if (kind === "Ask" || kind === "Convene")
    add(new Option("--under <agreement>", "agreement in force").argParser(parseHash));
  if (kind === "Propose")
    add(new Option("--replaces <agreement>", "agreement that this one replaces").argParser(parseHash), false);
  if (addressed) add(new Option("--to <number>", "participant that it is addressed to").argParser(wholeNumber(1)));
  const list = CODE_LISTS[kind];
  const code = CODE_OPTIONS[kind];
  if (list !== undefined && code !== undefined) add(new Option(`--${code} <${code}>`, codeText(code)).choices(list));
  const set = CODE_SETS[kind];
  if (set !== undefined) {
    const named = kind === "Propose" ? "measures" : "caveats";
    add(
      new Option(`--${named} <list>`, `${named}, separated by commas: ${set.join(", ")}`).argParser(membersOf(set)),
      kind === "Propose",
    );
  }
  if (until !== "none")
    add(new Option("--until <time>", "time that the act sets, UTC").argParser(parseTime), until === "required");
  if (period) add(new Option("--days <days>", DAYS[kind] ?? "days").argParser(wholeNumber(1, 36_500)));
  return [...options, ...recordOptions(kind).map((option) => option.helpGroup("Record:"))];
}

function codeText(code: string): string {
  if (code === "task") return "what the member does";
  return code === "direction" ? "what the party may do" : `${code}, of the closed list`;
}

/** The options of the record of a kind: one for each short member, or a file for a form of many. */
function recordOptions(kind: ActKind): Option[] {
  const form = ACT_FORMS[kind];
  if (form === null) return [];
  const members = Object.keys(form.properties);
  const text = (name: string, what: string) => new Option(`--${name} <text>`, what);
  if (kind === "Return")
    return [
      new Option("--missing <list>", `members that are missing, separated by commas: ${REQUEST_MEMBERS.join(", ")}`)
        .argParser(membersOf(REQUEST_MEMBERS))
        .makeOptionMandatory(),
      text("reasons", "reasons").makeOptionMandatory(),
    ];
  if (members.join() === "reasons") return [text("reasons", "reasons").makeOptionMandatory()];
  if (members.join() === "note") return [text("note", "note to the other side")];
  if (members.join() === "answer") return [text("answer", "the answer").makeOptionMandatory()];
  return [
    new Option("--record <file>", `JSON object with ${members.join(", ")}; - for standard input`).makeOptionMandatory(),
  ];
}

function membersOf(list: readonly string[]): (text: string) => string[] {
  return (text) => {
    const names = text.split(",").map((name) => name.trim());
    const unknown = names.find((name) => !list.includes(name));
    if (unknown !== undefined) throw new InvalidArgumentError(`It has the members ${list.join(", ")}.`);
    return names;
  };
}

async function draftOf(
  kind: ActKind,
  [matter, item]: readonly Bytes32[],
  options: ActOptions & Readonly<Record<string, unknown>>,
): Promise<ActDraft> {
  const { to, under, replaces, until, days } = options;
  const refersTo = item ?? under ?? replaces;
  const code = options[CODE_OPTIONS[kind] ?? ""];
  const codes = options.measures ?? options.caveats;
  const record = await recordOf(options);
  return {
    kind,
    ...(matter !== undefined && { matter }),
    ...(refersTo !== undefined && { refersTo }),
    ...(to !== undefined && { counterparty: to }),
    ...(until !== undefined && { until }),
    ...(days !== undefined && { period: days * DAY }),
    ...(typeof code === "string" && { code }),
    ...(codes !== undefined && { codes }),
    ...(record !== undefined && { record }),
  };
}

async function recordOf({ record, reasons, note, answer, missing }: ActOptions): Promise<JsonObject | undefined> {
  if (record !== undefined) return readJsonFile(record);
  const given = { missing, reasons, note, answer };
  const members = Object.entries(given).filter(([, value]) => value !== undefined);
  return members.length === 0 ? undefined : (Object.fromEntries(members) as JsonObject);
}

function fieldsOf({ kind, matter, act, id, state }: ActSubmission, item: Bytes32 | null) {
  return {
    [state === "recorded" ? "Recorded" : "Accepted"]: kind,
    Matter: matter,
    [kind === "Exhibit" || kind === "Derive" ? "Exhibit" : "Handover"]: item,
    Act: act,
    "Outcome at": state === "recorded" ? null : `/v1/act-submissions/${id}`,
  };
}

const upperFirst = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

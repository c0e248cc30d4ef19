import { Option, type Command } from "commander";
import { KIND_NAMES, type Kind } from "../../../domain/rules/kind.ts";
import type { EntryDraft } from "../../../api/entry.ts";
import { parseTime, wholeNumber } from "../../input/option-values.ts";
import { readJsonFile } from "../../input/read-json-file.ts";
import type { Bytes32 } from "../../../domain/entry.ts";

/** The options that describe an entry. */
export interface DraftOptions {
  readonly kind: Kind;
  readonly shipment: string;
  readonly to?: number;
  readonly refersTo?: string;
  readonly profile?: string;
  readonly occurredAt?: number;
  readonly payload?: string;
  readonly previous?: Bytes32;
}

/** Adds the options of {@link DraftOptions} to a command. */
export function withDraftOptions(command: Command): Command {
  const group = (option: Option): Option => option.helpGroup("Entry:");
  return command
    .addOption(group(new Option("--kind <kind>", "kind of the entry").choices(KIND_NAMES).makeOptionMandatory()))
    .addOption(
      group(
        new Option(
          "--shipment <shipment>",
          "id or business identifier; a Consign opens a new shipment",
        ).makeOptionMandatory(),
      ),
    )
    .addOption(
      group(new Option("--to <number>", "participant that receives an Offer or a Notice").argParser(wholeNumber(1))),
    )
    .addOption(
      group(new Option("--refers-to <reference>", "unit of a Load or Unload, Hold of a case, or entry to correct")),
    )
    .addOption(
      group(
        new Option("--profile <profile>", "id or digest of the profile whose clocks a Hold gives its case").conflicts(
          "refersTo",
        ),
      ),
    )
    .addOption(
      group(
        new Option(
          "--occurred-at <time>",
          "time of the event, UTC (default: the time in the payload, or now)",
        ).argParser(parseTime),
      ),
    )
    .addOption(
      group(new Option("--payload <file>", "JSON object, preferably an EPCIS 2.0 event; - for standard input")),
    )
    .addOption(group(new Option("--previous <entry>", "record only if this entry is the head of the shipment")));
}

/**
 * Makes a draft from the options.
 *
 * @throws FileUnreadable, ArgumentInvalid.
 */
export async function readDraft(options: DraftOptions): Promise<EntryDraft> {
  const { kind, shipment, to, occurredAt, previous, payload, profile, refersTo = profile } = options;
  return {
    kind,
    shipment,
    ...(to === undefined ? {} : { counterparty: to }),
    ...(refersTo === undefined ? {} : { refersTo }),
    ...(occurredAt === undefined ? {} : { occurredAt }),
    ...(previous === undefined ? {} : { previous }),
    payload: payload === undefined ? {} : await readJsonFile(payload),
  };
}

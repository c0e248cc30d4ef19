import { Command } from "commander";
import { clocksOf } from "../../../domain/clocks/clocks-of.ts";
import { describeRecording } from "../../../domain/clocks/describe-recording.ts";
import { describeRule } from "../../../domain/clocks/describe-rule.ts";
import { prepareProfile, type PreparedProfile } from "../../../domain/clocks/prepared-profile.ts";
import { readEvent } from "../../../domain/clocks/read-event.ts";
import { timeZone } from "../../../domain/clocks/time-zone.ts";
import { PortolanError } from "../../../domain/errors/portolan-error.ts";
import { readCaseEvents, readProfile, type CheckedProfile } from "../../../gateway/clocks/read-profile.ts";
import type { CommandContext } from "../../command-context.ts";
import { parseTime } from "../../input/option-values.ts";
import { readJsonFile } from "../../input/read-json-file.ts";
import { readProfileFile } from "../../input/read-profile-file.ts";
import { print } from "../../output/print.ts";
import { clockView, renderClocks, renderProfileHead, renderRules, signedState } from "../../output/render-profile.ts";

interface ExplainOptions {
  readonly events?: string;
  readonly at?: number;
  readonly place?: string;
  readonly json?: boolean;
}

/** `portolan profile explain` */
export function profileExplainCommand({ terminal }: CommandContext): Command {
  return new Command("explain")
    .summary("print the rules of a profile as sentences, or the clocks of a case")
    .description(
      "Prints each rule as plain sentences with its citation. With a file of events, prints the clocks of the case: state, last day and why.",
    )
    .argument("<profile>", "file, or id of a shipped profile")
    .option("--events <file>", "JSON file with the events of a case; - for standard input (docs/profiles.md)")
    .option("--at <time>", "date and time at which the clocks are read (default: now)", parseTime)
    .option("--place <code>", "place whose days are counted (default: the first of the profile)")
    .option("--json", "print one JSON document")
    .addHelpText(
      "after",
      "\nExamples:\n  $ portolan profile explain us-title19\n  $ portolan profile explain in-customs-act --events case.json --at 2026-04-01",
    )
    .action(async (name: string, options: ExplainOptions) => {
      const checked = readProfile(await readProfileFile(name));
      const prepared = placeOf(checked, options.place);
      const head = {
        profile: checked.profile.id,
        version: checked.profile.version,
        digest: checked.digest,
        state: signedState(checked),
        signer: checked.signer,
        place: prepared.place.code,
      };
      const headText = () => renderProfileHead(checked, prepared.place, terminal);
      if (options.events === undefined) {
        const rules = checked.profile.rules.map((rule) => ({ ...rule, text: describeRule(rule, checked.profile) }));
        const recordedBy = checked.profile.recordedBy.map((each) => ({ ...each, text: describeRecording(each) }));
        print(
          terminal,
          options.json === true,
          { ...head, rules, recordedBy },
          () => `${headText()}\n\n${renderRules(checked)}`,
        );
        return;
      }
      const zone = timeZone(prepared.place.zone);
      const events = readCaseEvents(await readJsonFile(options.events)).map((event) => readEvent(event, zone));
      const at = options.at ?? Math.floor(Date.now() / 1000);
      const clocks = clocksOf(prepared, events, at);
      const document = { ...head, at, clocks: clocks.map((clock) => clockView(clock, zone)) };
      print(
        terminal,
        options.json === true,
        document,
        () => `${headText()}\n\n${renderClocks(clocks, zone, terminal)}`,
      );
    });
}

/** @throws ProfilePlaceUnknown */
function placeOf({ profile }: CheckedProfile, code: string | undefined): PreparedProfile {
  const prepared = prepareProfile(profile, code);
  if (prepared !== undefined) return prepared;
  const places = profile.places.map((place) => place.code);
  throw new PortolanError("ProfilePlaceUnknown", { profile: profile.id, place: code ?? "", places });
}

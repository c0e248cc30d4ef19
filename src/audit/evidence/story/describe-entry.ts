import type { JsonObject } from "../../../domain/encoding/json.ts";
import type { Kind } from "../../../domain/rules/kind.ts";
import { summarise } from "../../../domain/payload/summary.ts";
import type { ProvenEntry } from "../evidence-report.ts";
import type { Names } from "./names.ts";

/** Sentence of each kind of entry. `{about}` is the shipment, `{target}` the unit, case or entry of `refersTo`. */
const SENTENCES: Readonly<Record<Kind, string>> = {
  Consign: "{author} opened the record of {about}, and has custody.",
  Offer: "{author} offered custody of {about} to {other}.",
  Accept: "{author} accepted custody of {about}.",
  Refuse: "{author} refused custody of {about}.",
  Withdraw: "{author} withdrew its offer of {about}.",
  Load: "{author} loaded {about} into {target}.",
  Unload: "{author} unloaded {about} from {target}.",
  Report: "{author} reported on {about}.",
  Inspect: "{author} inspected {about}.",
  Hold: "{author} placed a hold on {about}.",
  Notice: "{author} served notice of case {target} on {other}.",
  Release: "{author} released {about} from case {target}.",
  Contest: "{author} contested case {target}.",
  Uphold: "{author} upheld the measure of case {target}.",
  Annul: "{author} annulled the measure of case {target}.",
  Seize: "{author} seized {about} under case {target}.",
  Forfeit: "{author} declared {about} forfeited under case {target}.",
  Correct: "{author} corrected its entry {target}.",
  Close: "{author} closed the record of {about}.",
  Charge: "{author} stated what it alleges in case {target}.",
  Hear: "{author} recorded the hearing in case {target}.",
  Appeal: "{author} appealed in case {target} to {other}.",
  Lapse: "{author} recorded that a time ran out in case {target}.",
};

/** Describes an entry by the sentence of its kind. */
export function describeEntry({ kind, author, counterparty, refersTo, shipment }: ProvenEntry, names: Names): string {
  const words: Readonly<Record<string, string>> = {
    author: names.participant(author),
    other: counterparty === null ? "" : names.participant(counterparty),
    target: refersTo === null ? "" : names.short(refersTo),
    about: names.short(shipment),
  };
  return SENTENCES[kind].replace(/\{(\w+)\}/g, (_, name: string) => words[name] ?? "");
}

/** Describes the place of an entry; `undefined` if the disclosed payload has none. */
export function describePlace(payload: JsonObject | null): string | undefined {
  if (payload === null) return undefined;
  const { place } = summarise(payload);
  return (
    place &&
    Object.values(place)
      .filter((part) => typeof part === "string")
      .join(", ")
  );
}

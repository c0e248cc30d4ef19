import type { Finding } from "../../../gateway/trace/finding.ts";
import { duration } from "../../parts/duration.ts";
import { dateTime } from "../../parts/date-time.ts";
import { text } from "../../texts/text.ts";

/** What of a finding's facts people read, in words; ids are behind the links, and what is not known is left out. */
export function sayFacts({ code, facts }: Finding): string {
  const time = (name: string) => (typeof facts[name] === "number" ? dateTime(facts[name]) : "");
  const span = (name: string) => (typeof facts[name] === "number" ? duration(facts[name]) : "");
  const list = (name: string) => (Array.isArray(facts[name]) ? facts[name].join(", ") : String(facts[name] ?? ""));
  switch (code) {
    case "time-gap":
      return text("fact.gap", { span: span("seconds"), from: time("from"), until: time("until") });
    case "offer-unanswered":
      return text("fact.open", { since: time("since") });
    case "held-without-notice":
      return text("fact.lasting", { span: span("seconds") });
    case "seal-mismatch":
      return text("fact.seals", { expected: list("expected") || "–", found: list("found") || "–" });
    case "times-out-of-order":
      return text("fact.order", { occurred: time("occurredAt"), earlier: time("earlier") });
    case "child-unaccounted":
      return text("fact.since", { what: list("identifier") || list("declared"), since: time("since") });
    case "exception-reported":
      return list("types");
    case "event-not-allowed":
      return text("fact.refusal", { meant: list("meant"), refusal: list("refusal") });
    case "payload-erased":
    case "payload-unknown":
      return "";
  }
}

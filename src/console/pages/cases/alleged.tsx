import type { CaseDetail } from "../../../api/case-detail.ts";
import { parseInstant } from "../../../domain/encoding/instant.ts";
import { Fact } from "../../parts/fact.tsx";
import { Participant } from "../../parts/participant.tsx";
import { text, type TextKey } from "../../texts/text.ts";
import { Time } from "../../times/time.tsx";

type Notice = CaseDetail["notices"][number];

const TEXTS = [
  "measure",
  "reason",
  "law",
  "rights",
  "servedHow",
  "respondTo",
  "language",
] as const satisfies readonly (keyof Notice)[];

const TIMES = ["servedAt", "respondBy"] as const satisfies readonly (keyof Notice)[];

const LABELS: Readonly<Record<(typeof TEXTS)[number] | (typeof TIMES)[number], TextKey>> = {
  measure: "case.measure",
  reason: "member.portolan:reason",
  law: "case.law",
  rights: "case.rights",
  servedHow: "case.servedHow",
  respondTo: "case.respondTo",
  language: "case.language",
  servedAt: "case.servedAt",
  respondBy: "case.respondBy",
};

/** What the agency alleges, and what each notice says. */
export function Alleged({ of: { agency, charge, measure, notices } }: { readonly of: CaseDetail }) {
  return (
    <section className="panel stack" aria-labelledby="alleged">
      <h2 id="alleged">{text("case.alleged")}</h2>
      {charge === null && <p className="notice warn">{text("case.notYet")}</p>}
      <dl className="facts">
        <Fact name={text("case.agency")}>
          <Participant of={agency} />
        </Fact>
        {charge !== null && (
          <>
            <Fact name={text("case.facts")}>{charge.facts ?? text("case.unreadable")}</Fact>
            <Fact name={text("case.law")}>{charge.law ?? text("case.unreadable")}</Fact>
          </>
        )}
        <Fact name={text("case.reason")}>
          {[measure.reason, measure.law].filter((one) => one !== null).join("; ") || text("case.unreadable")}
        </Fact>
      </dl>
      {notices.map((notice) => (
        <dl key={notice.entry} className="facts">
          <Fact name={text("case.noticeTo")}>
            <Participant of={notice.to} />, {text("case.recorded")} <Time at={notice.recordedAt} />
          </Fact>
          {TEXTS.map(
            (name) =>
              notice[name] !== null && (
                <Fact key={name} name={text(LABELS[name])}>
                  {notice[name]}
                </Fact>
              ),
          )}
          {TIMES.map((name) => {
            const at = parseInstant(notice[name] ?? undefined);
            return (
              at !== undefined && (
                <Fact key={name} name={text(LABELS[name])}>
                  <Time at={at} />
                </Fact>
              )
            );
          })}
        </dl>
      ))}
    </section>
  );
}

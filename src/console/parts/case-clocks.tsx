import type { CaseClocks as CaseClocksView, ClockView } from "../../api/clock.ts";
import { text } from "../texts/text.ts";
import { ClockRow } from "./clock-row.tsx";

/** The clocks of one case: those that began, and folded the others. Says why a case has none. */
export function CaseClocks({ of }: { readonly of: CaseClocksView }) {
  const { profile, absent, clocks } = of;
  if (profile === null) return <p className="soft small">{text("clocks.absent", { reason: absent ?? "" })}</p>;
  const begun = clocks.filter(({ state }) => state !== "notStarted");
  const others = clocks.filter(({ state }) => state === "notStarted");
  return (
    <section className="stack" aria-label={text("clocks.ofCase")}>
      <div className="row small">
        <strong>{text("clocks.ofCase")}</strong>
        <span className="soft">
          {profile.title} ({profile.id}, {profile.place})
        </span>
        {profile.unsigned && (
          <span className="badge warn">{text(profile.draft ? "clocks.draft" : "clocks.unsigned")}</span>
        )}
      </div>
      {profile.notice !== null && <p className="soft small">{profile.notice}</p>}
      <Rows of={begun} />
      {others.length > 0 && (
        <details>
          <summary>{text("clocks.notStarted", { count: others.length })}</summary>
          <Rows of={others} />
        </details>
      )}
    </section>
  );
}

function Rows({ of }: { readonly of: readonly ClockView[] }) {
  return (
    <div>
      {of.map((clock) => (
        <ClockRow key={clock.id} of={clock} isBesideCase />
      ))}
    </div>
  );
}

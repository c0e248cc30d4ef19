import { type FormEvent, type ReactNode, useEffect, useRef, useState } from "react";
import type { KindView } from "../../../../api/work.ts";
import { ErrorNotice } from "../../../parts/error-notice.tsx";
import { text } from "../../../texts/text.ts";
import { membersOfKind } from "./members.ts";
import { fieldProblems, type Problems, problemsOf } from "./problems.ts";
import { Members } from "./schema-field.tsx";
import { PlaceSuggestions } from "./text-control.tsx";
import type { TypedMembers } from "./typed.ts";

interface ActionFormProps {
  readonly rules: KindView;
  /** Whether the ledger would accept the entry now. */
  readonly possible: boolean;
  /** Renders the fields of the entry's subject with their problems. */
  readonly subject: (problems: Problems) => ReactNode;
  /** The problems of these fields. */
  readonly subjectProblems: Problems;
  /** Typed members of the payload. */
  readonly members: TypedMembers;
  readonly onMembers: (typed: TypedMembers) => void;
  readonly onPrepare: () => void;
  readonly preparing: { readonly isPending: boolean; readonly error: unknown };
}

/** The form of a kind, generated from its schema: required members, then usual ones, then all others. */
export function ActionForm(props: ActionFormProps) {
  const { rules, possible, subject, subjectProblems, members: typed, onMembers, onPrepare, preparing } = props;
  const form = useRef<HTMLFormElement>(null);
  const [tried, setTried] = useState(0);
  const { needed, usual, other } = membersOfKind(rules.kind, rules.payload);
  const own: Problems = { ...problemsOf(rules.payload, typed), ...subjectProblems };
  const refused = preparing.error === null ? {} : fieldProblems(preparing.error);
  // Problems are shown only after the first attempt to submit.
  const problems = tried === 0 ? {} : { ...refused, ...own };
  const count = Object.keys(problems).length;

  useEffect(() => {
    if (tried > 0) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [tried, preparing.error]);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried((before) => before + 1);
    if (Object.keys(own).length === 0) onPrepare();
  };
  const members = { schema: rules.payload, typed, onChange: onMembers, at: "", problems };
  return (
    <form ref={form} className="panel stack" onSubmit={submit} noValidate>
      <PlaceSuggestions />
      {subject(problems)}
      {needed.length > 0 && (
        <section className="stack" aria-labelledby="needed">
          <h2 id="needed">{text("form.neededTitle")}</h2>
          {rules.requires.length > 0 && <p className="soft small">{text("form.neededLead")}</p>}
          <Members {...members} only={needed} />
        </section>
      )}
      <section className="stack" aria-labelledby="usual">
        <h2 id="usual">{text(needed.length > 0 ? "form.usualTitle" : "form.onlyUsualTitle")}</h2>
        <Members {...members} only={usual} />
      </section>
      <details className="more">
        <summary>{text("form.otherTitle")}</summary>
        <Members {...members} only={other} />
      </details>
      {count > 0 && (
        <p className="notice bad" role="alert">
          {text("form.problems", { count })}
        </p>
      )}
      {preparing.error !== null && Object.keys(refused).length === 0 && <ErrorNotice error={preparing.error} />}
      <p>
        <button
          type="submit"
          className="button primary"
          disabled={preparing.isPending || !possible}
          aria-busy={preparing.isPending}
        >
          {text(preparing.isPending ? "form.reviewing" : "form.review")}
        </button>
      </p>
    </form>
  );
}

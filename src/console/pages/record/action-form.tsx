import { type FormEvent, useEffect, useRef, useState } from "react";
import type { ParticipantView } from "../../../gateway/read/participant-view.ts";
import type { ActionView } from "../../../gateway/work/action-view.ts";
import type { ShipmentActions } from "../../../gateway/work/list-actions.ts";
import { ErrorNotice } from "../../parts/error-notice.tsx";
import { text } from "../../texts/text.ts";
import { type Draft, subjectProblems } from "./draft.ts";
import { fieldProblems } from "./field-problems.ts";
import { Members } from "./form/members.tsx";
import { membersOfKind } from "./form/members-of-kind.ts";
import { PlaceSuggestions } from "./form/place-suggestions.tsx";
import { type Problems, problemsOf } from "./form/problems-of.ts";
import type { KindFacts } from "./kind-facts.ts";
import { Subject } from "./subject.tsx";

interface ActionFormProps {
  readonly facts: KindFacts;
  readonly action: ActionView;
  readonly actions: ShipmentActions;
  readonly participants: readonly ParticipantView[];
  readonly draft: Draft;
  readonly onChange: (more: Partial<Draft>) => void;
  readonly preparing: {
    readonly mutate: (draft: Draft) => void;
    readonly isPending: boolean;
    readonly error: unknown;
  };
}

/** The form of a kind, made from its schema: what is needed first, then what is usual, then what else can be said. */
export function ActionForm({ facts, action, actions, participants, draft, onChange, preparing }: ActionFormProps) {
  const form = useRef<HTMLFormElement>(null);
  const [tried, setTried] = useState(0);
  const { needed, usual, other } = membersOfKind(facts.kind, facts.payload);
  const own: Problems = { ...problemsOf(facts.payload, draft.members), ...subjectProblems(facts, draft) };
  const told = preparing.error === null ? {} : fieldProblems(preparing.error);
  // Nobody is told what is missing before they said that they are done.
  const problems = tried === 0 ? {} : { ...told, ...own };
  const count = Object.keys(problems).length;

  useEffect(() => {
    if (tried > 0) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [tried, preparing.error]);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried((before) => before + 1);
    if (Object.keys(own).length === 0) preparing.mutate(draft);
  };
  const members = {
    schema: facts.payload,
    typed: draft.members,
    onChange: (typed: Draft["members"]) => onChange({ members: typed }),
    at: "",
    problems,
  };
  return (
    <form ref={form} className="panel stack" onSubmit={submit} noValidate>
      <PlaceSuggestions />
      <Subject
        facts={facts}
        action={action}
        actions={actions}
        participants={participants}
        draft={draft}
        onChange={onChange}
        problems={problems}
      />
      {needed.length > 0 && (
        <section className="stack" aria-labelledby="needed">
          <h2 id="needed">{text("form.neededTitle")}</h2>
          {action.requires.length > 0 && <p className="soft small">{text("form.neededLead")}</p>}
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
          {text(count === 1 ? "form.problem" : "form.problems", { count })}
        </p>
      )}
      {preparing.error !== null && Object.keys(told).length === 0 && <ErrorNotice error={preparing.error} />}
      <p>
        <button
          type="submit"
          className="button primary"
          disabled={preparing.isPending || action.choices.length === 0}
          aria-busy={preparing.isPending}
        >
          {text(preparing.isPending ? "form.reviewing" : "form.review")}
        </button>
      </p>
    </form>
  );
}

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ParticipantView } from "../../../api/participant.ts";
import { reads } from "../../api/reads.ts";
import { useTitle } from "../../layout/use-title.ts";
import { ErrorNotice, StaleNotice } from "../../parts/error-notice.tsx";
import { Field } from "../../parts/field.tsx";
import { Loading } from "../../parts/loading.tsx";
import { useSession } from "../../session/session.ts";
import { text } from "../../texts/text.ts";
import { EnrolForm } from "./enrol-form.tsx";
import { ParticipantCard } from "./participant-card.tsx";
import { ScheduledMeasures } from "./scheduled-measures.tsx";
import "./participants.css";

/** The participants of the consortium with their roles and keys. */
export default function ParticipantsPage() {
  useTitle(text("participants.title"));
  const { data, error, isPending, refetch } = useQuery(reads.participants());
  const [filter, setFilter] = useState("");
  const governs = useSession().scopes.includes("govern");
  const shown = (data ?? []).filter((participant) => matches(participant, filter));
  return (
    <div className="stack participants">
      <h1>{text("participants.title")}</h1>
      {governs && <ScheduledMeasures />}
      <Field
        type="search"
        label={text("participants.filter")}
        value={filter}
        onChange={({ target }) => setFilter(target.value)}
      />
      {isPending && <Loading />}
      {data === undefined && error !== null && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data !== undefined && <StaleNotice error={error} onRetry={() => void refetch()} />}
      {data !== undefined && shown.length === 0 && <p role="status">{text("participants.none")}</p>}
      <div className="columns cards">
        {shown.map((participant) => (
          <ParticipantCard key={participant.id} of={participant} governs={governs} />
        ))}
      </div>
      {governs && <EnrolForm />}
    </div>
  );
}

function matches({ id, name, jurisdiction }: ParticipantView, filter: string): boolean {
  const wanted = filter.trim().toLocaleLowerCase();
  return [String(id), name, jurisdiction].some((value) => value.toLocaleLowerCase().includes(wanted));
}

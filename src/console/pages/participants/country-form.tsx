import { type FormEvent, useState } from "react";
import type { ParticipantView } from "../../../api/participant.ts";
import { isCountryCode } from "../../../domain/places/country.ts";
import { text } from "../../texts/text.ts";
import { CountryField, readCountry } from "./country-field.tsx";
import { MeasureState, useMeasure } from "./measure.tsx";

/** Replaces the jurisdiction of a participant. */
export function CountryForm({ of: { id, name, jurisdiction } }: { readonly of: ParticipantView }) {
  const [typed, setTyped] = useState(jurisdiction);
  const measure = useMeasure();
  const chosen = readCountry(typed);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    measure.mutate({
      title: text("participants.countryTitle", { name, country: chosen }),
      request: { method: "PUT", path: `/v1/participants/${id}/jurisdiction`, body: { jurisdiction: chosen } },
    });
  };
  return (
    <form className="stack" onSubmit={submit}>
      <div className="row fields">
        <CountryField value={typed} onChange={setTyped} />
        <button
          type="submit"
          className="button level"
          disabled={measure.isPending || chosen === jurisdiction || !isCountryCode(chosen)}
        >
          {text("participants.setCountry")}
        </button>
      </div>
      <MeasureState of={measure} />
    </form>
  );
}

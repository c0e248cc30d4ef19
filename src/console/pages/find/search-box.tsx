import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { useLocation } from "wouter";
import { ErrorNotice } from "../../parts/error-notice.tsx";
import { text } from "../../texts/text.ts";
import { findShipments } from "./find-shipments.ts";
import { ShipmentRows } from "./shipment-rows.tsx";

/** One field for every identifier of a shipment. It opens a single result and lists several. */
export function SearchBox() {
  const id = useId();
  const [, navigate] = useLocation();
  const [query, setQuery] = useState("");
  const search = useMutation({
    mutationFn: findShipments,
    onSuccess: ([only, ...others]) => {
      if (only !== undefined && others.length === 0) navigate(`/shipments/${only.id}`);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (query.trim() !== "") search.mutate(query);
  };
  return (
    <section className="stack">
      <form role="search" className="panel search" onSubmit={submit}>
        <div className="field">
          <label htmlFor={id}>{text("find.label")}</label>
          <input
            id={id}
            type="search"
            value={query}
            onChange={({ target }) => setQuery(target.value)}
            maxLength={512}
            spellCheck={false}
            autoCapitalize="characters"
            autoFocus
          />
        </div>
        <button className="button primary" type="submit" aria-busy={search.isPending}>
          {text("find.go")}
        </button>
      </form>
      {search.isError && <ErrorNotice error={search.error} />}
      {search.isSuccess && search.data.length === 0 && (
        <p className="notice warn" role="status">
          {text("find.none", { query: search.variables })}
        </p>
      )}
      {search.isSuccess && search.data.length > 1 && (
        <div className="panel stack">
          <h2>{text("find.prefix", { query: search.variables })}</h2>
          <ShipmentRows label={text("find.prefix", { query: search.variables })} shipments={search.data} />
        </div>
      )}
    </section>
  );
}

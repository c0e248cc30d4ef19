import { useState } from "react";
import { Link } from "wouter";
import type { EntryDetail } from "../../../../api/entry.ts";
import { text } from "../../../texts/text.ts";

/** The download of the evidence file, with all payload fields that the reader may disclose or with chosen ones. */
export function EntryEvidence({ of }: { readonly of: EntryDetail }) {
  const fields = Object.keys(of.body ?? {}).filter((name) => !name.includes(","));
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const shown = fields.filter((name) => !hidden.has(name));
  const choose = (name: string, isShown: boolean) =>
    setHidden((before) => (isShown ? new Set([...before].filter((one) => one !== name)) : new Set([...before, name])));
  const disclose = hidden.size === 0 ? "" : `?${new URLSearchParams({ disclose: shown.map(pointer).join(",") })}`;
  return (
    <section className="stack hand-on" aria-label={text("evidence.title")}>
      <h3>{text("evidence.title")}</h3>
      <p className="soft">{text("evidence.lead")}</p>
      {fields.length > 0 && (
        <fieldset className="row">
          <legend>{text("evidence.fields")}</legend>
          {fields.map((name) => (
            <label key={name}>
              <input
                type="checkbox"
                checked={!hidden.has(name)}
                onChange={({ target }) => choose(name, target.checked)}
              />{" "}
              {name}
            </label>
          ))}
        </fieldset>
      )}
      <p className="row">
        {fields.length > 0 && shown.length === 0 ? (
          <span className="soft">{text("evidence.nothing")}</span>
        ) : (
          <a className="button" href={`/v1/shipments/${of.shipment}/evidence${disclose}`} download>
            {text("shipment.evidence")}
          </a>
        )}
        <Link href="/verify">{text("evidence.verify")}</Link>
      </p>
    </section>
  );
}

/** The JSON Pointer (RFC 6901) of a payload's member. */
function pointer(name: string): string {
  return `/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`;
}

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { CheckLine } from "../../../parts/check-line.tsx";
import { ErrorNotice } from "../../../parts/error-notice.tsx";
import { Hash } from "../../../parts/hash.tsx";
import { ShipmentLink } from "../../../parts/shipment-name.tsx";
import { text } from "../../../texts/text.ts";
import { type CheckedEntry, checkSample, SAMPLE } from "./check-sample.ts";

/** Checks random entries, so that the reader does not have to trust the gateway. */
export function Sample() {
  const client = useQueryClient();
  const [progress, setProgress] = useState({ done: 0, of: SAMPLE });
  const leaving = useRef(new AbortController());
  const sample = useMutation({
    mutationFn: () =>
      checkSample(client, leaving.current.signal, (checked, of) => setProgress({ done: checked.length, of })),
  });
  useEffect(() => {
    const controller = new AbortController();
    leaving.current = controller;
    return () => controller.abort();
  }, []);
  return (
    <section className="panel stack" aria-labelledby="sample">
      <h2 id="sample">{text("sample.title")}</h2>
      <p>{text("sample.lead", { count: SAMPLE })}</p>
      <div className="row">
        <button
          type="button"
          className="button primary"
          onClick={() => sample.mutate()}
          aria-disabled={sample.isPending}
          disabled={sample.isPending}
        >
          {text("sample.start")}
        </button>
        {sample.isPending && (
          <label className="row" role="status">
            <progress value={progress.done} max={progress.of} />
            {text("sample.working", progress)}
          </label>
        )}
      </div>
      {sample.isError && <ErrorNotice error={sample.error} />}
      {sample.isSuccess && <Result of={sample.data} />}
    </section>
  );
}

function Result({ of }: { readonly of: readonly CheckedEntry[] }) {
  const faulty = of.filter(({ result }) => result.faults.length > 0);
  const unseen = of.filter(({ result }) => !result.linked).length;
  const wallets = of.filter(({ result }) => result.wallet).length;
  if (of.length === 0) return <p role="status">{text("sample.empty")}</p>;
  const holding = of.length - faulty.length;
  return (
    <div className={`notice ${faulty.length === 0 ? "good" : "bad"}`} role={faulty.length === 0 ? "status" : "alert"}>
      <p>
        <strong>
          {text(faulty.length === 0 ? "sample.allHold" : "sample.someFail", { holding, count: of.length })}
        </strong>
      </p>
      <ul className="plain">
        {faulty.map(({ entry, result }) => (
          <CheckLine key={entry.hash} standing="fails">
            {text("sample.faulty", { kind: text(`kind.${entry.kind}`), sequence: entry.sequence })}{" "}
            <ShipmentLink id={entry.shipment} identifier={entry.identifier} />{" "}
            <Hash value={entry.hash} what={text("entry.hash")} />
            {": "}
            {result.faults.map((fault) => text(`fault.${fault}`)).join("; ")}
          </CheckLine>
        ))}
        {unseen > 0 && <CheckLine standing="open">{text("sample.unseen", { count: unseen })}</CheckLine>}
        {wallets > 0 && <CheckLine standing="open">{text("sample.wallets", { count: wallets })}</CheckLine>}
      </ul>
      <p className="small">{text("sample.believed")}</p>
    </div>
  );
}

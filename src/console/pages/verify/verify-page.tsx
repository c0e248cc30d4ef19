import { skipToken, useQuery } from "@tanstack/react-query";
import { type DragEvent, useState } from "react";
import { readFile } from "../../../audit/page/read-file.ts";
import { useTitle } from "../../layout/use-title.ts";
import { ErrorNotice } from "../../parts/error-notice.tsx";
import { Field } from "../../parts/field.tsx";
import { text } from "../../texts/text.ts";
import { verify } from "../../verify/verify.ts";
import { VerdictDocument } from "./verdict-document.tsx";
import "./verify.css";

/** A chosen file. Each choice is a new object, also for the same file. */
interface Chosen {
  readonly file: File;
  readonly number: number;
}

/** Verifies an evidence file in this browser and sends no part of it anywhere. */
export default function VerifyPage() {
  useTitle(text("verify.title"));
  const [evidence, setEvidence] = useState<Chosen>();
  const [policy, setPolicy] = useState<Chosen>();
  const [ledger, setLedger] = useState("");
  const [cooperation, setCooperation] = useState("");
  const [block, setBlock] = useState("");
  const [isOver, setOver] = useState(false);
  const verification = useQuery({
    queryKey: ["verdict", evidence?.number, policy?.number, ledger, cooperation, block],
    staleTime: Infinity,
    gcTime: 0,
    retry: false,
    queryFn:
      evidence === undefined
        ? skipToken
        : async () => {
            const rules = policy && (await readFile(policy.file));
            return verify("evidence", await readFile(evidence.file), { policy: rules, ledger, cooperation, block });
          },
  });
  const choose = (file: File | undefined) => {
    if (file !== undefined) setEvidence((before) => ({ file, number: (before?.number ?? 0) + 1 }));
  };
  const drag = (over: boolean) => (event: DragEvent) => {
    event.preventDefault();
    setOver(over);
  };
  return (
    <div className="stack verify">
      <h1>{text("verify.title")}</h1>
      <p className="soft">{text("verify.lead")}</p>
      <div className="columns">
        <label
          className={`drop ${isOver ? "over" : ""}`}
          onDragEnter={drag(true)}
          onDragOver={drag(true)}
          onDragLeave={drag(false)}
          onDrop={(event) => {
            drag(false)(event);
            choose(event.dataTransfer.files[0]);
          }}
        >
          <input
            type="file"
            accept=".json,application/json"
            aria-describedby="verify-hint"
            onChange={({ target }) => choose(target.files?.[0])}
          />
          <strong>{evidence === undefined ? text("verify.choose") : evidence.file.name}</strong>
          <span className="soft small" id="verify-hint">
            {text(evidence === undefined ? "verify.hint" : "verify.again")}
          </span>
        </label>
        <details className="panel">
          <summary>{text("verify.known")}</summary>
          <div className="stack">
            <p className="soft">{text("verify.knownLead")}</p>
            <Field
              label={text("verify.ledger")}
              value={ledger}
              onChange={({ target }) => setLedger(target.value)}
              spellCheck={false}
              autoComplete="off"
            />
            <Field
              label={text("verify.cooperation")}
              value={cooperation}
              onChange={({ target }) => setCooperation(target.value)}
              spellCheck={false}
              autoComplete="off"
            />
            <Field
              label={text("verify.block")}
              value={block}
              onChange={({ target }) => setBlock(target.value)}
              spellCheck={false}
              autoComplete="off"
            />
            <Field
              label={text("verify.policy")}
              type="file"
              accept=".json,application/json"
              onChange={({ target }) => {
                const file = target.files?.[0];
                setPolicy((before) => file && { file, number: (before?.number ?? 0) + 1 });
              }}
            />
          </div>
        </details>
      </div>
      {verification.isFetching && (
        <p className="busy" role="status">
          {text("check.working")}
        </p>
      )}
      {verification.isError && <ErrorNotice error={verification.error} />}
      {verification.data !== undefined && <VerdictDocument html={verification.data} />}
      <p className="small soft">
        {text("verify.offline")}{" "}
        <a href="/verify" download="verify.html">
          {text("verify.save")}
        </a>
      </p>
    </div>
  );
}

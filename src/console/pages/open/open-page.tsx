import { useQuery } from "@tanstack/react-query";
import { reads } from "../../api/reads.ts";
import { useTitle } from "../../layout/use-title.ts";
import { ErrorNotice } from "../../parts/error-notice.tsx";
import { Loading } from "../../parts/loading.tsx";
import { text } from "../../texts/text.ts";
import { readKinds } from "../record/read-kinds.ts";
import "../record/record.css";
import { Opening } from "./opening.tsx";

/** The form that opens a shipment, from its number to the recorded entry. */
export default function OpenPage() {
  useTitle(text("act.Consign"));
  const kinds = useQuery(readKinds());
  const participants = useQuery(reads.participants());
  const failed = [kinds, participants].find(({ data, error }) => data === undefined && error !== null);
  if (failed !== undefined) return <ErrorNotice error={failed.error} onRetry={() => void failed.refetch()} />;
  const rules = kinds.data?.find(({ kind }) => kind === "Consign");
  if (rules === undefined || participants.data === undefined) return <Loading />;
  return (
    <div className="stack record">
      <header>
        <h1>{text("act.Consign")}</h1>
        <p className="soft">{text("open.lead")}</p>
      </header>
      <Opening rules={rules} participants={participants.data} />
    </div>
  );
}

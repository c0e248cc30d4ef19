import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { EntryHash } from "../../../../domain/entry.ts";
import { reads } from "../../../api/reads.ts";
import { ErrorNotice } from "../../../parts/error-notice.tsx";
import { Loading } from "../../../parts/loading.tsx";
import { Readers } from "../../../parts/readers.tsx";
import { text } from "../../../texts/text.ts";

/** The readers of an entry's payload, read when the reader of the page asks for them. */
export function EntryReaders({ hash }: { readonly hash: EntryHash }) {
  const [opened, setOpened] = useState(false);
  return (
    <details onToggle={({ currentTarget }) => setOpened((before) => before || currentTarget.open)}>
      <summary>{text("audience.title")}</summary>
      {opened && <ReadersOf hash={hash} />}
    </details>
  );
}

function ReadersOf({ hash }: { readonly hash: EntryHash }) {
  const { data, error, isPending, refetch } = useQuery(reads.audience(hash));
  if (isPending) return <Loading />;
  if (data === undefined) return <ErrorNotice error={error} onRetry={() => void refetch()} />;
  return <Readers of={data.readers} />;
}

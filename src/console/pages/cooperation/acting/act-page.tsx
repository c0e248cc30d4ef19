import { useQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import { ACT_KIND_NAMES, type ActKind } from "../../../../domain/cooperation/act-kind.ts";
import type { Bytes32 } from "../../../../domain/entry.ts";
import { reads } from "../../../api/reads.ts";
import { useTitle } from "../../../layout/use-title.ts";
import { ErrorNotice } from "../../../parts/error-notice.tsx";
import { Loading } from "../../../parts/loading.tsx";
import { useSession } from "../../../session/session.ts";
import { text } from "../../../texts/text.ts";
import { matterName } from "../matter-name.ts";
import { Acting } from "./acting.tsx";
import "../../record/record.css";
import "../cooperation.css";

interface ActPageProps {
  /** The kind in the address, which may be unknown. */
  readonly kind: string;
  readonly matter?: Bytes32 | undefined;
  /** The handover or seal that the act is about. */
  readonly item?: Bytes32 | undefined;
}

/** The form of one act, from the first field to the recorded act. */
export default function ActPage({ kind, ...place }: ActPageProps) {
  const known = ACT_KIND_NAMES.find((one) => one === kind);
  useTitle(known === undefined ? kind : text(`doing.${known}`));
  const mayRecord = useSession().scopes.includes("record");
  return (
    <div className="stack record cooperation">
      <h1>{known === undefined ? kind : text(`doing.${known}`)}</h1>
      {!mayRecord && <p className="notice warn">{text("record.readOnly")}</p>}
      {known === undefined ? (
        <p className="notice warn">{text("record.noSuchKind", { kind })}</p>
      ) : (
        <OfPlace kind={known} {...place} />
      )}
    </div>
  );
}

function OfPlace({ kind, matter, item }: Omit<ActPageProps, "kind"> & { readonly kind: ActKind }) {
  const about = useQuery({ ...reads.matter(matter ?? "0x"), enabled: matter !== undefined && item === undefined });
  const handover = useQuery({ ...reads.handover(matter ?? "0x", item ?? "0x"), enabled: item !== undefined });
  const acts = useQuery({ ...reads.actsOfMatter(matter ?? "0x"), enabled: kind === "Complete" });
  const participants = useQuery(reads.participants());
  const all = [about, handover, acts, participants];
  const failed = all.find(({ data, error }) => data === undefined && error !== null);
  if (failed !== undefined) return <ErrorNotice error={failed.error} onRetry={() => void failed.refetch()} />;
  if (all.some(({ isLoading }) => isLoading) || participants.data === undefined) return <Loading />;
  return (
    <>
      {about.data !== undefined && (
        <p>
          <Link href={`/cooperation/${about.data.matter}`}>{matterName(about.data)}</Link>
        </p>
      )}
      {handover.data !== undefined && (
        <p>
          <Link href={`/cooperation/${handover.data.matter}/handovers/${handover.data.item}`}>
            {text(`cooperation.${handover.data.type}`)}
          </Link>
        </p>
      )}
      <Acting
        kind={kind}
        matter={about.data}
        handover={handover.data}
        acts={acts.data ?? []}
        participants={participants.data}
      />
    </>
  );
}

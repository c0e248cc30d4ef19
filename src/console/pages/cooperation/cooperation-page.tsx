import { useMemo } from "react";
import { Link } from "wouter";
import type { HandoverView, MatterView } from "../../../api/matter.ts";
import { useEndless } from "../../api/use-endless.ts";
import { useTitle } from "../../layout/use-title.ts";
import { EndlessList } from "../../parts/endless-list.tsx";
import { useSession } from "../../session/session.ts";
import { text } from "../../texts/text.ts";
import { HandoverRow } from "./handover-row.tsx";
import { MatterRow } from "./matter-row.tsx";
import { useIsAuthority } from "./use-cooperates.ts";
import { useMatterWatch } from "./use-matter-watch.ts";
import "./cooperation.css";

const PAGE = 50;

/**
 * The agreements, requests, joint cases, handovers, seals and exhibits that concern the reader's organisation, overdue
 * requests first.
 */
export default function CooperationPage() {
  useTitle(text("cooperation.title"));
  useMatterWatch();
  const isAuthority = useIsAuthority();
  const mayPropose = useSession().scopes.includes("record") && isAuthority;
  return (
    <div className="stack cooperation">
      <div className="row">
        <h1>{text("cooperation.title")}</h1>
        {mayPropose && (
          <Link className="button end" href="/cooperation/new/Propose">
            {text("doing.Propose")}
          </Link>
        )}
      </div>
      <Overdue />
      <Matters type="request" />
      <Matters type="jointCase" />
      <Matters type="agreement" />
      <Handovers />
    </div>
  );
}

const keyOfMatter = ({ matter }: MatterView): string => matter;

/** Requests whose time is up, whoever they wait for. Absent without one. */
function Overdue() {
  const queryKey = useMemo(() => ["matters", "overdue"], []);
  const list = useEndless(queryKey, "/v1/matters", PAGE, keyOfMatter, { type: "request", overdue: true });
  if (list.isPending || list.isEmpty) return null;
  return (
    <section className="panel stack overdue" aria-labelledby="overdue">
      <div>
        <h2 id="overdue">{text("cooperation.overdue")}</h2>
        <p className="soft">{text("cooperation.overdueLead")}</p>
      </div>
      <EndlessList
        of={list}
        label={text("cooperation.overdue")}
        row={(matter) => <MatterRow of={matter} />}
        height={90}
        none={text("cooperation.request.none")}
      />
    </section>
  );
}

function Matters({ type }: { readonly type: "request" | "jointCase" | "agreement" }) {
  const queryKey = useMemo(() => ["matters", type], [type]);
  const list = useEndless(queryKey, "/v1/matters", PAGE, keyOfMatter, { type, overdue: false });
  return (
    <section className="panel stack" aria-labelledby={type}>
      <h2 id={type}>{text(`cooperation.${type}.all`)}</h2>
      <EndlessList
        of={list}
        label={text(`cooperation.${type}.all`)}
        row={(matter) => <MatterRow of={matter} />}
        height={90}
        none={text(`cooperation.${type}.none`)}
      />
    </section>
  );
}

const keyOfHandover = ({ item }: HandoverView): string => item;

function Handovers() {
  const queryKey = useMemo(() => ["handovers"], []);
  const list = useEndless(queryKey, "/v1/handovers", PAGE, keyOfHandover);
  return (
    <section className="panel stack" aria-labelledby="handovers">
      <div>
        <h2 id="handovers">{text("cooperation.handovers")}</h2>
        <p className="soft">{text("cooperation.handoversLead")}</p>
      </div>
      <EndlessList
        of={list}
        label={text("cooperation.handovers")}
        row={(handover) => <HandoverRow of={handover} />}
        height={80}
        none={text("cooperation.handoversNone")}
      />
    </section>
  );
}

import { useQuery } from "@tanstack/react-query";
import type { ShipmentId } from "../../../domain/entry.ts";
import { reads } from "../../api/reads.ts";
import { ActionLinks } from "../../parts/action-links.tsx";
import { useSession } from "../../session/session.ts";
import { text } from "../../texts/text.ts";

/** Links to the entries that the ledger would accept from the reader now. */
export function Actions({ id }: { readonly id: ShipmentId }) {
  const mayRecord = useSession().scopes.includes("record");
  const { data } = useQuery({ ...reads.actions(id), enabled: mayRecord });
  if (data === undefined) return null;
  const kinds = data.actions.filter(({ choices }) => choices.length > 0).map(({ kind }) => kind);
  if (kinds.length === 0) return null;
  return (
    <section className="panel stack possible" aria-labelledby="possible">
      <h2 id="possible">{text("actions.title")}</h2>
      <ActionLinks shipment={id} kinds={kinds} />
      {data.unsettled && <p className="soft small">{text("actions.unsettled")}</p>}
    </section>
  );
}

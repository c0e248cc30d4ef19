import type { WorkCase } from "../../../api/work.ts";
import { duration } from "../../parts/duration.ts";
import { useNow } from "../../parts/use-now.ts";
import { text } from "../../texts/text.ts";
import { Since } from "./since.tsx";

/**
 * The clocks of an open case: since when it is open, whether and when notice was served, and until when its receiver may
 * respond, as the notice says. What a lapse means is for the law of the place.
 */
export function CaseClocks({ of }: { readonly of: WorkCase }) {
  const { heldAt, notifiedAt, servedAt, respondBy, contested, seized } = of;
  return (
    <>
      <Since at={heldAt} told="work.openFor" />
      {notifiedAt === null ? (
        <span className="badge warn">{text("work.noNotice")}</span>
      ) : (
        <Since at={servedAt ?? notifiedAt} told="work.servedAgo" />
      )}
      {respondBy !== null && <Due at={respondBy} />}
      {seized && <span className="badge bad">{text("kind.Seize")}</span>}
      {contested && <span className="badge warn">{text("cases.contested")}</span>}
    </>
  );
}

function Due({ at }: { readonly at: number }) {
  const left = at - useNow();
  return left >= 0 ? (
    <span className="badge">{text("work.dueIn", { span: duration(left) })}</span>
  ) : (
    <span className="badge bad">{text("work.overdue", { span: duration(-left) })}</span>
  );
}

import type { WorkCase } from "../../../api/work.ts";
import { text, type TextKey } from "../../texts/text.ts";
import { dateTime, duration } from "../../times/format-time.ts";
import { useNow } from "../../times/use-now.ts";

/**
 * The times of an open case: since when it is open, when notice was served, and until when the served party may
 * respond. The law of the place decides the effect of a lapse.
 */
export function CaseClocks({ of }: { readonly of: WorkCase }) {
  const { heldAt, notifiedAt, servedAt, respondBy, contested, seized } = of;
  return (
    <>
      <Since at={heldAt} sentence="work.openFor" />
      {notifiedAt === null ? (
        <span className="badge warn">{text("work.noNotice")}</span>
      ) : (
        <Since at={servedAt ?? notifiedAt} sentence="work.servedAgo" />
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

/** The time since an event, updated as time passes. @param at Unix seconds. @param sentence A text with a `{span}`. */
export function Since({ at, sentence }: { readonly at: number; readonly sentence: TextKey }) {
  const now = useNow();
  return (
    <time className="clock" dateTime={new Date(at * 1000).toISOString()} title={dateTime(at)}>
      {text(sentence, { span: duration(now - at) })}
    </time>
  );
}

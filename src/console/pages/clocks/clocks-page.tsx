import { useMemo, useState } from "react";
import type { ClockView } from "../../../api/clock.ts";
import { useEndless } from "../../api/use-endless.ts";
import { useTitle } from "../../layout/use-title.ts";
import { ClockRow } from "../../parts/clock-row.tsx";
import { EndlessList } from "../../parts/endless-list.tsx";
import { useSession } from "../../session/session.ts";
import { text } from "../../texts/text.ts";

const PAGE = 50;

const keyOf = ({ id }: ClockView): string => id;

/** The open clocks that the reader's organisation sees, the first to end first. */
export default function ClocksPage() {
  useTitle(text("clocks.title"));
  const reader = useSession().participant.id;
  const [isOwn, setOwn] = useState(false);
  const queryKey = useMemo(() => ["clocks", isOwn ? "own" : "all"], [isOwn]);
  const list = useEndless(queryKey, "/v1/clocks", PAGE, keyOf, isOwn ? { waitsFor: reader } : {});
  return (
    <div className="stack">
      <h1>{text("clocks.title")}</h1>
      <section className="panel stack" aria-labelledby="clocks">
        <div>
          <h2 id="clocks">{text("clocks.open")}</h2>
          <p className="soft">{text("clocks.lead")}</p>
        </div>
        <label className="row">
          <input type="checkbox" checked={isOwn} onChange={({ target }) => setOwn(target.checked)} />
          {text("clocks.own")}
        </label>
        <EndlessList
          of={list}
          label={text("clocks.open")}
          row={(clock) => <ClockRow of={clock} />}
          height={110}
          none={text("clocks.none")}
        />
      </section>
    </div>
  );
}

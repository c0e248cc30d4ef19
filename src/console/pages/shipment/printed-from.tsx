import { dateTime } from "../../parts/date-time.ts";
import { useNow } from "../../parts/use-now.ts";
import { text } from "../../texts/text.ts";

/** What a sheet of paper has to say of itself: when it was printed, and where the page can be seen as it is by then. */
export function PrintedFrom() {
  return (
    <p className="printed small">{text("shipment.printed", { time: dateTime(useNow()), address: location.href })}</p>
  );
}

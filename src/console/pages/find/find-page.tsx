import { useTitle } from "../../layout/use-title.ts";
import { text } from "../../texts/text.ts";
import { RecentShipments } from "./recent-shipments.tsx";
import { SearchBox } from "./search-box.tsx";
import { WatchedShipments } from "./watched-shipments.tsx";
import "./find.css";

export function FindPage() {
  useTitle(text("find.title"));
  return (
    <div className="stack find">
      <h1>{text("find.title")}</h1>
      <SearchBox />
      <WatchedShipments />
      <RecentShipments />
    </div>
  );
}

import type { MatterState } from "../../../domain/cooperation/matter-state.ts";
import { text } from "../../texts/text.ts";

const GOOD: readonly MatterState[] = [
  "InForce",
  "Accepted",
  "Answered",
  "Receipted",
  "SealOpened",
  "Active",
  "Exhibited",
];
const WARN: readonly MatterState[] = ["Suspended", "Incomplete", "Refused", "Postponed", "Disputed", "Recalled"];

/** The state of a matter, a handover, a seal or an exhibit. */
export function StateBadge({ state }: { readonly state: MatterState }) {
  const tone = GOOD.includes(state) ? "good" : WARN.includes(state) ? "warn" : "";
  return <span className={`badge ${tone}`}>{text(`matterState.${state}`)}</span>;
}

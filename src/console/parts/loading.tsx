import { text } from "../texts/text.ts";

export function Loading() {
  return (
    <p className="busy soft" role="status" style={{ padding: "var(--space-4)" }}>
      {text("state.loading")}
    </p>
  );
}

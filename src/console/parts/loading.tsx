import { text } from "../texts/text.ts";

/** A placeholder for content that is loading. */
export function Loading() {
  return (
    <div className="loading busy" role="status">
      <span className="unseen">{text("state.loading")}</span>
      <span aria-hidden="true" />
      <span aria-hidden="true" />
      <span aria-hidden="true" />
    </div>
  );
}

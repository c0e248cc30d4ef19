import { useEffect } from "react";
import { text } from "../texts/text.ts";

/** Sets the title of the browser's tab, which a screen reader reads first. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · ${text("app.name")}`;
  }, [title]);
}

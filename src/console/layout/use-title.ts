import { useEffect } from "react";
import { text } from "../texts/text.ts";

/** Names the page in the browser's tab, which is also what a screen reader says first. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · ${text("app.name")}`;
  }, [title]);
}

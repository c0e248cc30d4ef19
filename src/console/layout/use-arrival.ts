import { useEffect, useRef } from "react";

/**
 * Begins each page at its top, with the focus in it when what had the focus is gone: whoever uses the keyboard goes on
 * there. Going back or forward is left to the browser, which knows where its user was.
 */
export function useArrival(path: string, content: () => HTMLElement | null): void {
  const shown = useRef(path);
  const traversed = useRef(false);
  useEffect(() => {
    const note = () => {
      traversed.current = true;
    };
    addEventListener("popstate", note);
    return () => removeEventListener("popstate", note);
  }, []);
  useEffect(() => {
    if (shown.current === path) return;
    shown.current = path;
    if (!traversed.current) scrollTo(0, 0);
    traversed.current = false;
    if (document.activeElement === document.body) content()?.focus({ preventScroll: true });
  }, [path, content]);
}

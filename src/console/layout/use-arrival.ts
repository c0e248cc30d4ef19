import { useEffect, useRef } from "react";

/**
 * Begins each page at its top. The content takes the focus when the focused element is gone, so that keyboard users
 * continue there. For back and forward, the browser restores the position.
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

import { type RefObject, useEffect, useRef, useState } from "react";

/** The width in CSS pixels that an element has, followed as it changes; 0 until it is known. */
export function useWidth<Element extends HTMLElement>(): [RefObject<Element | null>, number] {
  const box = useRef<Element>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    if (box.current === null) return;
    const observer = new ResizeObserver(([entry]) => {
      const seen = Math.floor(entry?.contentRect.width ?? 0);
      // A hidden element has no width; it keeps the last one.
      if (seen > 0) setWidth(seen);
    });
    observer.observe(box.current);
    return () => observer.disconnect();
  }, []);
  return [box, width];
}

/** The distance of an element from the top of the document in CSS pixels, updated as the page grows. */
export function useTop<Element extends HTMLElement>(): [RefObject<Element | null>, number] {
  const box = useRef<Element>(null);
  const [top, setTop] = useState(0);
  useEffect(() => {
    const look = () => setTop(Math.round((box.current?.getBoundingClientRect().top ?? 0) + scrollY));
    const observer = new ResizeObserver(look);
    observer.observe(document.body);
    return () => observer.disconnect();
  }, []);
  return [box, top];
}

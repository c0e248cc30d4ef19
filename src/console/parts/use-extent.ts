import { type RefObject, useEffect, useRef, useState } from "react";

/** The current width of an element in CSS pixels; 0 until it is known. */
export function useWidth<Element extends HTMLElement>(): [RefObject<Element | null>, number] {
  const box = useRef<Element>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    if (box.current === null) return;
    const observer = new ResizeObserver(([entry]) => {
      const seen = Math.floor(entry?.contentRect.width ?? 0);
      // A hidden element has no width; the last one stays.
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

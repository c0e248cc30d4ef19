import { type RefObject, useEffect, useRef, useState } from "react";

/** How far below the top of the document an element begins, in CSS pixels, followed as what is above it grows. */
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

import { type MouseEvent, useEffect, useRef } from "react";
import { PAGE_STYLE } from "../../../audit/evidence/story/page-style.ts";

/** The style of evidence, for a document that stands inside another. Made by script, which the page's policy allows. */
const style = new CSSStyleSheet();
style.replaceSync(`${PAGE_STYLE.replaceAll(":root", ":host")}:host { display: block; color: var(--text); }`);

/** What the verifier tells, in its own style, apart from the page's. @param html in which all from outside is escaped. */
export function VerdictDocument({ html }: { readonly html: string }) {
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (host.current === null) return;
    const root = host.current.shadowRoot ?? host.current.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [style];
    root.innerHTML = html;
  }, [html]);
  return <div ref={host} className="verdict-document" onClick={(event) => follow(event, host.current?.shadowRoot)} />;
}

/** The fragment is the console's address, so that links within the document are followed here. */
function follow(event: MouseEvent, root: ShadowRoot | null | undefined): void {
  const link = event.nativeEvent.composedPath().find((part) => part instanceof HTMLAnchorElement);
  const target = link?.getAttribute("href");
  if (!target?.startsWith("#")) return;
  event.preventDefault();
  root?.getElementById(target.slice(1))?.scrollIntoView({ block: "center" });
}

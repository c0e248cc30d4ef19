import { type MouseEvent, useEffect, useRef } from "react";
import { PAGE_STYLE } from "../../../audit/evidence/story/page-style.ts";

/**
 * The styles of an evidence report inside the page. Scripts may create them: the content security policy forbids inline
 * styles.
 */
const style = new CSSStyleSheet();
style.replaceSync(`${PAGE_STYLE.replaceAll(":root", ":host")}:host { display: block; color: var(--text); }`);

/**
 * The verifier's report, with its styles separate from the page's.
 *
 * @param html HTML in which all foreign text is escaped.
 */
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

/** The fragment is the console's address, so links within the document are followed by script. */
function follow(event: MouseEvent, root: ShadowRoot | null | undefined): void {
  const link = event.nativeEvent.composedPath().find((part) => part instanceof HTMLAnchorElement);
  const target = link?.getAttribute("href");
  if (!target?.startsWith("#")) return;
  event.preventDefault();
  root?.getElementById(target.slice(1))?.scrollIntoView({ block: "center" });
}

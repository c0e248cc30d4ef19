import { Link, useLocation } from "wouter";
import type { Liveness } from "../api/live.ts";
import { useCooperates } from "../pages/cooperation/use-cooperates.ts";
import { useSession } from "../session/session.ts";
import { SignOut } from "../session/sign-out.tsx";
import { text, type TextKey } from "../texts/text.ts";

const PAGES: readonly { readonly path: string; readonly label: TextKey }[] = [
  { path: "/", label: "nav.find" },
  { path: "/work", label: "nav.work" },
  { path: "/clocks", label: "nav.clocks" },
  { path: "/cases", label: "nav.cases" },
  { path: "/cooperation", label: "nav.cooperation" },
  { path: "/chain", label: "nav.chain" },
  { path: "/participants", label: "nav.participants" },
  { path: "/exchange", label: "nav.exchange" },
  { path: "/verify", label: "nav.verify" },
];

const LIVENESS: Record<Liveness["state"], { readonly label: TextKey; readonly tone: string }> = {
  live: { label: "live.live", tone: "good" },
  connecting: { label: "live.connecting", tone: "" },
  offline: { label: "live.offline", tone: "warn" },
};

export function Header({ liveness }: { readonly liveness: Liveness }) {
  const [path] = useLocation();
  const session = useSession();
  const cooperates = useCooperates();
  const pages = PAGES.filter(({ path: page }) => cooperates || page !== "/cooperation");
  const { label, tone } = LIVENESS[liveness.state];
  return (
    <header className="header">
      <Link href="/" className="brand">
        <img src={new URL("../style/mark.svg", import.meta.url).href} alt="" width="28" height="28" />
        {text("app.name")}
      </Link>
      <nav aria-label={text("app.navigation")}>
        {pages.map((page) => (
          <Link key={page.path} href={page.path} aria-current={isAt(page.path, path) ? "page" : undefined}>
            {text(page.label)}
          </Link>
        ))}
      </nav>
      <div className="who">
        <span className={`badge ${tone}`} role="status">
          {text(label)}
        </span>
        <span className="name" title={text("session.as", { name: session.participant.name ?? "" })}>
          <bdi>{session.participant.name}</bdi>
        </span>
        <SignOut />
      </div>
    </header>
  );
}

/** Whether an address belongs to a page or to a part of it. */
function isAt(page: string, path: string): boolean {
  return page === path || (page !== "/" && path.startsWith(`${page}/`));
}

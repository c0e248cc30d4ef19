import { text } from "../texts/text.ts";
import { SignInForm } from "./sign-in-form.tsx";
import "./sign-in.css";

export function SignInPage({ onEntered }: { readonly onEntered: () => void }) {
  return (
    <main className="sign-in">
      <section className="panel stack">
        <div className="stack">
          <h1>{text("app.name")}</h1>
          <p className="soft">{text("session.lead")}</p>
          <p className="small soft">
            {text("session.verify")} <a href="/verify">{text("evidence.verify")}</a>
          </p>
        </div>
        <SignInForm onEntered={onEntered} />
      </section>
    </main>
  );
}

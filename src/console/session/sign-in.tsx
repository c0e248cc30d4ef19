import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useEffect, useId, useRef, useState } from "react";
import type { Session } from "../../api/session.ts";
import { call } from "../api/call.ts";
import { ErrorNotice } from "../parts/error-notice.tsx";
import { text } from "../texts/text.ts";
import { takeSession, notifyOtherWindows } from "./session.ts";
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

/** Asks for the key again above the page, and stays until the user signs in. */
export function SignInDialog({ onEntered }: { readonly onEntered: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} className="panel" aria-labelledby="sign-in-title" onCancel={(event) => event.preventDefault()}>
      <div className="stack">
        <h2 id="sign-in-title">{text("session.title")}</h2>
        <p>{text("session.expired")}</p>
        <SignInForm onEntered={onEntered} />
      </div>
    </dialog>
  );
}

/** Exchanges an API key for a session. The key is forgotten as soon as it is sent. */
function SignInForm({ onEntered }: { readonly onEntered: () => void }) {
  const client = useQueryClient();
  const id = useId();
  const [key, setKey] = useState("");
  const signIn = useMutation({
    mutationFn: async (credential: string) => {
      await call<Session>("/v1/session", { method: "POST", headers: { authorization: `Bearer ${credential}` } });
      // This read sends only the cookie, and fails in a browser that does not keep it.
      return call<Session>("/v1/session");
    },
    onSuccess: (session) => {
      setKey("");
      takeSession(client, session);
      notifyOtherWindows();
      onEntered();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (key.trim() !== "") signIn.mutate(key.trim());
  };
  return (
    <form className="stack" onSubmit={submit}>
      <div className="field">
        <label htmlFor={id}>{text("session.key")}</label>
        <input
          id={id}
          type="password"
          autoComplete="current-password"
          spellCheck={false}
          value={key}
          onChange={({ target }) => setKey(target.value)}
          aria-describedby={`${id}-hint`}
          aria-invalid={signIn.isError}
          required
        />
        <span className="hint" id={`${id}-hint`}>
          {text("session.keyHint")}
        </span>
      </div>
      {!window.isSecureContext && <p className="notice warn">{text("session.insecure")}</p>}
      {signIn.isError && <ErrorNotice error={signIn.error} />}
      <button className="button primary" type="submit" disabled={signIn.isPending}>
        {text(signIn.isPending ? "session.entering" : "session.enter")}
      </button>
    </form>
  );
}

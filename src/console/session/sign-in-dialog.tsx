import { useEffect, useRef } from "react";
import { text } from "../texts/text.ts";
import { SignInForm } from "./sign-in-form.tsx";
import "./sign-in.css";

/** Asks for the key again on top of the page, and cannot be left without it. */
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

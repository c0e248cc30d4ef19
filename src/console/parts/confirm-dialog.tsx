import { type ReactNode, useEffect, useId, useRef } from "react";
import { text } from "../texts/text.ts";

interface ConfirmDialogProps {
  readonly title: string;
  /** The consequences of the action. */
  readonly children: ReactNode;
  /** Label of the button that confirms. */
  readonly confirm: string;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** Asks before an action that affects others. Leaving the dialog does nothing. */
export function ConfirmDialog({ title, children, confirm, onConfirm, onClose }: ConfirmDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} className="panel" aria-labelledby={id} onClose={onClose}>
      <div className="stack">
        <h2 id={id}>{title}</h2>
        <div>{children}</div>
        <div className="row end">
          <button type="button" className="button" onClick={() => dialog.current?.close()}>
            {text("confirm.leave")}
          </button>
          <button
            type="button"
            className="button primary"
            onClick={() => {
              onConfirm();
              dialog.current?.close();
            }}
          >
            {confirm}
          </button>
        </div>
      </div>
    </dialog>
  );
}

import { type InputHTMLAttributes, type ReactNode, useId } from "react";
import { text } from "../texts/text.ts";

/** What the page says below a control. */
interface Remarks {
  readonly hint?: string | undefined;
  readonly problem?: string | undefined;
}

interface FieldProps extends InputHTMLAttributes<HTMLInputElement>, Remarks {
  readonly label: string;
}

/** A text field with its label, hint and problem. */
export function Field({ label, hint, problem, ...input }: FieldProps) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        aria-describedby={idsOfRemarks(id, { hint, problem })}
        aria-invalid={problem !== undefined}
        {...input}
      />
      <Remarks of={id} hint={hint} problem={problem} />
    </div>
  );
}

/** The attributes with which a screen reader finds a control's label, hint and problem. */
export interface ControlProps {
  readonly id: string;
  readonly "aria-describedby": string | undefined;
  readonly "aria-invalid": boolean;
  readonly "aria-required": boolean;
}

interface LabelledProps extends Remarks {
  readonly label: string;
  readonly needed?: boolean;
  readonly children: (control: ControlProps) => ReactNode;
}

/** A control with its label, hint and problem. */
export function Labelled({ label, hint, problem, needed = false, children }: LabelledProps) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>
        {label} {needed && <span className="needed">{text("form.needed")}</span>}
      </label>
      {children({
        id,
        "aria-describedby": idsOfRemarks(id, { hint, problem }),
        "aria-invalid": problem !== undefined,
        "aria-required": needed,
      })}
      <Remarks of={id} hint={hint} problem={problem} />
    </div>
  );
}

function Remarks({ of: id, hint, problem }: Remarks & { readonly of: string }) {
  return (
    <>
      {hint !== undefined && (
        <span className="hint" id={`${id}-hint`}>
          {hint}
        </span>
      )}
      {problem !== undefined && (
        <span className="problem" id={`${id}-problem`}>
          {problem}
        </span>
      )}
    </>
  );
}

/** The ids of a control's remarks for `aria-describedby`. */
function idsOfRemarks(id: string, { hint, problem }: Remarks): string | undefined {
  return [hint && `${id}-hint`, problem && `${id}-problem`].filter(Boolean).join(" ") || undefined;
}

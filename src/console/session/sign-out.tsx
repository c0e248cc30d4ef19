import { useMutation, useQueryClient } from "@tanstack/react-query";
import { call } from "../api/call.ts";
import { text } from "../texts/text.ts";
import { notifyOtherWindows } from "./session.ts";

/** Ends the session. A failure is shown, because the user may otherwise leave while still signed in. */
export function SignOut() {
  const client = useQueryClient();
  const leaving = useMutation({
    mutationFn: () => call("/v1/session", { method: "DELETE" }),
    onSuccess: () => {
      notifyOtherWindows();
      client.clear();
      // A reload clears the page's memory.
      location.assign("/");
    },
  });
  return (
    <>
      {leaving.isError && (
        <span role="alert" className="badge bad">
          {text("session.notLeft")}
        </span>
      )}
      <button className="button quiet" type="button" onClick={() => leaving.mutate()} aria-busy={leaving.isPending}>
        {text("session.leave")}
      </button>
    </>
  );
}

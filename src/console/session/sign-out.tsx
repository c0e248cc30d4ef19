import { useMutation, useQueryClient } from "@tanstack/react-query";
import { call } from "../api/call.ts";
import { text } from "../texts/text.ts";
import { tellOtherWindows } from "./session.ts";

/** Ends the session; while it could not be ended that is said, since somebody may leave believing it was. */
export function SignOut() {
  const client = useQueryClient();
  const leaving = useMutation({
    mutationFn: () => call("/v1/session", { method: "DELETE" }),
    onSuccess: () => {
      tellOtherWindows();
      client.clear();
      // A reload drops everything that the page held in memory.
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

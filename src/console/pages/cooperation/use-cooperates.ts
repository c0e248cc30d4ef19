import { useQuery } from "@tanstack/react-query";
import { reads } from "../../api/reads.ts";
import { useSession } from "../../session/session.ts";

/** Whether the reader's organisation is an authority. */
export function useIsAuthority(): boolean {
  return useSession().participant.roles.some((role) => role === "customs" || role === "tribunal");
}

/** Whether work between authorities concerns the reader's organisation: it is one, or something was addressed to it. */
export function useCooperates(): boolean {
  const isAuthority = useIsAuthority();
  const { data } = useQuery({ ...reads.newestMatters(), enabled: !isAuthority });
  return isAuthority || (data !== undefined && data.length > 0);
}

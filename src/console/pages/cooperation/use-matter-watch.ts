import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { refresh } from "../../api/cache.ts";
import { reads } from "../../api/reads.ts";

/** Milliseconds between two looks: the event stream announces entries, but no acts. */
const LOOK_MS = 5_000;

/** Looks at what changed last, and reloads the shown matters and handovers when that is something else. */
export function useMatterWatch(): void {
  const client = useQueryClient();
  const { data } = useQuery({ ...reads.newestMatters(), refetchInterval: LOOK_MS });
  const seen = useRef(data);
  useEffect(() => {
    if (seen.current !== undefined && seen.current !== data)
      for (const queryKey of [["matters"], ["handovers"]]) refresh(client, { queryKey });
    seen.current = data;
  }, [client, data]);
}

import type { KindView } from "../../../api/work.ts";
import { queryOptions } from "@tanstack/react-query";
import { call } from "../../api/call.ts";

/** The rules of every kind, which change only with the gateway's version. */
export const readKinds = () =>
  queryOptions({
    queryKey: ["kinds"],
    queryFn: async ({ signal }) => (await call<{ items: readonly KindView[] }>("/v1/kinds", { signal })).items,
    staleTime: Infinity,
  });

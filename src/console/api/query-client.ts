import { QueryClient } from "@tanstack/react-query";
import { Problem } from "./problem.ts";

/** Answers are kept and shown while they are asked for again; what the gateway refuses is not asked for again. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        gcTime: 10 * 60_000,
        retry: (failures, error) => failures < 3 && !(error instanceof Problem && error.status < 500),
        networkMode: "always",
      },
      mutations: { networkMode: "always" },
    },
  });
}

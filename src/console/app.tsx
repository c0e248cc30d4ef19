import { QueryClientProvider } from "@tanstack/react-query";
import { useState } from "react";
import { Router } from "wouter";
import { useHashLocation } from "wouter/use-hash-location";
import { createQueryClient } from "./api/cache.ts";
import { Shell } from "./layout/shell.tsx";
import { SessionGate } from "./session/session-gate.tsx";

/** The console. Addresses are URL fragments, so that the server has one file for all pages. */
export function App() {
  const [client] = useState(createQueryClient);
  return (
    <QueryClientProvider client={client}>
      <Router hook={useHashLocation}>
        <SessionGate>
          <Shell />
        </SessionGate>
      </Router>
    </QueryClientProvider>
  );
}

import { useQuery } from "@tanstack/react-query";
import { useSession } from "../../session/session.ts";
import { readKinds } from "../record/read-kinds.ts";

/** Whether the ledger lets the reader's organisation open a shipment, and its API key may record. */
export function useMayOpen(): boolean {
  const { participant, scopes } = useSession();
  const { data: kinds = [] } = useQuery(readKinds());
  const roles = kinds.find(({ kind }) => kind === "Consign")?.roles ?? [];
  return scopes.includes("record") && participant.roles.some((role) => roles.includes(role));
}

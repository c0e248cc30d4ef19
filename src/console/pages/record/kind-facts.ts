import { queryOptions } from "@tanstack/react-query";
import type { Kind } from "../../../domain/rules/kind.ts";
import type { Requirement } from "../../../domain/payload/required-members.ts";
import type { Role } from "../../../domain/rules/role.ts";
import { call } from "../../api/call.ts";
import type { FieldSchema } from "./form/field-schema.ts";

/** What entries of a kind look like, as the API tells it. */
export interface KindFacts {
  readonly kind: Kind;
  /** Who may record it; `null` for every participant. */
  readonly roles: readonly Role[] | null;
  readonly counterparty: "required" | "none";
  readonly refersTo: "required" | "optional" | "none";
  readonly names: "unit" | "case" | "entry" | null;
  /** Members that its payload must have. */
  readonly requires: readonly Requirement[];
  /** Of the payload. */
  readonly payload: FieldSchema;
}

/** The facts of every kind, which change with the gateway's version alone. */
export const readKinds = () =>
  queryOptions({
    queryKey: ["kinds"],
    queryFn: async ({ signal }) => (await call<{ items: readonly KindFacts[] }>("/v1/kinds", { signal })).items,
    staleTime: Infinity,
  });

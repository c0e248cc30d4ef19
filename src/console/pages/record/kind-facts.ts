import { queryOptions } from "@tanstack/react-query";
import type { Kind } from "../../../domain/kind.ts";
import { call } from "../../api/call.ts";
import type { FieldSchema } from "./form/field-schema.ts";

/** What entries of a kind look like, as the API tells it. */
export interface KindFacts {
  readonly kind: Kind;
  readonly counterparty: "required" | "none";
  readonly refersTo: "required" | "optional" | "none";
  readonly names: "unit" | "case" | "entry" | null;
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

import { isJsonObject, type JsonValue } from "../../domain/encoding/json.ts";
import { jsonLdValues } from "./json-ld-values.ts";

/** The namespace of CBV's master data. Unlike the others it does not end in the separator before a name. */
const MASTER_DATA = "urn:epcglobal:cbv:mda";

/** The prefixes of the EPCIS 2.0 context, and ours. */
const STANDARD_PREFIXES: readonly (readonly [string, string])[] = [
  ["epcis", "https://ref.gs1.org/epcis/"],
  ["cbv", "https://ref.gs1.org/cbv/"],
  ["gs1", "https://gs1.org/voc/"],
  ["cbvmda", MASTER_DATA],
  ["rdfs", "http://www.w3.org/2000/01/rdf-schema#"],
  ["owl", "http://www.w3.org/2002/07/owl#"],
  ["xsd", "http://www.w3.org/2001/XMLSchema#"],
  ["dcterms", "http://purl.org/dc/terms/"],
  ["portolan", "urn:portolan:ns:"],
];

/** A name whose prefix is replaced by its namespace; the namespace is empty for a name without a known prefix. */
export interface QualifiedName {
  readonly namespace: string;
  readonly local: string;
}

/**
 * The prefixes that the `@context` of a document or event defines, with their namespaces. The EPCIS context is built in.
 * No context is fetched: names with prefixes that a remote context defines stay as written.
 */
export class Context {
  static readonly STANDARD = new Context(new Map(STANDARD_PREFIXES));

  readonly #prefixes: ReadonlyMap<string, string>;

  private constructor(prefixes: ReadonlyMap<string, string>) {
    this.#prefixes = prefixes;
  }

  /** This context with the definitions of another `@context` added, which override earlier ones. */
  with(context: JsonValue | undefined): Context {
    const definitions = jsonLdValues(context).filter(isJsonObject);
    if (definitions.length === 0) return this;
    const prefixes = new Map(this.#prefixes);
    for (const [term, definition] of definitions.flatMap((one) => Object.entries(one))) {
      const iri = isJsonObject(definition) ? definition["@id"] : definition;
      if (typeof iri === "string" && !term.startsWith("@")) prefixes.set(term, new Context(prefixes).expand(iri));
    }
    return new Context(prefixes);
  }

  /** The full URI of a compact URI (`ex:name`); any other text unchanged. */
  expand(text: string): string {
    const { namespace, local } = this.qualify(text);
    return namespace === MASTER_DATA ? `${namespace}:${local}` : namespace + local;
  }

  qualify(text: string): QualifiedName {
    const colon = text.indexOf(":");
    const namespace =
      colon < 0 || text.startsWith("//", colon + 1) ? undefined : this.#prefixes.get(text.slice(0, colon));
    return namespace === undefined ? { namespace: "", local: text } : { namespace, local: text.slice(colon + 1) };
  }
}

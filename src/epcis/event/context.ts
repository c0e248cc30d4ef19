import { isJsonObject, type JsonValue } from "../../domain/encoding/json.ts";

/** The namespace of CBV's master data, which unlike others does not end in what separates it from a name. */
const MASTER_DATA = "urn:epcglobal:cbv:mda";

/** The prefixes of the EPCIS 2.0 context, which every document refers to, and ours. */
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

/** A name in full: the namespace that its prefix stands for, empty where it has none that is known, and the rest. */
export interface QualifiedName {
  readonly namespace: string;
  readonly local: string;
}

/**
 * What the `@context` of a document or event says: which namespace a prefix stands for. The EPCIS context is built in.
 * Nothing is ever fetched: what a context elsewhere defines is unknown here, and names with its prefixes stay as written.
 */
export class Context {
  static readonly STANDARD = new Context(new Map(STANDARD_PREFIXES));

  readonly #prefixes: ReadonlyMap<string, string>;

  private constructor(prefixes: ReadonlyMap<string, string>) {
    this.#prefixes = prefixes;
  }

  /** This context with another on top, which may hold anything that the schema of `@context` lets through. */
  with(context: JsonValue | undefined): Context {
    const definitions = (Array.isArray(context) ? (context as readonly JsonValue[]) : [context]).filter(isJsonObject);
    if (definitions.length === 0) return this;
    const prefixes = new Map(this.#prefixes);
    for (const [term, definition] of definitions.flatMap(Object.entries) as [string, JsonValue][]) {
      const iri = isJsonObject(definition) ? definition["@id"] : definition;
      if (typeof iri === "string" && !term.startsWith("@")) prefixes.set(term, new Context(prefixes).expand(iri));
    }
    return new Context(prefixes);
  }

  /** A compact URI (`ex:name`) in full, anything else as it is. */
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

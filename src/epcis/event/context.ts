import { isJsonObject, type JsonValue } from "../../domain/encoding/json.ts";
import { jsonLdValues } from "./json-ld-values.ts";

/** The namespace of the CBV's master data, which lacks the separator before a name. */
const MASTER_DATA = "urn:epcglobal:cbv:mda";

/** The prefix of Portolan's members and its namespace, which is the same in each document that is read or written. */
export const OWN_PREFIX = { portolan: "urn:portolan:ns:" } as const;

/** The prefixes of the EPCIS 2.0 context and of Portolan. */
const STANDARD_PREFIXES: readonly (readonly [string, string])[] = [
  ["epcis", "https://ref.gs1.org/epcis/"],
  ["cbv", "https://ref.gs1.org/cbv/"],
  ["gs1", "https://gs1.org/voc/"],
  ["cbvmda", MASTER_DATA],
  ["rdfs", "http://www.w3.org/2000/01/rdf-schema#"],
  ["owl", "http://www.w3.org/2002/07/owl#"],
  ["xsd", "http://www.w3.org/2001/XMLSchema#"],
  ["dcterms", "http://purl.org/dc/terms/"],
  ...Object.entries(OWN_PREFIX),
];

/** A name with its namespace, which is empty for a name without a known prefix. */
export interface QualifiedName {
  readonly namespace: string;
  readonly local: string;
}

/**
 * The prefixes and namespaces of the `@context` of a document or event. It includes the EPCIS context, and fetches no
 * remote context: names with prefixes of a remote context stay unchanged.
 */
export class Context {
  static readonly STANDARD = new Context(new Map(STANDARD_PREFIXES));

  readonly #prefixes: ReadonlyMap<string, string>;

  private constructor(prefixes: ReadonlyMap<string, string>) {
    this.#prefixes = prefixes;
  }

  /** Makes a copy with the definitions of another `@context`, which override earlier definitions. */
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

  /** Expands a compact URI (`ex:name`); returns any other text unchanged. */
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

import { basename, dirname, join, relative } from "node:path";
import type { Plugin, UserConfig } from "vite";

const ROOT = join(import.meta.dirname, "..", "..");

/** What a bundle contains, and where it is written. */
export interface Bundle {
  /** The programs' entry files by the names of the programs, as paths below the project's folder. */
  readonly programs: Readonly<Record<string, string>>;
  /** Absolute path of the written folder, below the project's folder. */
  readonly folder: string;
  /** Further steps of the build. */
  readonly plugins?: readonly Plugin[];
}

/**
 * Settings with which Vite bundles programs for Node. A program then loads some dozen files instead of 1,800, and
 * starts with a third of the processor time.
 *
 * Packages with native code or with files beside their code are not bundled. The local chain loads Hardhat with its
 * plugins, which find each other by their names.
 */
export function bundle({ programs, folder, plugins = [] }: Bundle): UserConfig {
  const input = Object.fromEntries(Object.entries(programs).map(([name, file]) => [name, join(ROOT, file)]));
  return {
    root: ROOT,
    publicDir: false,
    logLevel: "warn",
    plugins: [...plugins, inTheirPlaces(folder, new Set(Object.values(input)))],
    ssr: { noExternal: true },
    build: {
      ssr: true,
      outDir: folder,
      emptyOutDir: true,
      target: "node24",
      minify: false,
      reportCompressedSize: false,
      rolldownOptions: {
        input,
        external: [/^hardhat(\/|$)/, /^@nomicfoundation\//, /^(secp256k1|swagger-ui-dist|pg-native)(\/|$)/],
        output: {
          chunkFileNames: "[name]-[hash].js",
          // The writing thread loads the files that define transactions, and nothing else.
          codeSplitting: { groups: [{ name: "store", test: /\/src\/store\/(?!sqlite\/sqlite-writer-thread)/ }] },
        },
      },
    },
  };
}

/**
 * Lets bundled files find the files beside their sources, and the programs of threads and child processes, which become
 * programs of the bundle.
 */
function inTheirPlaces(folder: string, entries: ReadonlySet<string>): Plugin {
  const up = relative(folder, ROOT);
  return {
    name: "portolan-in-their-places",
    enforce: "pre",
    transform(code, id) {
      if (id.includes("node_modules") || !id.endsWith(".ts")) return undefined;
      const source = dirname(id);
      return code
        .replaceAll("import.meta.dirname", () => {
          const place = ["", up, relative(ROOT, source)].join("/").replaceAll("\\", "/");
          return `(import.meta.dirname + ${JSON.stringify(place)})`;
        })
        .replaceAll(/new URL\("(\.[\w./-]+)\.ts", import\.meta\.url\)/g, (_, path: string) => {
          const file = join(source, `${path}.ts`);
          const name = basename(path);
          if (!entries.has(file)) this.emitFile({ type: "chunk", id: file, fileName: `${name}.js` });
          return `new URL("./${name}.js", import.meta.url)`;
        });
    },
  };
}

import { createNodeResolver, importX } from "eslint-plugin-import-x";
import tseslint from "typescript-eslint";
import plainWords from "./scripts/checks/plain-words.json" with { type: "json" };

/**
 * The arrows of ARCHITECTURE.md: a folder may import itself, `domain`, and what is listed for it, nothing else.
 */
const ARROWS = {
  domain: [],
  api: [],
  files: [],
  rpc: [],
  ledger: ["rpc"],
  keys: ["files", "rpc"],
  store: ["api"],
  node: ["files"],
  exchange: ["api", "ledger", "keys"],
  gateway: ["api", "rpc", "ledger", "keys", "store", "exchange"],
  audit: ["api", "files", "rpc", "ledger", "keys", "exchange"],
  epcis: ["api", "ledger", "store", "gateway"],
  http: ["api", "gateway", "audit", "epcis", "exchange"],
  console: ["api", "audit"],
  config: [],
  cli: ["api", "config", "files", "rpc", "ledger", "keys", "gateway", "audit", "epcis", "http", "node"],
};

/** `start` wires all of them, and none of them knows it. */
const FOLDERS = [...Object.keys(ARROWS), "start"];

const zones = Object.entries(ARROWS).map(([folder, known]) => {
  const allowed = [...new Set([folder, "domain", ...known])];
  return {
    target: `src/${folder}`,
    from: FOLDERS.filter((other) => !allowed.includes(other)).map((other) => `src/${other}`),
    message: `src/${folder} may know only: ${allowed.join(", ")}. Arrows point inwards (ARCHITECTURE.md).`,
  };
});

/** Libraries that one folder translates for all others. */
const libraries = Object.keys(ARROWS).map((folder) => ({
  files: [`src/${folder}/**/*.{ts,tsx}`],
  rules: {
    "@typescript-eslint/no-restricted-imports": [
      "error",
      {
        patterns: [
          ...(folder === "ledger" || folder === "node"
            ? []
            : [{ group: ["ethers", "**/types/**"], message: "Only src/ledger knows ethers and TypeChain's types." }]),
          ...(folder === "store"
            ? []
            : [{ group: ["kysely", "pg", "node:sqlite"], message: "Only src/store knows SQL." }]),
          ...(folder === "http" ? [] : [{ group: ["express"], message: "Only src/http knows Express." }]),
          ...(folder === "node"
            ? []
            : [{ group: ["hardhat", "hardhat/*"], message: "Only src/node, src/start and deploy know Hardhat." }]),
        ],
      },
    ],
  },
}));

/** Syntax that hides an error or a dependency. */
const RESTRICTED_SYNTAX = [
  {
    selector: "TSAsExpression > TSAsExpression > TSUnknownKeyword",
    message: "`as unknown as` hides a type error; translate the value at the edge instead.",
  },
  {
    selector: "MemberExpression[object.name='process'][property.name='env']",
    message: "Only config.ts reads the environment.",
  },
];

/** Words that the tables of texts avoid, as CONTRIBUTING.md shows them. */
const PLAIN_WORDS = plainWords.map(({ avoid, say, pattern }) => ({
  selector: `Literal[value=/${pattern}/i]`,
  message: `Avoid "${avoid}"; say: ${say} (CONTRIBUTING.md).`,
}));

export default tseslint.config(
  {
    ignores: [
      "node_modules/",
      "types/",
      "artifacts/",
      "cache/",
      "data/",
      "coverage/",
      "bench-results/",
      "assurance-results/",
      "dist/",
    ],
  },
  ...tseslint.configs.strict,
  {
    files: ["**/*.{ts,tsx}"],
    rules: {
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/no-invalid-void-type": "off",
      "@typescript-eslint/no-unused-expressions": "off",
      "no-console": "error",
      eqeqeq: "error",
      complexity: ["error", { max: 20 }],
      "max-depth": ["error", 4],
      "no-restricted-syntax": ["error", ...RESTRICTED_SYNTAX],
    },
  },
  {
    files: ["src/config/config.ts", "test/**/*.ts", "scripts/**/*.ts"],
    rules: { "no-restricted-syntax": "off" },
  },
  {
    files: ["src/cli/**/*.ts", "scripts/**/*.ts", "src/start/**/*.ts", "test/assurance/**/*.ts"],
    rules: { "no-console": "off" },
  },
  {
    files: ["src/**/*.{ts,tsx}"],
    plugins: { "import-x": importX },
    settings: {
      "import-x/resolver-next": [createNodeResolver({ extensions: [".ts", ".tsx"] })],
      "import-x/extensions": [".ts", ".tsx"],
    },
    rules: {
      "import-x/no-restricted-paths": ["error", { zones }],
    },
  },
  {
    files: ["src/domain/errors/*.errors.ts", "src/console/texts/catalogues/*.ts"],
    rules: { "no-restricted-syntax": ["error", ...RESTRICTED_SYNTAX, ...PLAIN_WORDS] },
  },
  ...libraries,
);

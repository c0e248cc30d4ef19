import tseslint from "typescript-eslint";

/**
 * The arrows of ARCHITECTURE.md: a folder may import itself, `domain`, and what is listed for it, nothing else.
 */
const ARROWS = {
  domain: [],
  files: [],
  rpc: [],
  ledger: ["rpc"],
  keys: ["files", "rpc"],
  store: [],
  node: ["files"],
  gateway: ["rpc", "ledger", "keys", "store"],
  audit: ["files", "rpc", "ledger", "keys"],
  epcis: ["ledger", "store", "gateway"],
  http: ["gateway", "audit", "epcis"],
  console: ["audit"],
  cli: ["files", "rpc", "ledger", "keys", "gateway", "audit", "epcis", "http", "node"],
};

const FOLDERS = Object.keys(ARROWS);

const arrows = FOLDERS.map((folder) => {
  const allowed = new Set([folder, ...(folder === "domain" ? [] : ["domain"]), ...ARROWS[folder]]);
  const forbidden = FOLDERS.filter((other) => !allowed.has(other));
  return {
    files: [`src/${folder}/**/*.{ts,tsx}`],
    rules: {
      "@typescript-eslint/no-restricted-imports": [
        "error",
        {
          patterns: [
            {
              group: forbidden.map((other) => `**/${other}/**`),
              message: `src/${folder} may know only: ${[...allowed].join(", ")}. Arrows point inwards (ARCHITECTURE.md).`,
              // The console is a program of its own over the public API: of the server it knows the shapes of answers, and
              // of the audit what verifies them in a browser.
              allowTypeImports: folder === "console",
            },
            ...(folder === "ledger" || folder === "node"
              ? []
              : [{ group: ["ethers", "**/types/**"], message: "Only src/ledger knows ethers and TypeChain's types." }]),
            ...(folder === "store"
              ? []
              : [{ group: ["kysely", "pg", "node:sqlite"], message: "Only src/store knows SQL." }]),
            ...(folder === "http" ? [] : [{ group: ["express"], message: "Only src/http knows Express." }]),
            ...(folder === "node"
              ? []
              : [{ group: ["hardhat", "hardhat/*"], message: "Only src/node and deploy know Hardhat." }]),
            { group: ["**/main.ts"], message: "main.ts knows everybody; nobody knows main.ts." },
          ],
        },
      ],
    },
  };
});

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
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    files: ["**/*.{ts,tsx}"],
    rules: {
      "@typescript-eslint/no-floating-promises": ["error"],
      "@typescript-eslint/no-misused-promises": ["error", { checksVoidReturn: false }],
      "@typescript-eslint/await-thenable": "error",
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/no-invalid-void-type": "off",
      "@typescript-eslint/no-unused-expressions": "off",
      "no-console": "error",
      eqeqeq: "error",
      complexity: ["error", { max: 20 }],
      "max-depth": ["error", 4],
      "no-restricted-syntax": [
        "error",
        {
          selector: "TSAsExpression > TSAsExpression > TSUnknownKeyword",
          message: "`as unknown as` hides a type error; translate the value at the edge instead.",
        },
        {
          selector: "MemberExpression[object.name='process'][property.name='env']",
          message: "config.ts alone reads the environment.",
        },
      ],
    },
  },
  { files: ["src/config.ts", "test/**/*.ts", "scripts/**/*.ts"], rules: { "no-restricted-syntax": "off" } },
  { files: ["src/cli/**/*.ts", "scripts/**/*.ts", "src/main.ts"], rules: { "no-console": "off" } },
  ...arrows,
);

/**
 * The directions of imports: core ← platform ← areas ← main and cli; ui beside platform.
 * Every rule blocks; there is no baseline of tolerated exceptions.
 */

/** What each area may reach, always through the other's index.ts. An area that is missing here may reach no other. */
const REACHES = {
  organisation: [],
  identity: ["organisation"],
  procedures: ["organisation", "identity"],
  processes: ["organisation", "identity", "procedures"],
  dossiers: ["organisation", "identity", "procedures", "processes"],
  fees: ["organisation", "identity", "procedures", "dossiers"],
  papers: ["organisation", "identity", "procedures", "dossiers", "fees"],
  results: ["organisation", "identity", "procedures", "dossiers", "papers", "fees"],
  forms: ["organisation", "identity", "procedures", "dossiers", "fees", "papers", "results"],
  notices: ["organisation", "identity", "procedures", "dossiers"],
  printers: ["organisation", "identity"],
  queue: ["organisation", "identity", "procedures", "dossiers", "fees", "notices", "portal", "printers"],
  feedback: ["organisation", "identity", "procedures", "dossiers", "queue"],
  interconnection: ["organisation", "identity", "procedures", "processes", "dossiers", "papers"],
  filing: ["organisation", "identity", "procedures", "dossiers", "fees", "papers", "notices"],
  portal: ["organisation", "identity", "procedures", "dossiers", "fees", "papers", "results", "notices", "filing"],
  reports: ["organisation", "identity", "procedures", "dossiers", "fees"],
  exchange: ["organisation", "identity", "procedures", "processes", "dossiers", "fees", "papers", "results"],
  deadlines: ["organisation", "procedures", "dossiers"],
  displays: ["organisation", "identity", "printers", "queue", "feedback", "reports"],
  sites: ["organisation", "identity", "procedures", "papers", "reports"],
  facilities: ["organisation", "identity"],
  secondments: ["organisation"],
};

const TEST = "\\.test\\.tsx?$";
const COMPOSITION = "^src/(main-[a-z-]+\\.tsx?|shell\\.tsx|areas\\.ts|cli/)";

const areaDirections = Object.entries(REACHES).map(([area, reached]) => ({
  name: `area-${area}-direction`,
  comment: `${area} may import ${reached.length === 0 ? "no other area" : reached.join(", ")}`,
  severity: "error",
  from: { path: `^src/areas/${area}/`, pathNot: TEST },
  to: { path: "^src/areas/", pathNot: [`^src/areas/(${[area, ...reached].join("|")})/`] },
}));

export default {
  forbidden: [
    {
      name: "no-cycles",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    {
      name: "no-unresolvable",
      comment: "an import that leads nowhere",
      severity: "error",
      from: {},
      to: { couldNotResolve: true, pathNot: "^(node:|virtual:)" },
    },
    {
      name: "no-orphans",
      comment: "a module that nothing imports and that imports nothing",
      severity: "error",
      from: { orphan: true, path: "^src/", pathNot: [TEST, "^src/ui/assets/", "\\.d\\.ts$"] },
      to: {},
    },
    {
      name: "core-is-pure",
      comment: "core imports core alone: no library, no Node module, no other layer",
      severity: "error",
      from: { path: "^src/core/", pathNot: TEST },
      to: { pathNot: "^src/core/" },
    },
    {
      name: "platform-knows-no-area",
      severity: "error",
      from: { path: "^src/platform/", pathNot: TEST },
      to: { path: "^src/(areas|cli|main-|shell)" },
    },
    {
      name: "platform-renders-through-one-door",
      comment: "platform may import ui/render.ts and nothing else of ui",
      severity: "error",
      from: { path: "^src/platform/", pathNot: TEST },
      to: { path: "^src/ui/", pathNot: "^src/ui/render\\.ts$" },
    },
    {
      name: "ui-has-no-business",
      comment: "ui imports preact, itself and the language of platform/i18n",
      severity: "error",
      from: { path: "^src/ui/", pathNot: TEST },
      to: { pathNot: ["^src/ui/", "^src/platform/i18n/", "node_modules/(preact|preact-render-to-string)/"] },
    },
    {
      name: "areas-by-their-door",
      comment: "another area is reached through its index.ts alone",
      severity: "error",
      from: { path: "^src/areas/([^/]+)/" },
      to: { path: "^src/areas/", pathNot: ["^src/areas/$1/", "^src/areas/[^/]+/index\\.ts$"] },
    },
    {
      name: "composition-by-the-door",
      comment: "the composition roots and the command line reach areas through index.ts alone",
      severity: "error",
      from: { path: COMPOSITION, pathNot: TEST },
      to: { path: "^src/areas/", pathNot: "^src/areas/[^/]+/index\\.ts$" },
    },
    {
      name: "only-composition-roots-import-areas",
      comment: "outside the areas only main-*, shell.tsx and the command line import areas",
      severity: "error",
      from: { path: "^src/", pathNot: ["^src/areas/", COMPOSITION, TEST] },
      to: { path: "^src/areas/" },
    },
    {
      name: "areas-do-not-import-upwards",
      severity: "error",
      from: { path: "^src/(areas|platform|core|ui)/", pathNot: TEST },
      to: { path: COMPOSITION },
    },
    ...areaDirections,
    {
      name: "sql-in-stores-only",
      comment: "Kysely is for *.store.ts and platform/db",
      severity: "error",
      from: { path: "^src/", pathNot: ["\\.store\\.ts$", "^src/platform/(db|jobs)/", TEST] },
      to: { path: "node_modules/kysely/" },
    },
    {
      name: "driver-in-platform-only",
      comment: "pg is for the platform; elsewhere its types at most",
      severity: "error",
      from: { path: "^src/", pathNot: ["^src/platform/", COMPOSITION, TEST] },
      to: { path: "node_modules/pg/", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "pages-and-rules-read-no-store",
      comment: "a store is for commands, queries and routes, never for pages or rules",
      severity: "error",
      from: { path: "\\.(page|rules|policy|errors)\\.tsx?$" },
      to: { path: "\\.store\\.ts$", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "rules-and-policies-are-pure",
      comment: "*.rules.ts and *.policy.ts import core, one another, the canonical form of texts, lists of words and types",
      severity: "error",
      from: { path: "^src/areas/.*\\.(rules|policy)\\.ts$" },
      to: {
        pathNot: ["^src/core/", "\\.(rules|policy)\\.ts$", "^src/platform/input/text\\.ts$", "/common-passwords\\.ts$"],
        dependencyTypesNot: ["type-only"],
      },
    },
    {
      name: "product-does-not-import-tests",
      severity: "error",
      from: { path: "^src/", pathNot: TEST },
      to: { path: ["^(test|e2e|bench|scripts)/", TEST] },
    },
    {
      name: "no-development-packages-in-the-product",
      severity: "error",
      from: { path: "^src/", pathNot: TEST },
      to: { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["type-only"] },
    },
    {
      name: "no-undeclared-packages",
      severity: "error",
      from: { path: "^(src|test|e2e|bench|scripts)/" },
      to: { dependencyTypes: ["npm-no-pkg", "npm-unknown"] },
    },
    {
      name: "no-deprecated-node-modules",
      severity: "error",
      from: {},
      to: { dependencyTypes: ["core"], path: ["^(punycode|domain|constants|sys|_linklist|_stream_wrap)$"] },
    },
  ],
  options: {
    parser: "swc",
    tsPreCompilationDeps: true,
    combinedDependencies: false,
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^(dist|coverage|reports)/" },
    skipAnalysisNotInRules: true,
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "default", "types"],
      mainFields: ["module", "main", "types"],
      extensions: [".ts", ".tsx", ".mjs", ".js", ".json"],
    },
  },
};

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { describe, expect, it } from "vitest";

const ROOT = join(import.meta.dirname, "..");
const LONGEST_FILE = 300;
const LONGEST_TEST = 350;
const LONGEST_AREA_README = 60;
const MOST_DEPENDENCIES = 45;

/** What may stand between the subject and the ending of a file's name; what each may touch is said in ARCHITECTURE.md. */
const ROLES = new Set([
  "rules",
  "policy",
  "errors",
  "store",
  "clock",
  "slip",
  "api",
  "web",
  "page",
  "jobs",
  "test",
  "config",
  "d",
]);

const AREAS = namesIn("src/areas");

function namesIn(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));
}

function filesIn(...folders: string[]): string[] {
  return folders
    .filter((folder) => existsSync(join(ROOT, folder)))
    .flatMap((folder) => readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true }))
    .flatMap((entry) => (entry.isFile() ? [relative(ROOT, join(entry.parentPath, entry.name))] : []))
    .filter((path) => !path.includes("node_modules/") && !path.includes("/.shots/"));
}

const read = (path: string): string => readFileSync(join(ROOT, path), "utf8");
const isCode = (path: string): boolean => /\.(ts|tsx|mjs|js)$/.test(path);
const isTest = (path: string): boolean => /\.test\.tsx?$/.test(path);
const withoutComments = (code: string): string => code.replaceAll(/\/\*[\s\S]*?\*\//g, "").replaceAll(/(^|\s)\/\/.*$/gm, "");

/** The lines of these files that match, as "path:line text", so that a failure names the places. */
function findLines(paths: readonly string[], pattern: RegExp): string[] {
  return paths.flatMap((path) =>
    withoutComments(read(path))
      .split("\n")
      .flatMap((line) => (pattern.test(line) ? [`${path}: ${line.trim().slice(0, 120)}`] : [])),
  );
}

const source = filesIn("src");
const code = source.filter(isCode);
const product = code.filter((path) => !isTest(path) && !path.startsWith("src/ui/assets/"));

describe("files", () => {
  it(`no source file is longer than ${LONGEST_FILE} lines, no test than ${LONGEST_TEST}`, () => {
    const long = code
      .filter((path) => path !== "src/platform/db/schema.ts")
      .map((path) => ({ path, lines: read(path).trimEnd().split("\n").length }))
      .filter(({ path, lines }) => lines > (isTest(path) ? LONGEST_TEST : LONGEST_FILE));
    expect(long).toEqual([]);
  });

  it("every name is kebab-case, with a role of the closed list between subject and ending", () => {
    const wrong = code.filter((path) => {
      const [subject, ...roles] = basename(path)
        .replace(/\.[a-z]+$/, "")
        .split(".");
      return !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(subject ?? "") || roles.some((role) => !ROLES.has(role));
    });
    expect(wrong).toEqual([]);
  });

  it("index.ts is a door, of an area or of a part of core, and stands nowhere else", () => {
    const doors = source.filter((path) => /^index\.tsx?$/.test(basename(path)));
    expect(doors.filter((path) => !/^src\/(areas|core)\/[a-z]+\/index\.ts$/.test(path))).toEqual([]);
  });

  it("names no folder of a developer's machine", () => {
    const all = [
      ...code,
      ...filesIn("test", "e2e", "bench", "scripts", "db", "docs", ".ci"),
      ...readdirSync(ROOT).filter((name) => name.endsWith(".md")),
    ];
    const personal = new RegExp(["/(home|Users)/[a-z]", "/root/", "/work/(main|shared|plan)"].join("|"));
    expect(all.filter((path) => path !== "test/architecture.test.ts" && personal.test(read(path)))).toEqual([]);
  });
});

describe("areas", () => {
  it.each(AREAS)("%s has a door, a short README and its texts in both languages", (area) => {
    const missing = ["index.ts", "README.md", "messages.vi.json", "messages.en.json"].filter(
      (name) => !existsSync(join(ROOT, "src/areas", area, name)),
    );
    expect(missing).toEqual([]);
    expect(read(`src/areas/${area}/README.md`).trimEnd().split("\n").length).toBeLessThanOrEqual(LONGEST_AREA_README);
  });

  it("each is reached by its #name, never by a path that climbs out of an area", () => {
    const climbing = code
      .filter((path) => path.startsWith("src/areas/") && !isTest(path))
      .flatMap((path) =>
        [...read(path).matchAll(/from "(\.[^"]+)"/g)]
          .map((match) => join(dirname(path), match[1] ?? ""))
          .filter((target) => !target.startsWith(path.split("/").slice(0, 3).join("/")))
          .map((target) => `${path} → ${target}`),
      );
    expect(climbing).toEqual([]);
  });

  it("every area is in the imports of package.json and under a rule of direction", () => {
    const { imports } = JSON.parse(read("package.json")) as { imports: Record<string, unknown> };
    expect(AREAS.filter((area) => !(`#${area}` in imports))).toEqual([]);
    const rules = read(".dependency-cruiser.mjs");
    expect(AREAS.filter((area) => !new RegExp(`^  ${area}: \\[`, "m").test(rules))).toEqual([]);
  });
});

describe("what a file may touch", () => {
  const inAreas = product.filter(
    (path) => path.startsWith("src/areas/") || path.startsWith("src/ui/") || path.startsWith("src/core/"),
  );

  it("SQL stands in stores alone", () => {
    const pattern =
      /\bsql(<[^`]*>)?`|\.(selectFrom|insertInto|updateTable|deleteFrom)\(|["'`](select .+ from |insert into |update \w+ set |delete from )/i;
    expect(
      findLines(
        inAreas.filter((path) => !path.endsWith(".store.ts")),
        pattern,
      ),
    ).toEqual([]);
  });

  it("core knows no clock and no chance", () => {
    const impure = /\bDate\.now\b|\bnew Date\(\)|\bMath\.random\b|\bcrypto\b|\bperformance\b|\bprocess\./;
    expect(
      findLines(
        product.filter((path) => path.startsWith("src/core/")),
        impure,
      ),
    ).toEqual([]);
  });

  it("the environment is read in one place", () => {
    const allowed = /^src\/(platform\/config\.ts|platform\/db\/embedded\/data-folder\.ts|cli\/|main-)/;
    expect(
      findLines(
        product.filter((path) => !allowed.test(path)),
        /\bprocess\.env\b/,
      ),
    ).toEqual([]);
  });

  it("pages have no inline style, handler or script, which the Content-Security-Policy would block", () => {
    // A data block is no script: the policy does not concern it, and no browser runs it (test/no-script.test.ts).
    const pages = product.filter((path) => path.endsWith(".tsx") && path !== "src/ui/structured-data.tsx");
    expect(
      findLines(
        pages,
        /\sstyle=|\son[A-Z][A-Za-z]+=|\son(click|change|submit|load|input|key\w+)=|dangerouslySetInnerHTML|javascript:/,
      ),
    ).toEqual([]);
  });

  it("days are added to dates in the core alone", () => {
    const arithmetic = /[+-] *(\d+ *\* *)?(DAY_MS|86_?400)|\.setUTCDate\(|\.setDate\(/;
    const elsewhere = product.filter((path) => path.startsWith("src/areas/"));
    expect(findLines(elsewhere, arithmetic)).toEqual([]);
  });
});

describe("dependencies", () => {
  const manifest = JSON.parse(read("package.json")) as {
    dependencies: Record<string, string>;
    devDependencies: Record<string, string>;
  };

  it(`at most ${MOST_DEPENDENCIES} packages run in production`, () => {
    expect(Object.keys(manifest.dependencies).length).toBeLessThanOrEqual(MOST_DEPENDENCIES);
  });

  it("every version is exact", () => {
    const loose = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies }).filter(
      ([, version]) => !/^\d+\.\d+\.\d+(-[a-z0-9.]+)?$/.test(version),
    );
    expect(loose).toEqual([]);
  });

  it("each production package has its line in the decision on dependencies", () => {
    const decision = read("docs/adr/0009-dependencies.md");
    expect(Object.keys(manifest.dependencies).filter((name) => !decision.includes(`\`${name}\``))).toEqual([]);
  });
});

describe("documents", () => {
  it("ARCHITECTURE.md fits in 200 lines", () => {
    expect(read("ARCHITECTURE.md").trimEnd().split("\n").length).toBeLessThanOrEqual(200);
  });

  it("every decision has the four headings", () => {
    const headings = ["Context", "Decision", "Consequences", "Status"];
    const decisions = filesIn("docs/adr").filter((path) => /\/\d{4}-/.test(path));
    expect(decisions.length).toBeGreaterThan(0);
    expect(decisions.filter((path) => headings.some((heading) => !read(path).includes(`\n## ${heading}\n`)))).toEqual([]);
  });

  it("every link to a file of the project leads to one", () => {
    const documents = [
      ...readdirSync(ROOT).filter((name) => name.endsWith(".md")),
      ...filesIn("docs", "src/areas").filter((path) => path.endsWith(".md")),
    ];
    const broken = documents.flatMap((path) =>
      [...read(path).matchAll(/\]\((?!https?:|mailto:|#)([^)#\s]+)/g)]
        .map((match) => join(dirname(path), decodeURI(match[1] ?? "")))
        .filter((target) => !existsSync(join(ROOT, target)))
        .map((target) => `${path} → ${target}`),
    );
    expect(broken).toEqual([]);
  });
});

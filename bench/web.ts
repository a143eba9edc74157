/** The product as a person starts it, on demonstration data: starts, what pages weigh on the wire, memory after 10,000 requests. */
import { type Caller, openCaller, someAddress, textOf } from "./support/http-caller.ts";
import { type Figure, median, percentile, report } from "./support/figures.ts";
import { findProcesses, makeScratchFolder, memoryOf, removeScratchFolder, startProduct } from "./support/product.ts";

const REQUESTS = Number(process.env["REQUESTS"] ?? 10_000);
const CALLERS = 8;
const STARTS = 3;
const START_BOUND_MS = 3000;
const PAGE_BOUND = 60_000;
const MEMORY_BOUND_MB = 200;

const data = makeScratchFolder();
const seconds = (ms: number): string => `${(ms / 1000).toFixed(2)} s`;
const figures: Figure[] = [];
let sent = 0;

async function get(caller: Caller, path: string, token?: string) {
  sent += 1;
  const headers = {
    "accept-encoding": "gzip",
    "x-forwarded-for": someAddress(sent),
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
  };
  const answer = await caller.send("GET", path, headers);
  if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${textOf(answer).slice(0, 500)}`);
  return answer;
}

async function signIn(port: number, username: string): Promise<string> {
  const answer = await fetch(`http://127.0.0.1:${port}/api/v1/sessions`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ username, password: "motcua-demo" }),
  });
  const { token } = (await answer.json()) as { token?: string };
  if (token === undefined) throw new Error(`${username} cannot sign in: ${answer.status}`);
  return token;
}

/** A page with everything it loads but fonts, as an empty cache sees it; and the page alone, as the next one does. */
async function weigh(caller: Caller, name: string, path: string, token?: string): Promise<Figure[]> {
  const page = await get(caller, path, token);
  const html = textOf(page);
  const assets = [...html.matchAll(/(?:href|src)="(\/assets\/[^"]+\.(?:css|js|svg)[^"]*)"/g)].map((match) => match[1] ?? "");
  let all = page.wireBytes;
  for (const asset of new Set(assets)) all += (await get(caller, asset)).wireBytes;
  const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`;
  return [
    {
      name: `${name}, bytes on the wire with its style sheet and scripts`,
      measured: `${kilobytes(all)} (the page alone ${kilobytes(page.wireBytes)})`,
      bound: "≤ 60 kB",
      ok: all <= PAGE_BOUND,
    },
  ];
}

try {
  const first = await startProduct({ data });
  figures.push({ name: "first start on an empty folder, to the first page", measured: seconds(first.firstPageMs), ok: true });
  await first.stop();
  for (const throughNpm of [false, true]) {
    const times: number[] = [];
    for (let start = 0; start < STARTS; start += 1) {
      const again = await startProduct({ data, throughNpm });
      times.push(again.firstPageMs);
      await again.stop();
    }
    figures.push({
      name: `second start by ${throughNpm ? "npm start" : "motcua start"}, to the first page, median of ${STARTS}`,
      measured: seconds(median(times)),
      bound: "≤ 3 s",
      ok: median(times) <= START_BOUND_MS,
    });
  }

  const product = await startProduct({ data });
  try {
    const caller = await openCaller(product.port);
    const officer = await signIn(product.port, "tiepnhan");
    const overseer = await signIn(product.port, "noivu");
    const { items } = JSON.parse(textOf(await get(caller, "/api/v1/dossiers?state=RETURNED&limit=50", officer))) as {
      items: { id: number }[];
    };
    const dossier = `/ho-so/${items[0]?.id ?? 0}`;
    figures.push(...(await weigh(caller, "list of 50 dossiers", "/ho-so", officer)));
    figures.push(...(await weigh(caller, "a dossier", dossier, officer)));
    figures.push(...(await weigh(caller, "work overview", "/viec-cua-toi", officer)));
    figures.push(...(await weigh(caller, "report II.06a", "/bao-cao/ii06a", overseer)));
    figures.push(...(await weigh(caller, "public catalogue", "/thu-tuc")));

    const paths: readonly (readonly [string, string?])[] = [
      ["/"],
      ["/ho-so", officer],
      [dossier, officer],
      ["/ho-so?state=RETURNED&sort=due", officer],
      ["/viec-cua-toi", officer],
      ["/thu-tuc"],
      ["/thu-tuc?q=khai+sinh"],
      ["/ho-so/tiep-nhan", officer],
      ["/api/v1/dossiers?limit=50", officer],
      ["/bao-cao/ii06a", overseer],
    ];
    const web = findProcesses(product.supervisor.pid ?? 0).web ?? 0;
    const before = memoryOf(web).now;
    const times: number[] = [];
    let asked = 0;
    const begun = performance.now();
    const work = async (): Promise<void> => {
      const own = await openCaller(product.port);
      while (asked < REQUESTS) {
        asked += 1;
        const [path, token] = paths[asked % paths.length] ?? ["/"];
        const at = performance.now();
        await get(own, path, token);
        times.push(performance.now() - at);
      }
      own.close();
    };
    await Promise.all(Array.from({ length: CALLERS }, work));
    const elapsed = (performance.now() - begun) / 1000;
    caller.close();
    const memory = memoryOf(web);
    figures.push({
      name: `mixed pages a second, ${CALLERS} callers`,
      measured: `${(REQUESTS / elapsed).toFixed(0)}, p95 ${percentile(times, 95).toFixed(0)} ms`,
      ok: true,
    });
    figures.push({
      name: `web process after ${REQUESTS.toLocaleString("en")} requests`,
      measured: `${memory.now.toFixed(0)} MB (${before.toFixed(0)} MB before, ${memory.highest.toFixed(0)} MB at most)`,
      bound: "≤ 200 MB",
      ok: memory.now <= MEMORY_BOUND_MB,
    });
  } finally {
    await product.stop();
  }
  report(
    {
      name: "web",
      title: "Starts, weight of pages, memory",
      how: "The product as `motcua start` and `npm start` run it, with demonstration data. Weight counts heads and bodies of the page, its style sheet and scripts, compressed as sent, fonts in the cache.",
    },
    figures,
  );
} finally {
  removeScratchFolder(data);
}

import type pg from "pg";
import { localDateOf } from "#core/instant.ts";
import { extendDossiers, insertHistories } from "#dossiers";
import { loadStarterForms } from "#filing";
import { saveGroupProcedures } from "#interconnection";
import { OFFICE_CALENDAR } from "#organisation";
import { execute } from "#platform/db/command.ts";
import { NO_ROWS, reading } from "#platform/db/tx.ts";
import type { FileFolder } from "#platform/files/file-folder.ts";
import { getCalendar } from "#platform/reference/calendars.ts";
import { findProceduresByCodes, loadStarterCatalogue } from "#procedures";
import { seedDailyWork } from "./demo-daily-work.ts";
import { seedBooks } from "./demo-books.ts";
import { type DemoWorld, draftDossiers, draftLastYear, draftUnderEarlierForms } from "./demo-dossiers.ts";
import { type ExchangeWorld, seedExchange } from "./demo-exchange.ts";
import { addDemoExternal } from "./demo-external.ts";
import { seedFees, type WrittenDossier } from "./demo-fees.ts";
import { seedFilings } from "./demo-filings.ts";
import { seedHalls } from "./demo-hall.ts";
import { seedSites } from "./demo-sites.ts";
import { addDemoLinks } from "./demo-links.ts";
import { seedNational } from "./demo-national.ts";
import { seedPapers } from "./demo-papers.ts";
import { seedPost } from "./demo-post.ts";
import { addDemoProcesses } from "./demo-processes.ts";
import { seedSecondments } from "./demo-secondments.ts";
import { addDemoUnits, type DemoCommune } from "./demo-units.ts";
import { dossierExtensions } from "../../areas.ts";
import { createRandom } from "./random.ts";
import { countDossiers, countExternal, enterAgencies, hasUnits, keepSetting } from "./scope.store.ts";

export interface DemoOptions {
  readonly seed: number;
  readonly now: Date;
  /** Where files of this installation lie; without it the demonstration has none. */
  readonly files?: FileFolder | undefined;
}

export type DemoReport = {
  readonly communes: number;
  readonly dossiers: number;
  readonly events: number;
  readonly procedures: number;
};

const BATCH = 500;

type Exchanging = Pick<ExchangeWorld, "tx" | "unit" | "now" | "written" | "files"> & Pick<DemoWorld, "procedures" | "calendar">;

/** The register of last year and what the agency exchanges with others; by chance of its own, so that the rest stays as it is. */
async function exchangeOf(commune: DemoCommune, { procedures, calendar, ...world }: Exchanging): Promise<void> {
  const leader = commune.staff.find(({ role, accountId }) => role === "leader" && accountId !== null);
  if (leader === undefined || leader.accountId === null) return;
  const { tx, now } = world;
  const year = Number(localDateOf(now).slice(0, 4)) - 1;
  const past: DemoWorld = { procedures, calendar, random: createRandom(year), now };
  const lastYear = draftLastYear(past, commune, year, 14);
  await insertHistories(tx, [...draftUnderEarlierForms(past, commune), ...lastYear]);
  const by = { ...leader, accountId: leader.accountId };
  await seedExchange({ ...world, agencyId: commune.agencyId, leader: by, username: "lanhdao" }, commune.plan.code);
}

/**
 * Fills an empty database with a province that does not exist: its communes, people of every role, the starter
 * catalogue and months of dossiers up to now, all in one transaction through the same rules as single commands; then a few
 * dossiers of a ministry's system are imported as an operator would.
 * Undefined, with nothing done, where units exist already. The same seed on the same day gives the same data, but for
 * the secrets on the receipts.
 */
export async function seedDemo(pool: pg.Pool, options: DemoOptions): Promise<DemoReport | undefined> {
  const call = { name: "seed.demo", scope: NO_ROWS, actorKey: "cli", input: { seed: options.seed }, agencyId: null };
  // Its fees, its process and its ticket are part of receiving a dossier, whoever starts this.
  extendDossiers(dossierExtensions);
  const random = createRandom(options.seed);
  let first = undefined as DemoCommune | undefined;
  const report = await execute(pool, call, async (tx, unit) => {
    if (await hasUnits(tx)) return null;
    const now = options.now.getTime();
    const communes = await addDemoUnits(tx, random);
    await enterAgencies(
      tx,
      communes.map((commune) => commune.agencyId),
    );
    const today = localDateOf(now);
    const saved = await loadStarterCatalogue(tx, today);
    await saveGroupProcedures(tx, today);
    await loadStarterForms(tx, options.now, true);
    const procedures = await findProceduresByCodes(
      tx,
      saved.map((entry) => entry.code),
      today,
    );
    const calendar = getCalendar(OFFICE_CALENDAR.calendar);
    const drafts = communes.flatMap((commune) => draftDossiers({ procedures, calendar, random, now }, commune));
    const written: WrittenDossier[] = [];
    for (let at = 0; at < drafts.length; at += BATCH) {
      const part = drafts.slice(at, at + BATCH);
      const ids = await insertHistories(tx, part);
      written.push(...part.map((draft, index) => ({ id: ids[index]?.id ?? 0, code: ids[index]?.code ?? "", draft })));
    }
    await seedFees(tx, unit, { random, now, communes, procedures, written });
    await seedPapers(tx, unit, { random, now, communes, written });
    await seedPost(tx, unit, { now, communes, written, files: options.files });
    await seedBooks({ tx, unit, random, now }, communes, written);
    await seedSites({ tx, unit, now }, communes);
    [first] = communes;
    if (first !== undefined) await addDemoProcesses(tx, unit, first.agencyId, procedures, { on: today, at: options.now });
    if (first !== undefined) await seedSecondments(tx, unit, now, first);
    if (first !== undefined) await seedFilings({ tx, unit, now, procedures, commune: first });
    await addDemoLinks(tx, unit, random, communes, options.now);
    if (first !== undefined) await seedDailyWork({ tx, unit, now, procedures }, first);
    if (first !== undefined) await exchangeOf(first, { tx, unit, now, written, files: options.files, procedures, calendar });
    // The last: whoever serves a number receives every dossier for it.
    await seedHalls({ tx, unit, random, calendar, now }, communes);
    if (first !== undefined) await seedNational(tx, first.agencyId, now);
    await keepSetting(tx, "demo", true);
    unit.subject("demonstration");
    return { communes: communes.length, ...(await countDossiers(tx)), procedures: saved.length };
  });
  if (report === null || first === undefined) return report ?? undefined;
  await addDemoExternal(pool, random, first.plan.code, options.now);
  const counted = await reading(pool, { accountId: null, agencies: [first.agencyId] }, countExternal);
  return { ...report, dossiers: report.dossiers + counted.dossiers, events: report.events + counted.events };
}

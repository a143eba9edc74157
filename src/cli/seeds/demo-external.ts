import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type pg from "pg";
import { localDay } from "#platform/i18n/dates.ts";
import { importDossiers } from "#exchange";
import { inventName } from "./invented-people.ts";
import type { Random } from "./random.ts";

const DAY_MS = 86_400_000;
const PROCEDURES = ["1.001193", "1.004873", "2.000635"];

type Line = Readonly<Record<string, string>>;

/** Six dossiers of a ministry's system as its list of yesterday had them. */
function firstList(random: Random, now: Date): readonly Line[] {
  const day = (days: number): string => localDay(new Date(now.getTime() + days * DAY_MS));
  return Array.from({ length: 6 }, (_, index) => ({
    ma_ho_so: `G15-${day(-9).slice(2).replaceAll("-", "")}-${String(index + 101).padStart(4, "0")}`,
    hinh_thuc_nop: "Trực tuyến",
    ngay_tiep_nhan: `${day(-9)} 08:30`,
    ngay_hen_tra: `${day(index === 0 ? -3 : index + 2)} 17:00`,
    ngay_co_ket_qua: "",
    ma_thu_tuc: PROCEDURES[index % PROCEDURES.length] ?? "",
    chu_ho_so: inventName(random),
    trang_thai: "Đang xử lý",
    ngay_trang_thai: "",
    ngay_tra: "",
  }));
}

/** Today's list: one has a result, one another due date, and one is not there any more. */
function secondList(first: readonly Line[], now: Date): readonly Line[] {
  const day = (days: number): string => localDay(new Date(now.getTime() + days * DAY_MS));
  return first.slice(0, -1).map((line, index) => {
    if (index === 1) return { ...line, trang_thai: "Đã có kết quả", ngay_co_ket_qua: `${day(-1)} 15:00` };
    return index === 2 ? { ...line, ngay_hen_tra: `${day(12)} 17:00` } : line;
  });
}

/** A few dossiers that a ministry's system handles, imported as an operator would, yesterday and today. */
export async function addDemoExternal(pool: pg.Pool, random: Random, unitCode: string, now: Date): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "motcua-demo-"));
  try {
    const path = join(folder, "ministry.json");
    const first = firstList(random, now);
    const lists = [
      { at: new Date(now.getTime() - DAY_MS), lines: first },
      { at: now, lines: secondList(first, now) },
    ];
    for (const { at, lines } of lists) {
      await writeFile(path, JSON.stringify(lines));
      await importDossiers(pool, { path, map: "ministry", unitCode, dryRun: false, now: at });
    }
  } finally {
    await rm(folder, { recursive: true });
  }
}

import type pg from "pg";

/**
 * Whether this process serves a training installation: said once at its start, after the database has confirmed it. Such a
 * process reaches nobody and says on every page and paper what it is (docs/adr/0041).
 */
let training = false;

/** Called once by whoever starts a process. */
export const useTraining = (value: boolean): void => {
  training = value;
};
export const isTraining = (): boolean => training;

export class ReachesNobody extends Error {
  constructor() {
    super("a training installation talks to no other machine");
    this.name = "ReachesNobody";
  }
}

/** Stands before everything that leaves the machine on an office's behalf. */
export function assertReaches(): void {
  if (training) throw new ReachesNobody();
}

/** `fetch` for what an office says to other systems. */
export async function reach(url: URL, init: RequestInit): Promise<Response> {
  assertReaches();
  return fetch(url, init);
}

/** What of these follows from the outbox: nothing does from training, its rows are relayed to nobody. */
export const followedHere = <T>(definitions: readonly T[]): readonly T[] => (training ? [] : definitions);

/** Marks an empty database as one for training; answers whether it is one now. What holds a dossier stays what it was. */
export async function claimForTraining(pool: pg.Pool): Promise<boolean> {
  try {
    await pool.query("insert into setting (name, value) values ('training', 'true') on conflict (name) do nothing");
  } catch (error) {
    // A database without tables is nobody's yet; the self-check says so.
    if (!["23514", "42P01"].includes((error as { code?: string }).code ?? "")) throw error;
  }
  return isMarkedForTraining(pool);
}

/** Whether a database says of itself that it is for training; one that is not migrated yet says nothing. */
export async function isMarkedForTraining(pool: Pick<pg.Pool, "query">): Promise<boolean> {
  const { rows } = await pool.query<{ there: boolean }>("select to_regclass('public.setting') is not null as there");
  if (rows[0]?.there !== true) return false;
  const found = await pool.query("select 1 from setting where name = 'training'");
  return found.rows.length > 0;
}

export const TRAINING_PREFIX = "TH-";
const BANNER =
  '<div class="notice tone-danger" role="region" aria-label="Tập huấn / Training"><div class="notice-body">' +
  "<strong>HỆ THỐNG TẬP HUẤN – KHÔNG PHẢI HỒ SƠ THẬT</strong>" +
  '<div><span lang="vi">Mọi hồ sơ, số, biên lai ở đây chỉ để thực hành; không gửi ra ngoài, không vào báo cáo nào.</span> ' +
  '<span lang="en">Training: nothing here is real, is sent anywhere or stands in any report.</span></div></div></div>';

/** A page of a training installation, with what it is before everything else on it. */
export const withBanner = (html: string): string => html.replace(/<body[^>]*>/, (body) => `${body}${BANNER}`);

/** What stands on every printed page of a training installation. */
export const TRAINING_MARK = "BẢN TẬP HUẤN – KHÔNG CÓ GIÁ TRỊ";

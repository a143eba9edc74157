import { readFile } from "node:fs/promises";
import { rememberFiles } from "#platform/files/file.store.ts";
import type { FileFolder } from "#platform/files/file-folder.ts";
import type { Upload } from "#platform/files/file-kind.ts";
import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import { localDay } from "#platform/i18n/dates.ts";
import { findPoint, type Point, queueRefusal, queueTopic } from "#queue";
import { displaysRefusal } from "./displays.errors.ts";
import { type LanguageInput, wordOf } from "./language.ts";
import { type ClipFile, listClips, removeLanguage, saveClip, saveLanguage } from "./language.store.ts";
import { removeKioskTexts, unreviewKioskTexts } from "./kiosk-words.store.ts";
import { type Pcm, readWav } from "./pcm.rules.ts";
import type { Clips } from "./voice.ts";

export async function getPoint(tx: Tx, unitId: number): Promise<Point> {
  const point = await findPoint(tx, unitId);
  if (point === undefined) throw queueRefusal("point_unknown");
  return point;
}

/** Gives a hall a second language of its calls, or changes its words; its clips stay. */
export async function keepLanguage(
  tx: Tx,
  unit: UnitOfWork,
  unitId: number,
  input: LanguageInput,
  now: Date,
): Promise<{ readonly unitId: number }> {
  const point = await getPoint(tx, unitId);
  await saveLanguage(tx, point, input, localDay(now));
  if (point.second !== null && point.second.tag !== input.tag) await unreviewKioskTexts(tx, unitId);
  unit.subject(`queue:${unitId}`);
  unit.note({ tag: input.tag, reviewed: input.reviewedBy !== undefined });
  unit.announce(queueTopic(unitId));
  return { unitId };
}

export async function dropLanguage(tx: Tx, unit: UnitOfWork, unitId: number): Promise<{ readonly unitId: number }> {
  if (!(await removeLanguage(tx, unitId))) throw displaysRefusal("language_none");
  await removeKioskTexts(tx, unitId);
  unit.subject(`queue:${unitId}`);
  unit.announce(queueTopic(unitId));
  return { unitId };
}

/** Reads what was uploaded as clips: refused, all of it, where one has no name of a word or is no WAV of one channel. */
export async function readClips(files: Pick<FileFolder, "pathOf">, uploads: readonly Upload[]): Promise<readonly ClipFile[]> {
  if (uploads.length === 0) throw displaysRefusal("clips_missing", { field: "clips" });
  const clips: ClipFile[] = [];
  for (const { name, sha256 } of uploads) {
    const word = wordOf(name);
    if (word === undefined) throw displaysRefusal("clip_name", { field: "clips", values: { name } });
    const pcm = readWav(await readFile(files.pathOf(sha256)));
    if (typeof pcm === "string") throw displaysRefusal(`clip_${pcm}`, { field: "clips", values: { name } });
    clips.push({ word, sha256 });
  }
  return clips;
}

export async function keepClips(
  tx: Tx,
  unit: UnitOfWork,
  unitId: number,
  { clips, uploads }: { readonly clips: readonly ClipFile[]; readonly uploads: readonly Upload[] },
  now: Date,
): Promise<{ readonly kept: number }> {
  const point = await getPoint(tx, unitId);
  if (point.second === null) throw displaysRefusal("language_none", { field: "clips" });
  await rememberFiles(tx, uploads, now);
  for (const clip of clips) await saveClip(tx, point, clip, now);
  unit.subject(`queue:${unitId}`);
  unit.note({ words: clips.map(({ word }) => word) });
  return { kept: clips.length };
}

/** The clips of a hall's second language, read from where they lie; undefined where it has none. */
export async function findClips(tx: Tx, files: Pick<FileFolder, "pathOf">, point: Point): Promise<Clips | undefined> {
  if (point.second === null) return undefined;
  const clips = new Map<string, Pcm>();
  for (const { word, sha256 } of await listClips(tx, point.unitId)) {
    const pcm = await readFile(files.pathOf(sha256)).then(readWav, () => undefined);
    if (pcm !== undefined && typeof pcm !== "string") clips.set(word, pcm);
  }
  return clips;
}

import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import { localDay } from "#platform/i18n/dates.ts";
import { findPoint } from "#queue";
import type { AtDevice } from "./device-context.ts";
import { displaysRefusal } from "./displays.errors.ts";
import { getPoint } from "./keep-language.ts";
import { KIOSK_KEYS, type KioskWords, type KioskWordsInput } from "./kiosk-words.ts";
import { listKioskTexts, saveKioskTexts } from "./kiosk-words.store.ts";

/** Keeps what the kiosks of a hall say in its second language, and who has checked it. */
export async function keepKioskWords(
  tx: Tx,
  unit: UnitOfWork,
  unitId: number,
  input: KioskWordsInput,
  now: Date,
): Promise<{ readonly kept: number }> {
  const point = await getPoint(tx, unitId);
  if (point.second === null) throw displaysRefusal("language_none");
  const texts = KIOSK_KEYS.flatMap((key) => {
    const words = input[key];
    return words === undefined || words === "" ? [] : [{ key, words }];
  });
  const reviewed = input.reviewedBy === undefined ? undefined : { by: input.reviewedBy, on: localDay(now) };
  await saveKioskTexts(tx, point, texts, reviewed);
  unit.subject(`queue:${unitId}`);
  unit.note({ kept: texts.length, reviewed: reviewed !== undefined });
  return { kept: texts.length };
}

/** The second language of a hall with what its kiosks say in it; undefined where it has none. */
export async function findKioskWords(tx: Tx, unitId: number): Promise<KioskWords | undefined> {
  const second = (await findPoint(tx, unitId))?.second ?? null;
  if (second === null) return undefined;
  const texts = await listKioskTexts(tx, unitId);
  return { tag: second.tag, name: second.name, texts: new Map(texts.map((one) => [one.key, one])) };
}

/** The words of the language that was chosen at a kiosk; undefined where it is Vietnamese or English. */
export const chosenWords = (isSecond: boolean, { device, read }: AtDevice): Promise<KioskWords | undefined> =>
  isSecond ? read((tx) => findKioskWords(tx, device.unitId)) : Promise.resolve(undefined);

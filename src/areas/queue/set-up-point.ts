import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import { saveOpening } from "./plan.store.ts";
import { findAgencyOfUnit, findPoint, insertPoint, insertService, saveCounter } from "./point.store.ts";
import { WEEKDAYS } from "./plan.ts";
import { queueRefusal } from "./queue.errors.ts";

/** Five counters by field, as a commune begins with; each can be renamed, merged or added to afterwards. */
const STARTERS = [
  {
    prefix: "A",
    name: "Tư pháp – chứng thực",
    nameEn: "Justice, certification",
    minutes: 7,
    fields: ["Chứng thực", "Hòa giải ở cơ sở"],
  },
  { prefix: "B", name: "Hộ tịch", nameEn: "Civil status", minutes: 12, fields: ["Hộ tịch", "Nuôi con nuôi"] },
  { prefix: "C", name: "Công an – cư trú", nameEn: "Police, residence", minutes: 10, fields: ["Đăng ký, quản lý cư trú"] },
  {
    prefix: "D",
    name: "Địa chính – xây dựng",
    nameEn: "Land, construction",
    minutes: 15,
    fields: ["Đất đai", "Hoạt động xây dựng", "Môi trường", "Quy hoạch đô thị và nông thôn"],
  },
  {
    prefix: "E",
    name: "Văn hóa – xã hội",
    nameEn: "Culture, social affairs",
    minutes: 12,
    fields: ["Bảo trợ xã hội", "Người có công", "Văn hóa", "Trẻ em", "Giảm nghèo"],
  },
] as const;

const HOURS = [
  ["07:30", "11:30"],
  ["13:00", "17:00"],
] as const;

/** Opens the queue of a reception point with services, counters and opening hours to begin with; harmless when repeated. */
export async function setUpPoint(tx: Tx, unit: UnitOfWork, unitId: number): Promise<{ readonly unitId: number }> {
  const agencyId = await findAgencyOfUnit(tx, unitId);
  if (agencyId === undefined) throw queueRefusal("point_unknown");
  unit.subject(`queue:${unitId}`);
  if ((await findPoint(tx, unitId)) !== undefined) return { unitId };
  const at = { unitId, agencyId };
  await insertPoint(tx, unitId, agencyId);
  for (const [index, starter] of STARTERS.entries()) {
    const id = await insertService(
      tx,
      at,
      { ...starter, isNew: "1", dailyLimit: 300, paused: undefined, fields: undefined },
      starter.fields,
    );
    await saveCounter(tx, at, {
      number: index + 1,
      name: starter.name,
      nameEn: starter.nameEn,
      services: [id],
      active: "1",
      isNew: "1",
    });
  }
  for (const [opens, closes] of HOURS) {
    await saveOpening(tx, at, { weekdays: WEEKDAYS.slice(0, 5), opens, closes, counters: STARTERS.length });
  }
  return { unitId };
}

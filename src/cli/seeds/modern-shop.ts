import { addItem, type ItemInput, listItems } from "#facilities";
import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";

const COUNTERS = ["Tư pháp", "Hộ tịch", "Công an", "Địa chính – xây dựng", "Văn hóa – xã hội"] as const;
const EQUIPMENT = [
  ["computer", "Máy tính tại quầy", 5],
  ["printer", "Máy in laser", 2],
  ["scanner", "Máy quét hai mặt", 2],
  ["camera", "Camera kết nối với tỉnh", 2],
  ["ticket_machine", "Máy lấy số", 1],
  ["kiosk", "Kiosk tra cứu", 1],
  ["display", "Màn hình gọi số và bảng điện tử", 2],
  ["writing_desk", "Bàn viết hồ sơ", 2],
  ["waiting_seats", "Ghế chờ", 24],
] as const;

/** The inventory of a modern one-stop shop: five counters by field and their equipment; what stands already stays. */
export async function addModernShop(
  tx: Tx,
  unit: UnitOfWork,
  unitId: number,
  since: string,
  without: ReadonlySet<string> = new Set(),
): Promise<void> {
  if ((await listItems(tx, [unitId], "9999-12-30")).length > 0) return;
  const items: readonly Omit<ItemInput, "condition" | "since" | "assetCode">[] = [
    ...COUNTERS.map((name, index) => ({ kind: "counter" as const, name: `Quầy ${index + 1} – ${name}`, quantity: 1 })),
    // Each machine is a thing of its own, with its own faults; seats, desks and the counters' computers are counted together.
    ...EQUIPMENT.flatMap(([kind, name, quantity]) =>
      quantity > 2
        ? [{ kind, name, quantity }]
        : Array.from({ length: quantity }, (_, nth) => ({
            kind,
            name: quantity === 1 ? name : `${name} ${nth + 1}`,
            quantity: 1,
          })),
    ),
  ];
  for (const [index, item] of items.entries()) {
    if (without.has(item.kind)) continue;
    const assetCode = item.quantity === 1 ? `TS-${unitId}-${String(index + 1).padStart(2, "0")}` : undefined;
    await addItem(tx, unit, unitId, { ...item, condition: index % 7 === 6 ? "worn" : "good", since, assetCode });
  }
}

import { beforeAll, describe, expect, it } from "vitest";
import { execute } from "#platform/db/command.ts";
import { inTransaction } from "#platform/db/tx.ts";
import { ask, setServerTime } from "../../../test/support/app.ts";
import { testDatabase } from "../../../test/support/database.ts";
import { makeOffice, type Office } from "../../../test/support/office.ts";
import { addModernShop } from "../../cli/seeds/modern-shop.ts";
import { listItems } from "./facilities.store.ts";
import { countModern, countModernShops, type Inventory, shopsOf } from "./get-inventory.ts";
import { changeItem } from "./keep-inventory.ts";
import { readStandards } from "./read-standards.ts";
import { checkConformity, conforms, standardOn } from "./standard.rules.ts";

const NOW = new Date("2026-11-25T02:00:00Z");
const DAY = "2026-11-25";
let office: Office;

async function run<T>(work: Parameters<typeof execute>[2]): Promise<T> {
  const { app } = await testDatabase();
  const scope = { accountId: null, agencies: [office.agencyId] };
  return execute(app, { name: "test", scope, actorKey: "test", input: null, agencyId: office.agencyId }, work) as Promise<T>;
}

const count = async () =>
  inTransaction((await testDatabase()).app, { accountId: null, agencies: [office.agencyId] }, (tx) => countModernShops(tx, DAY));

beforeAll(async () => {
  office = await makeOffice((await testDatabase()).app);
  setServerTime(NOW.toISOString());
});

describe("the standard of a modern one-stop shop", () => {
  it("is that of the day, and none before the first", () => {
    expect(standardOn(readStandards(), "2022-12-31")?.id).toBe("modern-2018");
    expect(standardOn(readStandards(), DAY)?.id).toBe("modern-2025");
    expect(standardOn(readStandards(), "2010-01-01")).toBeUndefined();
  });

  it("counts what works: a broken thing does not", () => {
    const standard = { id: "x", from: "2020-01-01", until: null, source: "", verified: false } as const;
    const requires = [{ kind: "scanner", least: 2 }] as const;
    const there = [
      { kind: "scanner", quantity: 1, condition: "worn" },
      { kind: "scanner", quantity: 1, condition: "broken" },
    ] as const;
    const rows = checkConformity({ ...standard, requires }, there);
    expect(rows).toEqual([{ kind: "scanner", least: 2, there: 2, working: 1, ok: false }]);
    expect([conforms(rows), conforms([])]).toEqual([false, false]);
  });
});

describe("10 of 10 communes", () => {
  const place = (agencyId: number, isModern: boolean, kept = true) =>
    ({
      place: { unitId: agencyId * 10, agencyId, agencyName: `Xã ${agencyId}`, name: "" },
      items: kept ? [{}] : [],
      rows: [],
      conforms: isModern,
      faults: 0,
    }) as unknown as Inventory;

  it("counts a commune once, by the best of its places; one without an inventory is said and not counted", () => {
    const ten = Array.from({ length: 10 }, (_, n) => place(n + 1, true));
    const shops = shopsOf([...ten, place(1, false), place(11, false, false)]);
    expect(countModern(shops)).toEqual({ numerator: 10, denominator: 10 });
    expect(shops.filter(({ state }) => state === "modern")).toHaveLength(10);
    expect(shops.filter(({ state }) => state === "not_kept").map(({ name }) => name)).toEqual(["Xã 11"]);
    expect(countModern(shopsOf([...ten, place(12, false)]))).toEqual({ numerator: 10, denominator: 11 });
  });
});

describe("an inventory", () => {
  it("makes a shop modern, until something breaks, and again when it is mended", async () => {
    expect(await count()).toEqual({ numerator: 0, denominator: 0 });
    await run(async (tx, unit) => {
      await addModernShop(tx, unit, office.oneStopId, "2026-01-01");
      return null;
    });
    expect(await count()).toEqual({ numerator: 1, denominator: 1 });
    const [camera] = await run<readonly { id: number }[]>(
      async (tx) => (await listItems(tx, [office.oneStopId], DAY)).filter(({ kind }) => kind === "camera") as never,
    );
    const step = (name: "fault" | "fixed" | "removed") =>
      run((tx, unit) =>
        changeItem(tx, unit, { accountId: null }, office.oneStopId, { itemId: camera?.id ?? 0, step: name, why: "thử" }, NOW),
      );
    await step("fault");
    await expect(step("fault")).rejects.toMatchObject({ code: "fault_open" });
    expect(await count()).toEqual({ numerator: 0, denominator: 1 });
    await step("fixed");
    expect(await count()).toEqual({ numerator: 1, denominator: 1 });
    await step("removed");
    expect(await count()).toEqual({ numerator: 0, denominator: 1 });
    const yesterday = await run<readonly { kind: string }[]>(
      async (tx) => (await listItems(tx, [office.oneStopId], "2026-11-24")) as never,
    );
    expect(yesterday.some(({ kind }) => kind === "camera")).toBe(true);
  });

  it("is kept by the head of the one-stop shop on a page, and read by others", async () => {
    const href = `/co-so-vat-chat/${office.oneStopId}`;
    expect((await ask("GET", href, office.staff.leader)).body).not.toContain("Thêm vào danh mục");
    expect((await ask("GET", href, office.staff.one_stop_head)).body).toContain("Thêm vào danh mục");
    expect((await ask("GET", "/co-so-vat-chat/xuat.csv", office.staff.leader)).body).toContain("Camera 1/2");
    const listed = async (state: string) =>
      (await ask("GET", `/co-so-vat-chat?on=${DAY}&state=${state}`, office.staff.leader)).body;
    expect(await listed("lacking")).toContain(`href="${href}"`);
    expect(await listed("modern")).not.toContain(`href="${href}"`);
    const { modern, shops } = (await ask("GET", `/api/v1/facilities?on=${DAY}`, office.staff.leader)).json<{
      modern: { numerator: number; denominator: number };
      shops: { state: string }[];
    }>();
    expect(modern).toEqual({ numerator: 0, denominator: 1 });
    expect(shops.map(({ state }) => state)).toEqual(["lacking"]);
    const other = await makeOffice((await testDatabase()).app);
    expect((await ask("GET", href, other.staff.one_stop_head)).status).toBe(404);
  });
});

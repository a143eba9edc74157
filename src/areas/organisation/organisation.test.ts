import { beforeAll, describe, expect, it } from "vitest";
import type { PlainDate } from "#core/plain-date.ts";
import type { Json, UnitOfWork } from "#platform/db/command.ts";
import { execute } from "#platform/db/command.ts";
import { NO_ROWS, reading, type Tx } from "#platform/db/tx.ts";
import { testDatabase, type TestDatabase } from "../../../test/support/database.ts";
import { makeOffice, type Office, uniqueWord } from "../../../test/support/staff.ts";
import { changeUnit, ChangeUnitInput } from "./change-unit.ts";
import { createUnit, CreateUnitInput } from "./create-unit.ts";
import { getTypedUnit } from "./find-typed-unit.ts";
import { endPost, givePost } from "./give-post.ts";
import { mergeUnits } from "./merge-units.ts";
import { insertPersons, listAssignmentsOf, listHoldersOfPost, listPostHolders, listPostsOn } from "./post.store.ts";
import { CalendarInput, readHours, setUnitCalendar, setUnitProfile, setUnitRollout } from "./set-unit-facts.ts";
import { findProfileOn, listCalendars, listRollout } from "./unit-facts.store.ts";
import {
  findDesk,
  findUnitByCode,
  findUnitOn,
  getUnitCalendar,
  listNamesOn,
  listSubtreeIds,
  listSuccessions,
} from "./unit-query.store.ts";

const day = (text: string): PlainDate => text as PlainDate;

describe("organisation", () => {
  let database: TestDatabase;
  let office: Office;
  const read = <T>(work: (tx: Tx) => Promise<T>) => reading(database.app, NO_ROWS, work);
  const act = <T extends Json>(work: (tx: Tx, unit: UnitOfWork) => Promise<T>) =>
    execute(database.app, { name: "organisation.test", scope: NO_ROWS, actorKey: "test", input: {}, agencyId: null }, work);
  const create = (input: Record<string, unknown>) =>
    act((tx, unit) => createUnit(tx, unit, CreateUnitInput.parse({ from: "2020-01-01", ...input })));
  const person = async (): Promise<number> => (await act((tx) => insertPersons(tx, [`Người ${uniqueWord()}`])))[0] ?? 0;
  const give = (personId: number, unitId: number, from: string, until?: string, title = "Công chức") =>
    act((tx, unit) => givePost(tx, unit, personId, { unitId, role: "specialist", title, from, until, decisionNo: "5/QĐ" }));

  beforeAll(async () => {
    database = await testDatabase();
    office = await makeOffice(database);
  });

  it("says who held a post on a day", async () => {
    const { id } = await create({ kind: "division", name: "Phòng Tư pháp", fullName: "Phòng Tư pháp", parentId: office.commune });
    const [first, second] = [await person(), await person()];
    await give(first, id, "2020-03-01", "2023-05-31");
    await give(second, id, "2023-06-01");
    const holders = async (on: string): Promise<(number | undefined)[]> =>
      (await read((tx) => listPostsOn(tx, id, on))).flatMap((post) => post.holders.map((one) => one.personId));
    expect(await holders("2020-02-29")).toEqual([]);
    expect(await holders("2023-05-31")).toEqual([first]);
    expect(await holders("2023-06-01")).toEqual([second]);
    const posts = await read((tx) => listPostsOn(tx, id, "2024-01-01"));
    expect(posts).toHaveLength(1);
    const all = await read((tx) => listHoldersOfPost(tx, posts[0]?.postId ?? 0));
    expect(all.map((one) => [one.personId, one.from, one.until])).toEqual([
      [second, "2023-06-01", null],
      [first, "2020-03-01", "2023-06-01"],
    ]);
  });

  it("lists who holds the posts of an agency, its divisions included, on a day", async () => {
    const agency = (await create({ kind: "commune", name: "Xã A", fullName: `Xã A ${uniqueWord()}`, parentId: office.district }))
      .id;
    const part = (await create({ kind: "division", name: "Phòng", fullName: "Phòng", parentId: agency })).id;
    const one = await person();
    await give(one, part, "2021-01-01", "2021-12-31");
    expect(
      (await read((tx) => listPostHolders(tx, agency, "2021-06-01"))).map((holder) => [holder.personId, holder.unitId]),
    ).toEqual([[one, part]]);
    expect(await read((tx) => listPostHolders(tx, agency, "2022-01-01"))).toEqual([]);
  });

  it("refuses the same post twice at once for one person, and an end before the start", async () => {
    const one = await person();
    await give(one, office.division, "2022-01-01", "2022-12-31");
    await expect(give(one, office.division, "2022-12-31")).rejects.toMatchObject({ code: "assignment_overlaps" });
    await give(one, office.division, "2023-01-01");
    await expect(give(await person(), office.division, "2022-01-02", "2022-01-01")).rejects.toMatchObject({
      code: "end_before_start",
    });
  });

  it("ends an assignment on its last day and refuses to end it before it began", async () => {
    const one = await person();
    const { assignmentId } = await give(one, office.division, "2024-01-01");
    await expect(
      act((tx, unit) => endPost(tx, unit, { assignmentId, lastDay: "2023-12-01" }, "2024-06-01")),
    ).rejects.toMatchObject({ code: "end_before_start" });
    await act((tx, unit) => endPost(tx, unit, { assignmentId, lastDay: "2024-05-31" }, "2024-06-01"));
    const [held] = await read((tx) => listAssignmentsOf(tx, [one]));
    expect(held?.until).toBe("2024-06-01");
    await expect(
      act((tx, unit) => endPost(tx, unit, { assignmentId, lastDay: "2024-07-01" }, "2024-06-01")),
    ).rejects.toMatchObject({ code: "assignment_ended" });
  });

  it("keeps the name that held on each day", async () => {
    const { id } = await create({ kind: "commune", name: "Cũ", fullName: "Xã Cũ", parentId: office.district });
    await act((tx, unit) =>
      changeUnit(
        tx,
        unit,
        ChangeUnitInput.parse({ unitId: id, on: "2023-01-01", name: "Mới", fullName: "Phường Mới", basis: "Nghị quyết 1" }),
      ),
    );
    expect(await read((tx) => findUnitOn(tx, id, "2022-12-31"))).toMatchObject({ fullName: "Xã Cũ", until: "2023-01-01" });
    expect(await read((tx) => findUnitOn(tx, id, "2023-01-01"))).toMatchObject({ fullName: "Phường Mới", from: "2023-01-01" });
    expect((await read((tx) => listNamesOn(tx, [id], "2019-05-05"))).get(id)).toBe("Xã Cũ");
    await expect(
      act((tx, unit) => changeUnit(tx, unit, ChangeUnitInput.parse({ unitId: id, on: "2022-06-01", name: "X" }))),
    ).rejects.toMatchObject({ code: "later_version_exists" });
    await act((tx, unit) =>
      changeUnit(tx, unit, ChangeUnitInput.parse({ unitId: id, on: "2023-01-01", fullName: "Phường Mới Tinh" })),
    );
    expect(await read((tx) => findUnitOn(tx, id, "2023-06-01"))).toMatchObject({
      fullName: "Phường Mới Tinh",
      from: "2023-01-01",
    });
  });

  it("gives the tree of a past day after a unit has moved", async () => {
    const moved = (await create({ kind: "commune", name: "M", fullName: "Xã M", parentId: office.district })).id;
    await act((tx, unit) =>
      changeUnit(tx, unit, ChangeUnitInput.parse({ unitId: moved, on: "2025-07-01", parentId: office.province })),
    );
    expect(await read((tx) => listSubtreeIds(tx, office.district, "2025-06-30"))).toContain(moved);
    expect(await read((tx) => listSubtreeIds(tx, office.district, "2025-07-01"))).not.toContain(moved);
    await expect(
      act((tx, unit) =>
        changeUnit(tx, unit, ChangeUnitInput.parse({ unitId: office.province, on: "2025-08-01", parentId: moved })),
      ),
    ).rejects.toMatchObject({ code: "parent_below_itself" });
  });

  it("ends merged communes with their parts, posts and holders, and records the successor", async () => {
    const [one, two] = [
      (await create({ kind: "commune", name: "Một", fullName: "Xã Một", parentId: office.district })).id,
      (await create({ kind: "commune", name: "Hai", fullName: "Xã Hai", parentId: office.district })).id,
    ];
    const part = (await create({ kind: "division", name: "Phòng", fullName: "Phòng Một", parentId: one })).id;
    const holder = await person();
    await give(holder, part, "2021-01-01");
    const merged = (
      await create({ kind: "commune", name: "Ba", fullName: "Xã Ba", parentId: office.district, from: "2024-07-01" })
    ).id;
    await act((tx, unit) =>
      mergeUnits(tx, unit, { fromIds: [one, two], intoId: merged, on: "2024-07-01", basis: "Nghị quyết 2" }),
    );
    for (const id of [one, two, part]) {
      expect(await read((tx) => findUnitOn(tx, id, "2024-06-30"))).toBeDefined();
      expect(await read((tx) => findUnitOn(tx, id, "2024-07-01"))).toBeUndefined();
    }
    expect((await read((tx) => listAssignmentsOf(tx, [holder])))[0]?.until).toBe("2024-07-01");
    expect((await read((tx) => listSuccessions(tx, merged))).map((row) => [row.fullName, row.kind])).toEqual([
      ["Xã Hai", "merged"],
      ["Xã Một", "merged"],
    ]);
    await expect(
      act((tx, unit) =>
        mergeUnits(tx, unit, { fromIds: [office.district], intoId: undefined, on: "2024-07-01", basis: undefined }),
      ),
    ).rejects.toMatchObject({ code: "unit_has_children" });
    await expect(
      act((tx, unit) => mergeUnits(tx, unit, { fromIds: [one], intoId: merged, on: "2024-08-01", basis: undefined })),
    ).rejects.toMatchObject({ code: "unit_not_in_force" });
  });

  it("ends no unit before a change that is recorded for a later day: it would be back on that day", async () => {
    const { id } = await create({ kind: "commune", name: "Đổi tên", fullName: "Xã Đổi Tên", parentId: office.district });
    const renamed = { unitId: id, on: "2025-01-01", name: "Mới", fullName: "Xã Mới", basis: undefined, parentId: undefined };
    await act((tx, unit) => changeUnit(tx, unit, renamed));
    const end = (on: string) =>
      act((tx, unit) => mergeUnits(tx, unit, { fromIds: [id], intoId: undefined, on, basis: undefined }));
    await expect(end("2024-07-01")).rejects.toMatchObject({ code: "later_version_exists" });
    await end("2025-07-01");
    expect(await read((tx) => findUnitOn(tx, id, "2025-07-01"))).toBeUndefined();
  });

  it("refuses a code that another unit carries, a parent that does not exist yet and a part without an agency", async () => {
    const code = `H55.${Date.now() % 9999}`;
    await create({ kind: "commune", name: "C", fullName: "Xã C", parentId: office.district, code });
    await expect(create({ kind: "commune", name: "D", fullName: "Xã D", parentId: office.district, code })).rejects.toMatchObject(
      { code: "code_taken" },
    );
    const late = (await create({ kind: "commune", name: "E", fullName: "Xã E", parentId: office.district, from: "2024-01-01" }))
      .id;
    await expect(create({ kind: "division", name: "P", fullName: "Phòng P", parentId: late })).rejects.toMatchObject({
      code: "parent_not_in_force",
    });
    await expect(create({ kind: "division", name: "P", fullName: "Phòng P" })).rejects.toMatchObject({
      code: "part_needs_agency",
    });
  });

  it("tells a unit that did not exist on a day from one that never was", async () => {
    const code = `H57.${Date.now() % 9999}`;
    const { id } = await create({ kind: "commune", name: "G", fullName: "Xã G", parentId: office.district, code });
    const typed = (unit: string, on: string) => read((tx) => getTypedUnit(tx, { unit }, on));
    expect(await typed(code, "2020-01-01")).toMatchObject({ id });
    for (const unit of [code, "Xã G"])
      await expect(typed(unit, "2019-12-31")).rejects.toMatchObject({ code: "unit_not_in_force" });
    await expect(typed("H57.không có", "2020-01-01")).rejects.toMatchObject({ code: "unit_not_found" });
  });

  it("numbers dossiers of a counter by the agency's code of that day, with its working time", async () => {
    const code = `H56.${Date.now() % 9999}`;
    const { id } = await create({ kind: "commune", name: "F", fullName: "Xã F", parentId: office.district, code });
    const point = (
      await create({ kind: "reception_point", name: "Điểm 2", fullName: "Điểm 2", parentId: id, from: "2024-01-01" })
    ).id;
    await act((tx, unit) =>
      setUnitCalendar(
        tx,
        unit,
        CalendarInput.parse({ unitId: id, from: "2022-01-01", week: ["mon", "tue"], hours: "08:00-12:00" }),
      ),
    );
    const desk = await read((tx) => findDesk(tx, point, "2024-06-01"));
    expect(desk).toMatchObject({
      unitId: point,
      agencyId: id,
      agencyName: "Xã F",
      codePrefix: code,
      existed: true,
      week: ["mon", "tue"],
      hours: [["08:00", "12:00"]],
    });
    expect(await read((tx) => findDesk(tx, point, "2023-06-01"))).toMatchObject({ existed: false });
    expect((await read((tx) => findUnitByCode(tx, code, "2024-06-01")))?.id).toBe(id);
    expect(await read((tx) => findUnitByCode(tx, code, "2019-06-01"))).toBeUndefined();
    expect(await read((tx) => findDesk(tx, 2_000_000_000, "2024-06-01"))).toBeUndefined();
  });

  it("keeps each working time for its own days", async () => {
    const { id } = await create({ kind: "commune", name: "G", fullName: "Xã G", parentId: office.district });
    const set = (from: string, hours: string) =>
      act((tx, unit) => setUnitCalendar(tx, unit, CalendarInput.parse({ unitId: id, from, week: ["mon"], hours })));
    await set("2023-01-01", "07:00-11:00");
    await set("2021-01-01", "08:00-12:00");
    await set("2023-01-01", "07:30-11:30");
    const hoursOn = async (on: string) => (await read((tx) => getUnitCalendar(tx, id, on))).hours;
    expect(await hoursOn("2020-06-01")).toEqual([
      ["07:30", "11:30"],
      ["13:00", "17:00"],
    ]);
    expect(await hoursOn("2022-12-31")).toEqual([["08:00", "12:00"]]);
    expect(await hoursOn("2023-01-01")).toEqual([["07:30", "11:30"]]);
    expect(await read((tx) => listCalendars(tx, id))).toHaveLength(2);
    await expect(
      act((tx, unit) =>
        setUnitCalendar(tx, unit, {
          ...CalendarInput.parse({ unitId: id, from: "2024-01-01", week: ["mon"], hours: "08:00-12:00" }),
          calendar: "mars",
        }),
      ),
    ).rejects.toMatchObject({ code: "calendar_unknown" });
  });

  it("refuses hours that do not exist, overlap or run backwards", () => {
    expect(readHours("7:30 - 11:30, 13:00–17:00")).toEqual([
      ["07:30", "11:30"],
      ["13:00", "17:00"],
    ]);
    for (const wrong of [
      "25:00-26:00",
      "11:30-07:30",
      "07:00-12:00,11:00-15:00",
      "morning",
      "08:00",
      "08:00-08:00",
      "23:00-24:30",
    ]) {
      expect(() => readHours(wrong), wrong).toThrow("hours_wrong");
    }
  });

  it("keeps the profile of a unit by date", async () => {
    const { id } = await create({ kind: "commune", name: "H", fullName: "Xã H", parentId: office.district });
    const set = (from: string, people: number) =>
      act((tx, unit) =>
        setUnitProfile(tx, unit, {
          unitId: id,
          from,
          people,
          areaHectares: 12.5,
          households: undefined,
          hamlets: undefined,
          source: "Niên giám",
        }),
      );
    await set("2021-01-01", 1000);
    await set("2024-01-01", 1200);
    expect(await read((tx) => findProfileOn(tx, id, "2020-12-31"))).toBeUndefined();
    expect(await read((tx) => findProfileOn(tx, id, "2023-12-31"))).toMatchObject({
      people: 1000,
      areaHectares: 12.5,
      until: "2024-01-01",
    });
    expect(await read((tx) => findProfileOn(tx, id, "2024-01-01"))).toMatchObject({ people: 1200, until: null });
  });

  it("counts the roll-out: two of six wards live, four planned", async () => {
    const city = (await create({ kind: "district", name: "TP", fullName: "Thành phố TP", parentId: office.province })).id;
    const wards: number[] = [];
    for (let index = 1; index <= 6; index += 1)
      wards.push((await create({ kind: "commune", name: `W${index}`, fullName: `Phường W${index}`, parentId: city })).id);
    const set = (unitId: number, from: string, state: "planned" | "live") =>
      act((tx, unit) => setUnitRollout(tx, unit, { unitId, from, state, system: "one_stop_software", source: "Kế hoạch 12" }));
    for (const ward of wards) await set(ward, "2024-01-01", "planned");
    await set(wards[0] ?? 0, "2024-06-01", "live");
    await set(wards[1] ?? 0, "2024-07-01", "live");
    const states = async (on: string) =>
      (await read((tx) => listRollout(tx, city, "commune", "one_stop_software", on))).map((row) => row.state);
    expect(await states("2023-12-31")).toEqual([null, null, null, null, null, null]);
    expect(await states("2024-06-15")).toEqual(["live", "planned", "planned", "planned", "planned", "planned"]);
    expect(await states("2024-08-01")).toEqual(["live", "live", "planned", "planned", "planned", "planned"]);
  });

  it("forbids two versions of a unit on one day, whatever the code does", async () => {
    const insert = database.owner.query(
      "insert into unit_version (unit_id, during, kind, name, full_name) values ($1, $2, 'commune', 'x', 'x')",
      [office.commune, `[${day("2020-01-01")},)`],
    );
    await expect(insert).rejects.toMatchObject({ code: "23P01" });
  });
});

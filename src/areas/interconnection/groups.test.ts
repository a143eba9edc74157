import { beforeAll, describe, expect, it } from "vitest";
import { inTransaction, NO_ROWS } from "#platform/db/tx.ts";
import { ask, testApp } from "../../../test/support/app.ts";
import { refusalOf } from "../../../test/support/counter.ts";
import { testDatabase } from "../../../test/support/database.ts";
import { makeOffice, type Office, starterProcedure } from "../../../test/support/office.ts";
import { EMPTY_MEMBER } from "./edit-group.ts";
import { findGroupFaults, inOrder, orderOf, type ProcedureFacts } from "./group.rules.ts";
import { type GroupValues, groupOf, valuesOfGroup } from "./group-form.ts";
import { findGroup, type GroupDraft, type GroupMember, saveGroupProcedures } from "./groups.ts";

const TODAY = new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10);
const dayText = (iso: string): string => iso.split("-").toReversed().join("/");

const facts = (days: number, required: readonly string[] = []): ProcedureFacts => ({
  name: "Thủ tục",
  termDays: () => days,
  cases: [],
  components: () => required.map((code) => ({ code, name: `Giấy ${code}`, required: true })),
});
const PROCEDURES = new Map([
  ["a", facts(1, ["01"])],
  ["b", facts(2)],
  ["c", facts(3)],
]);
const member = (procedure: string, more: Partial<GroupMember> = {}): GroupMember => ({
  ...EMPTY_MEMBER,
  procedure,
  duty: "Giải quyết",
  subject: "Hồ sơ của {applicant}",
  lead: procedure === "a",
  papers: procedure === "a" ? { "01": "TK" } : {},
  ...more,
});
const SOUND: GroupDraft = {
  name: "Nhóm",
  totalDays: 6,
  separateDays: 9,
  assumption: "",
  basis: "Nghị định",
  verified: true,
  child: false,
  fields: [{ code: "ngaymat", label: "Ngày mất", required: true }],
  papers: [{ code: "TK", name: "Tờ khai", required: true }],
  members: [member("a", { subject: "Mất ngày {ngaymat}" }), member("b", { dependsOn: [1] }), member("c", { dependsOn: [2] })],
};
const codes = (group: GroupDraft) =>
  findGroupFaults(group, PROCEDURES).map(({ code, position }) => `${code} ${position ?? ""}`.trim());
const withMember = (index: number, more: Partial<GroupMember>): GroupDraft => ({
  ...SOUND,
  members: SOUND.members.map((one, other) => (other === index ? { ...one, ...more } : one)),
});

describe("what keeps a group from being published", () => {
  it("nothing where each part fits", () => expect(codes(SOUND)).toEqual([]));
  it.each([
    ["a circle", withMember(0, { dependsOn: [3] }), ["cycle 1"]],
    ["a member that waits for one that is not there", withMember(1, { dependsOn: [9] }), ["depends_unknown 2"]],
    ["no lead", withMember(0, { lead: false }), ["lead_missing"]],
    ["two leads", withMember(1, { lead: true }), ["lead_several"]],
    ["a required component that nothing stands for", withMember(0, { papers: {} }), ["component_unmapped 1", "paper_unused"]],
    ["a paper that the group has not", withMember(1, { papers: { "01": "X" } }), ["paper_unknown 2"]],
    ["a required detail that goes nowhere", withMember(0, { subject: "Hồ sơ" }), ["field_unused"]],
    ["a word that nobody says", withMember(1, { subject: "{khac}" }), ["placeholder_unknown 2"]],
    ["a child that is not asked for", withMember(2, { owner: "child" }), ["child_not_asked 3"]],
    ["a way that is longer than the total term", { ...SOUND, totalDays: 5 }, ["term_too_short"]],
    ["days within the group that are", withMember(2, { days: 9 }), ["term_too_short"]],
    ["an unknown procedure", withMember(2, { procedure: "z" }), ["procedure_unknown 3"]],
    ["a procedure twice", withMember(2, { procedure: "b" }), ["procedure_twice"]],
    ["an unknown case", withMember(1, { case: "rieng" }), ["case_unknown 2"]],
    ["one procedure alone", { ...SOUND, members: SOUND.members.slice(0, 1) }, ["too_few_members"]],
    [
      "no name, basis or term",
      { ...SOUND, name: "", basis: "", separateDays: null },
      ["name_missing", "basis_missing", "term_missing"],
    ],
  ] as const)("%s", (_, group, found) => expect(codes(group)).toEqual(found));

  it("members are put in an order in which each stands after what it depends on", () => {
    const mixed = { ...SOUND, members: [member("c", { dependsOn: [3] }), member("b"), member("a", { dependsOn: [2] })] };
    expect(orderOf(mixed.members)).toEqual([2, 3, 1]);
    expect(inOrder(mixed).members.map(({ procedure, dependsOn }) => [procedure, dependsOn])).toEqual([
      ["b", []],
      ["a", [1]],
      ["c", [2]],
    ]);
  });
  it("the page says what it was filled in from; a row without a code is taken out and positions follow", () => {
    const {
      code: _,
      from: __,
      until: ___,
      versionId: ____,
      ...shipped
    } = findGroup("khai-sinh") as NonNullable<ReturnType<typeof findGroup>>;
    expect(groupOf(valuesOfGroup(shipped))).toEqual(shipped);
    const without = groupOf({ ...valuesOfGroup(SOUND), "members.1.procedure": "" });
    expect(without.members.map(({ procedure, dependsOn }) => [procedure, dependsOn])).toEqual([
      ["a", []],
      ["c", []],
    ]);
    const named = groupOf({ ...valuesOfGroup(SOUND), "fields.1.label": "Ngày mất" });
    expect(named.fields.map((field) => field.code)).toEqual(["ngaymat", "ngaymata"]);
  });
});

describe("a province's own version of a group", () => {
  let ward: Office;
  let police: Office;
  let stranger: Office;
  beforeAll(async () => {
    const { app } = await testDatabase();
    await starterProcedure(app);
    await inTransaction(app, NO_ROWS, (tx) => saveGroupProcedures(tx, "2024-07-01"));
    ward = await makeOffice(app);
    police = await makeOffice(app, ward.provinceId);
    stranger = await makeOffice(app);
  });

  const pages = async (office: Office, url: string, form?: GroupValues) => {
    const fields = new URLSearchParams();
    for (const [name, value] of Object.entries(form ?? {})) {
      for (const one of typeof value === "string" ? [value] : (value ?? [])) fields.append(name, one);
    }
    const answer = await (
      await testApp()
    ).inject({
      method: form === undefined ? "GET" : "POST",
      url,
      headers: {
        authorization: `Bearer ${office.staff.home_affairs_officer.token}`,
        ...(form === undefined ? {} : { "content-type": "application/x-www-form-urlencoded" }),
      },
      ...(form === undefined ? {} : { payload: fields.toString() }),
    });
    return { status: answer.statusCode, body: answer.body, location: String(answer.headers.location ?? "") };
  };
  const filing = (office: Office, papers: readonly string[], desks: readonly number[]) =>
    ask("POST", "/api/v1/bundles/khai-sinh", office.staff.receiving_officer, {
      unitId: office.oneStopId,
      applicant: { name: "Nguyễn Thị Lan", idNumber: "001190001234", address: "Tổ 3" },
      child: { name: "Nguyễn Minh An", dateOfBirth: "2026-01-02", gender: "female" },
      way: "parallel",
      papers,
      desks,
    });

  it("is begun from the one that ships, refused with each finding, mended, published, filed, and ended", async () => {
    const list = await pages(ward, "/quan-tri/lien-thong");
    expect(list.body).toContain("Đăng ký khai sinh – đăng ký thường trú");
    expect((await pages(ward, "/quan-tri/lien-thong/di-kem/khai-sinh")).status).toBe(200);
    const begun = await pages(ward, "/quan-tri/lien-thong/moi", { from: "khai-sinh" });
    expect(begun.status).toBe(303);
    const at = begun.location;
    expect((await pages(ward, "/quan-tri/lien-thong/moi", { from: "khai-sinh" })).body).toContain("đang có dự thảo");
    expect((await pages(stranger, at)).status).toBe(404);

    const {
      code: _,
      from: __,
      until: ___,
      versionId: ____,
      ...shipped
    } = findGroup("khai-sinh") as NonNullable<ReturnType<typeof findGroup>>;
    const two = { ...shipped, totalDays: 4, members: shipped.members.slice(0, 2) };
    const broken = {
      ...two,
      members: two.members.map((one) => ({ ...one, lead: false, dependsOn: [one.procedure === "1.001193" ? 2 : 1], papers: {} })),
    };
    expect((await pages(ward, at, { ...valuesOfGroup(broken), revision: "1" })).status).toBe(303);
    const refused = await pages(ward, `${at}/cong-bo`, { revision: "2", from: dayText(TODAY) });
    expect(refused.status).toBe(409);
    for (const words of ["Chưa công bố được", "thành vòng", "Chưa có cơ quan chủ trì", "không lấy từ giấy tờ nào"])
      expect(refused.body).toContain(words);
    expect((await pages(ward, at, { ...valuesOfGroup(two), revision: "1" })).body).toContain("đã được người khác sửa");
    expect((await pages(ward, at, { ...valuesOfGroup(two), revision: "2" })).status).toBe(303);
    const published = await pages(ward, `${at}/cong-bo`, { revision: "3", from: dayText(TODAY) });
    expect(published.status, published.body.slice(0, 200)).toBe(303);

    const desks = [ward.oneStopId, police.oneStopId];
    const made = await filing(ward, ["TK", "GCS", "CC"], desks);
    expect(made.status, made.body).toBe(201);
    const id = made.json<{ id: number }>().id;
    const { superuser } = await testDatabase();
    const { rows } = await superuser.query("select total_days, group_version_id from bundle where id = $1", [id]);
    expect(rows).toEqual([{ total_days: 4, group_version_id: Number(at.split("/").at(-1)) }]);
    // Elsewhere the one that ships holds, which has three members.
    expect((await refusalOf(filing(stranger, ["TK", "GCS", "CC"], [stranger.oneStopId, stranger.oneStopId]))).code).toBe(
      "desks_do_not_fit",
    );

    await expect(
      superuser.query("update bundle_group_version set definition = '{}' where id = $1", [at.split("/").at(-1)]),
    ).rejects.toThrow("never changes");
    const tomorrow = new Date(Date.parse(TODAY) + 86_400_000).toISOString().slice(0, 10);
    // A next version that has not begun is taken back, and the one before it goes on.
    const next = (await pages(ward, "/quan-tri/lien-thong/moi", { from: "khai-sinh" })).location;
    expect((await pages(ward, `${next}/cong-bo`, { revision: "1", from: dayText(tomorrow) })).status).toBe(303);
    expect((await pages(ward, at)).body).toContain(dayText(tomorrow));
    expect((await pages(stranger, `${next}/rut-lai`, {})).status).toBe(404);
    expect((await pages(ward, `${at}/rut-lai`, {})).body).toContain("Chỉ rút lại được phiên bản chưa đến ngày");
    expect((await pages(ward, `${next}/rut-lai`, {})).status).toBe(303);
    expect((await pages(ward, next)).body).toContain("Đã rút lại");
    expect((await pages(ward, at)).body).not.toContain(dayText(tomorrow));
    expect((await pages(ward, `${next}/rut-lai`, {})).status).toBe(409);
    expect((await pages(ward, `${at}/ngung`, { on: dayText(tomorrow) })).status).toBe(303);
    expect((await pages(ward, at)).body).toContain(dayText(tomorrow));
  });
});

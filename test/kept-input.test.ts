import { beforeAll, describe, expect, it } from "vitest";
import { execute } from "#platform/db/command.ts";
import { actOnTicket, callNext, listCounters, listServices, setUpPoint, takeTicket, workShift } from "#queue";
import { allRoutes } from "../src/areas.ts";
import { ask, sendFile, setServerTime } from "./support/app.ts";
import { testDatabase } from "./support/database.ts";
import { makeOffice, type Office, type StaffRole } from "./support/office.ts";

const NOW = new Date("2026-11-25T02:00:00Z");
let office: Office;
/** Ids of what the forms are about, put into the addresses and hidden fields below. */
let ids: Readonly<Record<string, string>>;

type Typed = Readonly<Record<string, string | readonly string[]>>;
interface Case {
  /** The name of the route in the audit trail. */
  readonly form: string;
  readonly url: string;
  readonly who: StaffRole | undefined;
  readonly typed: Typed;
  /** Tells this form from its like on the page. */
  readonly hidden?: Readonly<Record<string, string>>;
  /** The field that is refused. */
  readonly bad: string;
}

const NAME = "Trần Thị Kiểm Thử";
const WHY = "Ghi nhầm & ghi thêm";
const form = (
  name: string,
  url: string,
  who: StaffRole | undefined,
  typed: Typed,
  bad: string,
  hidden?: Readonly<Record<string, string>>,
): Case => ({ form: name, url, who, typed, bad, ...(hidden === undefined ? {} : { hidden }) });

const second = { kind: "reserve", rank: "above_specialist", inServiceFrom: "05/06/2015", from: "01/10/2026" };
const reception = { on: "01/12/2026", starts: "13:30", ends: "12:30", weeks: "3", hostName: NAME, hostTitle: "Chủ tịch" };
const visit = { on: "24/11/2026", hamlet: "Thôn Tây", helped: "nhiều", what: "Cài đặt ứng dụng" };
const complaint = { unitId: ":shop", source: "portal", about: "conduct", receivedOn: "03/11/2026", dueOn: "24/11/2026" };
const COMPLAINTS = "/ket-qua-danh-gia/chi-so/phan-anh";
const numbers = { areaHectares: "1.234,5", households: "12", people: "nhiều", hamlets: "3", from: "01/12/2026" };

const CASES: readonly Case[] = [
  form(
    "sites.settings_save",
    "/trang-tin/thiet-lap",
    "leader",
    { slug: "Có dấu", slogan: "Gần dân", phone: "0235 123 4567" },
    "slug",
  ),
  form("sites.contact_save", "/trang-tin/lien-he", "leader", { phone: "abc", email: "a@b.vn" }, "phone", { postId: ":post" }),
  form("sites.close", "/trang-tin/dong", "leader", { why: WHY, successor: "khong-co-trang" }, "successor"),
  form("sites.reception_add", "/trang-tin/lich-tiep-dan", "leader", { ...reception, place: "Phòng 1" }, "ends"),
  form("sites.reception_off", "/trang-tin/lich-tiep-dan/hoan", "leader", { why: "" }, "why", { id: ":reception" }),
  form("sites.article_create", "/trang-tin/bai", "leader", { kind: "news", title: "Tin", summary: "Tóm", body: "" }, "body"),
  form("sites.article_save", "/trang-tin/bai/:article", "leader", { title: "", summary: "Tóm", body: "Bài **mới**" }, "title"),
  form("sites.article_publish", "/trang-tin/bai/:article/dang", "leader", { day: "32/12/2026", at: "8:15" }, "day"),
  form("sites.article_retract", "/trang-tin/bai/:article/go", "leader", { reason: "" }, "reason"),
  form("sites.team_form", "/to-ho-tro", "leader", { name: "Tổ 2", formedOn: "31/02/2026", decisionNo: "9/QĐ" }, "formedOn"),
  form(
    "sites.team_member",
    "/to-ho-tro/:team/thanh-vien",
    "leader",
    { name: NAME, part: "lead", from: "01/01/2020", title: "Bí thư" },
    "from",
  ),
  form(
    "sites.team_member_edit",
    "/to-ho-tro/:team/sua-thanh-vien",
    "leader",
    { name: "123", part: "lead", title: "Bí thư" },
    "name",
    { memberId: ":member" },
  ),
  form("sites.team_leave", "/to-ho-tro/:team/thoi", "leader", { until: "01/01/2020" }, "until", { memberId: ":member" }),
  form(
    "sites.team_duty_swap",
    "/to-ho-tro/:team/doi-truc",
    "leader",
    { memberId: ":second", toMemberId: ":second", on: "25/11/2026" },
    "toMemberId",
  ),
  form("sites.team_end", "/to-ho-tro/:team/giai-the", "leader", { on: "02/01/2020" }, "on"),
  form(
    "sites.team_duty",
    "/to-ho-tro/:team/lich-truc",
    "leader",
    { memberId: ":second", from: "01/12/2026", until: "30/11/2026" },
    "until",
  ),
  form("sites.team_visit", "/to-ho-tro/:team/di-ho-tro", "receiving_officer", { ...visit, memberId: ":second" }, "helped"),
  form("sites.team_visit_withdraw", "/to-ho-tro/:team/rut-luot", "leader", { why: "" }, "why", { id: ":visit" }),
  form(
    "secondments.add",
    "/nhan-su-mot-cua/:shop",
    "one_stop_head",
    { ...second, personId: ":person", senderUnitId: ":division", until: "01/09/2026", decisionNo: "1/QĐ" },
    "until",
  ),
  form("secondments.end", "/nhan-su-mot-cua/:shop/ket-thuc", "one_stop_head", { on: "01/01/2040", why: WHY }, "on", {
    secondmentId: ":secondment",
  }),
  form(
    "secondments.meeting",
    "/nhan-su-mot-cua/:shop/hop",
    "one_stop_head",
    { heldOn: "26/11/2026", attended: NAME, said: WHY },
    "heldOn",
  ),
  form("secondments.send_notice", "/nhan-su-mot-cua/:shop/thong-bao", "one_stop_head", { remark: "x".repeat(2001) }, "remark", {
    sender: ":division",
    month: "2026-10",
  }),
  form("feedback.rate_ticket", "/danh-gia/luot/:shop/:ticket", undefined, { comment: "Chờ lâu" }, "level"),
  form("feedback.record_posting", "/ket-qua-danh-gia/chi-so/niem-yet", "leader", { unitId: ":shop", on: "01/01/2040" }, "on"),
  form("feedback.record_complaint", COMPLAINTS, "leader", { ...complaint, number: "P-1" }, "number"),
  form("feedback.answer_complaint", `${COMPLAINTS}/:complaint/tra-loi`, "leader", { answeredOn: "01/01/2040" }, "answeredOn"),
  form("feedback.take_back_complaint", `${COMPLAINTS}/:complaint/huy`, "leader", { why: "" }, "why"),
  form("feedback.mark_unfounded", "/ket-qua-danh-gia/:rating", "leader", { why: "" }, "why"),
  form(
    "facilities.add",
    "/co-so-vat-chat/:shop",
    "one_stop_head",
    { kind: "camera", name: "Camera 2", quantity: "1000", assetCode: "MS2", condition: "worn", since: "01/02/2026" },
    "quantity",
  ),
  form("facilities.change", "/co-so-vat-chat/:shop/thay-doi", "one_stop_head", { step: "removed", why: "" }, "why", {
    itemId: ":item",
  }),
  form(
    "organisation.add_part",
    "/to-chuc/:agency/bo-phan",
    "administrator",
    { kind: "reception_point", fullName: "Điểm tiếp nhận số 2", from: "01/01/1990", basis: "8/QĐ" },
    "from",
  ),
  form(
    "organisation.rename",
    "/to-chuc/:agency/ten",
    "administrator",
    { newName: "", on: "01/12/2026", basis: "7/QĐ" },
    "newName",
  ),
  form(
    "organisation.set_calendar",
    "/to-chuc/:agency/lich",
    "administrator",
    { week: ["tue", "sat"], hours: "17:00-7:00", from: "01/12/2026", basis: "6/QĐ" },
    "hours",
  ),
  form("organisation.set_profile", "/to-chuc/:agency/so-lieu", "administrator", { ...numbers, source: "Niên giám" }, "people"),
  form(
    "organisation.set_rollout",
    "/to-chuc/:agency/trien-khai",
    "administrator",
    { state: "retired", from: "32/01/2026", source: "5/QĐ" },
    "from",
  ),
  form(
    "organisation.merge",
    "/to-chuc/:agency/sap-nhap",
    "administrator",
    { into: "Xã Không Có", others: "Xã Khác", on: "01/12/2026", basis: "4/NQ" },
    "into",
  ),
  form(
    "accounts.end_post",
    "/quan-tri/tai-khoan/:account/vi-tri/ket-thuc",
    "administrator",
    { lastDay: "01/01/2000" },
    "lastDay",
    {
      assignmentId: ":assignment",
    },
  ),
  form(
    "accounts.give_post",
    "/quan-tri/tai-khoan/:account/vi-tri",
    "administrator",
    { unit: "Đơn vị không có", role: "specialist", title: "Công chức", from: "01/12/2026", decisionNo: "3/QĐ" },
    "unit",
  ),
  form(
    "leave.record",
    "/nghi-phep",
    "leader",
    { personId: ":person", from: "10/12/2026", until: "01/12/2026", kind: "sick" },
    "until",
  ),
];

/** Routes of these areas that take nothing which was typed: a button, or a choice that the row carries. */
const BUTTONS = ["sites.article_restore", "sites.reopen", "sites.team_duty_drop", "leave.revoke"];
/** Tested apart: a form with a file, and a page that is another form's with the secret of a dossier. */
const APART = ["sites.image_add", "feedback.rate_dossier", "feedback.begin_register"];

const filled = (text: string): string => text.replaceAll(/:([a-z]+)/g, (whole, name: string) => ids[name] ?? whole);

async function run<T>(work: Parameters<typeof execute>[2]): Promise<T> {
  const { app } = await testDatabase();
  const scope = { accountId: null, agencies: [office.agencyId] };
  return execute(app, { name: "test", scope, actorKey: "test", input: null, agencyId: office.agencyId }, work) as Promise<T>;
}

async function serveTicket(): Promise<string> {
  await run((tx, unit) => setUpPoint(tx, unit, office.oneStopId));
  return run(async (tx, unit) => {
    const by = office.staff.receiving_officer;
    const [services, counters] = await Promise.all([listServices(tx, office.oneStopId), listCounters(tx, office.oneStopId)]);
    const at = { unitId: office.oneStopId, counterId: counters[0]?.id ?? 0 };
    const input = { serviceId: services[0]?.id ?? 0, priority: undefined, identity: undefined };
    const seat = { unitId: office.oneStopId, source: "desk", accountId: null } as const;
    const { secret } = await takeTicket(tx, unit, seat, input, NOW);
    await workShift(tx, unit, by, at, { step: "open", cash: null }, NOW);
    const { ticketId } = await callNext(tx, unit, by, at, NOW);
    for (const action of ["serve", "finish"] as const) await actOnTicket(tx, unit, by, at, { ticketId, action }, NOW);
    return secret;
  });
}

const sent = async (url: string, who: StaffRole, body: unknown): Promise<void> => {
  expect([url, (await ask("POST", filled(url), office.staff[who], body)).status]).toEqual([url, 303]);
};

/** The newest row of the office in a table. */
async function newest(table: string): Promise<string> {
  const { superuser } = await testDatabase();
  const { rows } = await superuser.query(`select max(id) as id from ${table} where agency_id = $1`, [office.agencyId]);
  return String(rows[0].id);
}

async function makeSite(): Promise<void> {
  const slug = `xa-${office.prefix.toLowerCase().replace(".", "-")}`;
  await sent("/trang-tin/thiet-lap", "leader", { slug, slogan: "Cũ", phone: "0235 123 4567" });
  await sent("/trang-tin/lich-tiep-dan", "leader", { ...reception, starts: "8:00", place: "Phòng 2" });
  await sent("/trang-tin/bai", "leader", { kind: "news", title: "Tin cũ", summary: "", body: "Bài cũ" });
  ids = { ...ids, reception: await newest("site_reception"), article: await newest("site_article") };
  await sent("/trang-tin/bai/:article/dang", "leader", { revision: 1 });
  await sent("/to-ho-tro", "leader", { name: "Tổ 1", formedOn: "01/11/2026" });
  ids = { ...ids, team: await newest("support_team") };
  for (const name of ["Nguyễn Văn Một", "Nguyễn Văn Hai"]) {
    await sent("/to-ho-tro/:team/thanh-vien", "leader", { name, part: "member", from: "01/11/2026" });
    ids = { ...ids, member: ids["second"] ?? (await newest("support_member")), second: await newest("support_member") };
  }
  await sent("/to-ho-tro/:team/lich-truc", "leader", { memberId: ids["member"], from: "25/11/2026", until: "25/11/2026" });
  await sent("/to-ho-tro/:team/di-ho-tro", "leader", { ...visit, helped: "2", memberId: ids["member"] });
  ids = { ...ids, visit: await newest("support_visit") };
}

async function makeShop(): Promise<void> {
  const dates = { from: "01/10/2026", until: "30/09/2027", inServiceFrom: "01/01/2015" };
  const sender = { personId: office.staff.receiving_officer.personId, senderUnitId: office.divisionId };
  await sent("/nhan-su-mot-cua/:shop", "one_stop_head", { ...second, ...sender, ...dates, kind: "main", decisionNo: "1" });
  const item = { kind: "printer", name: "Máy in", quantity: "1", condition: "good", since: "01/01/2026" };
  await sent("/co-so-vat-chat/:shop", "one_stop_head", item);
  const [rated, ticket] = [await serveTicket(), await serveTicket()];
  expect((await ask("POST", `/danh-gia/luot/${ids["shop"]}/${rated}`, undefined, { level: "0", comment: WHY })).status).toBe(303);
  ids = { ...ids, ticket, secondment: await newest("secondment"), item: await newest("facility_item") };
  await sent(`${COMPLAINTS}/so`, "leader", { unitId: ids["shop"], keptFrom: "01/11/2026" });
  await sent(COMPLAINTS, "leader", { ...complaint, unitId: ids["shop"], number: "P-1" });
  ids = { ...ids, rating: await newest("rating"), complaint: await newest("complaint") };
}

beforeAll(async () => {
  const { app, superuser } = await testDatabase();
  office = await makeOffice(app);
  setServerTime(NOW.toISOString());
  const post = await superuser.query("select min(id) as id from post where agency_id = $1", [office.agencyId]);
  const { accountId, personId } = office.staff.specialist;
  const held = await superuser.query("select id from assignment where person_id = $1", [personId]);
  ids = {
    agency: String(office.agencyId),
    shop: String(office.oneStopId),
    division: String(office.divisionId),
    person: String(personId),
    account: String(accountId),
    assignment: String(held.rows[0].id),
    post: String(post.rows[0].id),
  };
  await makeSite();
  await makeShop();
});

const decoded = (html: string): string =>
  html
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&amp;", "&");

/** What the controls of a form hold, by name: one value each, or those that are ticked. */
function valuesOf(html: string): Map<string, readonly string[]> {
  const held = new Map<string, readonly string[]>();
  const add = (name: string, value: string) => held.set(name, [...(held.get(name) ?? []), decoded(value)]);
  for (const [input = ""] of html.matchAll(/<input[^>]*>/g)) {
    const [, name = ""] = /name="([^"]*)"/.exec(input) ?? [];
    const isChoice = /type="(radio|checkbox)"/.test(input);
    if (!isChoice || / checked/.test(input)) add(name, /value="([^"]*)"/.exec(input)?.[1] ?? "");
  }
  for (const [, name = "", text = ""] of html.matchAll(/<textarea[^>]*name="([^"]*)"[^>]*>([^<]*)</g)) add(name, text);
  for (const [, name = "", options = ""] of html.matchAll(/<select[^>]*name="([^"]*)"[^>]*>(.*?)<\/select>/gs)) {
    add(name, /<option(?=[^>]* selected)[^>]*value="([^"]*)"/.exec(options)?.[1] ?? "");
  }
  return held;
}

/** The forms of a page that are sent to an address with those hidden values. */
function formsTo(body: string, url: string, hidden: Readonly<Record<string, string>>): readonly string[] {
  const all = [...body.matchAll(/<form[^>]*action="([^"?]*)[^"]*"[^>]*>.*?<\/form>/gs)].filter(([, action]) => action === url);
  return all
    .map(([whole]) => whole)
    .filter((one) => Object.entries(hidden).every(([name, value]) => valuesOf(one).get(name)?.includes(value)));
}

describe("what was typed into a form that is refused", () => {
  it.each(CASES)("$form: comes back in that form, with the error at its field", async ({ url, who, typed, hidden = {}, bad }) => {
    const fill = (given: Typed) =>
      Object.fromEntries(Object.entries(given).map(([name, value]) => [name, typeof value === "string" ? filled(value) : value]));
    const [address, values, marks] = [filled(url), fill(typed), fill(hidden) as Record<string, string>];
    const fixed = url.includes("/bai/:article") ? { basedOn: "1", revision: "1" } : {};
    const answer = await ask("POST", address, who === undefined ? undefined : office.staff[who], {
      ...fixed,
      ...marks,
      ...values,
    });
    expect(answer.status).toBeGreaterThanOrEqual(400);
    const [refused, ...others] = formsTo(answer.body, address, marks);
    expect(others).toEqual([]);
    const held = valuesOf(refused ?? "");
    for (const [name, value] of Object.entries(values)) expect([name, held.get(name)]).toEqual([name, [value].flat()]);
    const field = new RegExp(`<(?:input|select|textarea)[^>]* id="(f-${bad}[^"]*)"[^>]*name="${bad}"`);
    expect(refused).toMatch(field);
    expect(answer.body).toContain(`href="#f-${bad}"`);
    expect(refused).toContain(`id="f-${bad}-error"`);
    expect(answer.body.match(/class="error"/g)).toHaveLength(1);
    const allIds = [...answer.body.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(allIds.filter((id, index) => allIds.indexOf(id) !== index)).toEqual([]);
  });

  it("is tested for every form of these areas", () => {
    const ours = /^(sites|secondments|feedback|facilities|organisation|leave)\./;
    const all = allRoutes
      .filter(({ method, path }) => method === "POST" && !path.startsWith("/api/"))
      .map(({ auditName }) => auditName);
    const known = new Set([...CASES.map((one) => one.form), ...BUTTONS, ...APART]);
    expect(all.filter((name) => ours.test(name) && !known.has(name))).toEqual([]);
    expect([...known].filter((name) => !all.includes(name))).toEqual([]);
  });

  it("is kept beside a file that is refused", async () => {
    const file = { field: "image", name: "anh.svg", bytes: Buffer.from("<svg onload='x'/>") };
    const answer = await sendFile(office.staff.leader, "/trang-tin/anh", { alt: "Lễ ra quân" }, file);
    expect(answer.status).toBe(422);
    expect(valuesOf(formsTo(answer.body, "/trang-tin/anh", {})[0] ?? "").get("alt")).toEqual(["Lễ ra quân"]);
  });
});

import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { ACTION_NAMES, ACTION_ROLES, type ActionName } from "#core/workflow/dossier-action.ts";
import { allRoutes } from "../../areas.ts";
import { ask } from "../../../test/support/app.ts";
import { testDatabase, type TestDatabase } from "../../../test/support/database.ts";
import { makeOffice, type Office, starterProcedure, type StaffRole } from "../../../test/support/office.ts";
import { importDossiers } from "./index.ts";

const NOW = new Date("2026-11-20T10:00:00+07:00");

let db: TestDatabase;
let office: Office;
let id: number;
let seq: number;
let component: string;

beforeAll(async () => {
  db = await testDatabase();
  const procedure = await starterProcedure(db.app);
  component = procedure.definition.components[0]?.code ?? "";
  office = await makeOffice(db.app);
  const code = `${office.prefix}-NGOAI-1`;
  const path = join(mkdtempSync(join(tmpdir(), "motcua-external-")), "list.csv");
  writeFileSync(
    path,
    `ma_ho_so,hinh_thuc_nop,ngay_tiep_nhan,ngay_hen_tra,ngay_co_ket_qua,ma_thu_tuc,chu_ho_so,trang_thai,ngay_trang_thai,ngay_tra
${code},Trực tuyến,2026-11-16 08:00,2026-11-25 17:00,,1.001193,Nguyễn Văn Minh,Đang xử lý,,
`,
  );
  await importDossiers(db.app, { path, map: "ministry", unitCode: office.prefix, dryRun: false, now: NOW });
  const { rows } = await db.superuser.query("select id::int, last_seq as seq from dossier where code = $1", [code]);
  ({ id, seq } = rows[0]);
});

/** A valid input for each action that the API takes: a new action does not compile until it is here. */
type Acted = Exclude<ActionName, "draft">;
const inputs = (): Readonly<Record<Acted, Readonly<Record<string, unknown>>>> => {
  const why = { reason: "thử" };
  const to = { toPersonId: office.staff.specialist.personId };
  return {
    submit: {},
    receive: {},
    request_intake_supplement: { ...why, items: "giấy" },
    refuse_at_intake: why,
    complete_at_once: { receiverName: "Nguyễn Văn Minh" },
    hand_over: to,
    forward: to,
    send_back: why,
    recall: {},
    reassign: { ...to, ...why },
    propose: { toPersonId: office.staff.leader.personId, proposal: "approve" },
    rework: why,
    sign: {},
    request_supplement: { ...why, items: "giấy" },
    allow_supplement: { ...why, basis: "Luật" },
    receive_supplement: {},
    expire_supplement: {},
    request_payment: { basis: "Luật" },
    confirm_payment: { document: "GNT-1" },
    draft_apology: { ...why, about: "error" },
    approve_apology: { letterNo: "1" },
    reject_apology: why,
    send_apology: {},
    revoke_extension: why,
    correct: { ...why, parties: { owner: { name: "Nguyễn Văn Khác" } } },
    mark_result_ready: {},
    return: { receiverName: "Nguyễn Văn Minh", relation: "owner" },
    start_correction: { ...why, incident: "other", dueOn: "2026-12-01" },
    request_withdrawal: why,
    accept_withdrawal: {},
    withdraw: why,
    stop: { ...why, basis: "Luật" },
    void: why,
    archive: { retention: "10" },
  };
};

const ACTED = ACTION_NAMES.filter((name): name is Acted => name !== "draft");
const isStaff = (role: string): role is StaffRole => role !== "citizen" && role !== "system";

describe("a dossier that is handled in another system", () => {
  test.each(ACTED)("is not moved by %s, whoever asks", async (action) => {
    const role = (ACTION_ROLES[action] as readonly string[]).find(isStaff) ?? "leader";
    const body = { action, seq, ...inputs()[action] };
    const answer = await ask("POST", `/api/v1/dossiers/${id}/actions`, office.staff[role], body);
    expect([answer.status, answer.json<{ code: string }>().code], answer.body).toEqual([409, "handled_elsewhere"]);
    const { rows } = await db.superuser.query("select last_seq as seq, state from dossier where id = $1", [id]);
    expect(rows).toEqual([{ seq, state: "PROCESSING" }]);
  });

  /** What may stand beside it: what the import writes, what watches, and what people say of any dossier. */
  const OPEN = new Set(["dossier_event", "breach", "filing", "notice", "queue_dossier", "rating"]);

  test("has nothing written beside it, in any table that knows dossiers", async () => {
    const { rows } = await db.superuser.query(
      `select c.table_name as name from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
       where c.table_schema = 'public' and c.column_name = 'dossier_id' and t.table_type = 'BASE TABLE' order by 1`,
    );
    const tables = rows.map(({ name }: { name: string }) => name);
    expect(tables.length).toBeGreaterThan(20);
    const let_in: string[] = [];
    for (const table of tables.filter((name: string) => !OPEN.has(name))) {
      const written = await db.superuser.query(`insert into ${table} (dossier_id) values ($1)`, [id]).then(
        () => "written",
        (error: { code: string }) => error.code,
      );
      if (written !== "MQ001") let_in.push(`${table}: ${written}`);
    }
    expect(let_in).toEqual([]);
  });

  test("is changed by no form of its page and no route of the API that takes its number", async () => {
    const before = await traces();
    const posts = allRoutes.filter(
      ({ method, path }) => method !== "GET" && /^\/(?:api\/v1\/dossiers|ho-so|thu-phi\/ho-so)\/:id(?:\(|\/|$)/.test(path),
    );
    expect(posts.length).toBeGreaterThan(15);
    for (const { method, path, roles } of posts) {
      const role = Array.isArray(roles) ? ((roles as readonly string[]).find(isStaff) ?? "leader") : "leader";
      const url = path.replace(/:id(\([^)]*\))?/, String(id)).replaceAll(/:[a-zA-Z]+(\([^)]*\))?/g, "1");
      const body = { seq, reason: "thử", note: "thử", componentCode: component, name: "thử", amountVnd: 1000, toPersonId: 1 };
      const answer = await ask(method as "POST", url, office.staff[role], body);
      expect(answer.status, `${method} ${path}: ${answer.body.slice(0, 200)}`).toBeGreaterThanOrEqual(400);
      expect(answer.status, `${method} ${path}: ${answer.body.slice(0, 200)}`).toBeLessThan(500);
    }
    expect(await traces()).toEqual(before);
  });

  async function traces(): Promise<unknown> {
    const { rows } = await db.superuser.query("select * from dossier where id = $1", [id]);
    const events = await db.superuser.query("select count(*)::int as n from dossier_event where dossier_id = $1", [id]);
    return { row: rows[0], events: events.rows };
  }
});

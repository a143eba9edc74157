import { beforeAll, describe, expect, test } from "vitest";
import { plainDate } from "#core/plain-date.ts";
import { insertAssignments, insertPosts } from "#organisation";
import { inTransaction, NO_ROWS } from "#platform/db/tx.ts";
import { ask } from "../../../test/support/app.ts";
import { testDatabase, type TestDatabase } from "../../../test/support/database.ts";
import { type Member, makeOffice, type Office } from "../../../test/support/office.ts";

let db: TestDatabase;
let office: Office;
let other: Office;

/** A later post in the office, beside the plain one that they have in the other agency. */
async function alsoInOffice({ personId }: Member, role: "administrator" | "leader"): Promise<void> {
  const from = plainDate("2020-01-01");
  await inTransaction(db.app, NO_ROWS, async (tx) => {
    const [postId = 0] = await insertPosts(tx, [{ unitId: office.divisionId, title: role, role, from, until: null }]);
    await insertAssignments(tx, [{ personId, postId, from, until: null, decisionNo: null }]);
  });
}

let administrator: Member;
let leader: Member;
beforeAll(async () => {
  db = await testDatabase();
  [other, office] = [await makeOffice(db.app), await makeOffice(db.app)];
  [administrator, leader] = [other.staff.specialist, other.staff.receiving_officer];
  await alsoInOffice(administrator, "administrator");
  await alsoInOffice(leader, "leader");
});

describe("someone with a plain post in one agency and the needed one in another", () => {
  test("opens a webhook for the agency that they administer", async () => {
    const body = { name: `Kho ${office.prefix}`, url: "https://kho.example.com/su-kien", topics: ["dossier.decided"] };
    expect((await ask("POST", "/quan-tri/webhook", administrator, body)).status).toBe(200);
    const { rows } = await db.superuser.query("select agency_id from webhook_endpoint where name = $1", [body.name]);
    expect(rows).toEqual([{ agency_id: office.agencyId }]);
  });

  test("has the portal compared for the agency in which they lead", async () => {
    expect((await ask("POST", "/dong-bo", leader, {})).status).toBe(303);
    const { rows } = await db.superuser.query(
      "select distinct agency_id from task where kind = 'exchange.reconcile' and agency_id in ($1, $2)",
      [office.agencyId, other.agencyId],
    );
    expect(rows).toEqual([{ agency_id: office.agencyId }]);
  });

  test("sees and settles what differs in the agency in which they lead, and nothing of the other", async () => {
    for (const { agencyId } of [office, other]) {
      await db.superuser.query(
        "insert into external_comparison (agency_id, system, day, at, here, there) values ($1, 'ministry', current_date, now(), 1, 2)",
        [agencyId],
      );
      await db.superuser.query(
        "insert into external_difference (agency_id, system, day, code, kind, there) values ($1, 'ministry', current_date, $2, 'only_there', 'held_elsewhere')",
        [agencyId, `KHAC-${agencyId}`],
      );
    }
    const page = await ask("GET", "/he-thong-khac", leader);
    expect(page.body).toContain(`KHAC-${office.agencyId}`);
    expect(page.body).not.toContain(`KHAC-${other.agencyId}`);
    const idOf = async (agencyId: number): Promise<number> =>
      Number((await db.superuser.query("select id from external_difference where agency_id = $1", [agencyId])).rows[0].id);
    const settle = async (agencyId: number) =>
      (await ask("POST", `/he-thong-khac/${await idOf(agencyId)}/xong`, leader, { reason: "thử" })).status;
    expect([await settle(other.agencyId), await settle(office.agencyId)]).toEqual([409, 303]);
  });

  test("reads the documents of the agency in which they lead, and not those of the other", async () => {
    const ids = await Promise.all(
      [office, other].map(async ({ agencyId, prefix }) => {
        const { rows } = await db.superuser.query(
          `insert into edxml_document (agency_id, direction, document_id, from_code, from_name, to_code, to_name, code_number, code_notation, subject,
             promulgated_on, attachments, envelope, sha256, state, at, changed_at)
           values ($1, 'in', $2, 'H1', 'Sở', $2, 'Xã', '1', $2, 'thử', current_date, 0, '', repeat('0', 64), 'received', now(), now()) returning id`,
          [agencyId, prefix],
        );
        return Number(rows[0].id);
      }),
    );
    // The plain post of the other agency is a specialist's here.
    await alsoInOffice(administrator, "leader");
    const page = await ask("GET", "/van-ban-dien-tu", administrator);
    expect(page.body).toContain(office.prefix);
    expect(page.body).not.toContain(`1/${other.prefix}`);
    expect((await ask("GET", `/api/v1/documents/${ids[1]}`, administrator)).status).toBe(404);
    expect((await ask("GET", `/api/v1/documents/${ids[0]}`, administrator)).status).toBe(200);
  });
});

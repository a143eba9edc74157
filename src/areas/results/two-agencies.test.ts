import { beforeAll, describe, expect, it } from "vitest";
import { ask } from "../../../test/support/app.ts";
import { type Counter, openCounter } from "../../../test/support/counter.ts";
import { testDatabase } from "../../../test/support/database.ts";
import { givePost } from "../../../test/support/office.ts";

let first: Counter;
let second: Counter;
let year: string;
beforeAll(async () => {
  [first, second] = [await openCounter(), await openCounter()];
  const { app } = await testDatabase();
  await givePost(app, first.office.staff.receiving_officer.personId, second.office.oneStopId, "receiving_officer");
  await givePost(app, first.office.staff.specialist.personId, second.office.divisionId, "specialist");
  await givePost(app, first.office.staff.one_stop_head.personId, second.office.oneStopId, "one_stop_head");
  year = new Date().toLocaleDateString("en-CA", { timeZone: "Asia/Ho_Chi_Minh" }).slice(0, 4);
});

type Role = "receiving_officer" | "specialist" | "one_stop_head";
const get = async (role: Role, url: string) => ask("GET", url, first.office.staff[role]);
const send = (role: Role, url: string, fields: Record<string, string>) => ask("POST", url, first.office.staff[role], fields);
const there = () => `agency=${second.office.agencyId}`;

const certificate = (change: Record<string, string> = {}) => ({
  book: "BS",
  requester: "Nguyễn Minh An; 001206001234",
  "lines.0.documentType": "Bằng tốt nghiệp",
  "lines.0.pages": "2",
  "lines.0.copies": "3",
  ...change,
});

async function entries(agencyId: number): Promise<number> {
  const { rows } = await (
    await testDatabase()
  ).superuser.query<{ count: number }>("select count(*)::int as count from certification_entry where agency_id = $1", [agencyId]);
  return rows[0]?.count ?? 0;
}

describe("an official with posts in two agencies", () => {
  it("chooses in whose book a certification is entered, and stays there", async () => {
    const page = (await get("receiving_officer", "/chung-thuc")).body;
    expect(page).toContain(`href="/chung-thuc?so=BS&amp;agency=${second.office.agencyId}"`);
    const chosen = (await get("receiving_officer", `/chung-thuc?${there()}`)).body;
    expect(chosen).toContain(`<input type="hidden" name="agency" value="${second.office.agencyId}"`);
    const done = await send("receiving_officer", "/chung-thuc", certificate({ agency: String(second.office.agencyId) }));
    expect(done.status, done.body.slice(0, 300)).toBe(303);
    expect(done.headers["location"]).toContain(there());
    expect([await entries(first.office.agencyId), await entries(second.office.agencyId)]).toEqual([0, 1]);
    const book = `/chung-thuc/so/${year}/BS`;
    expect((await get("receiving_officer", "/chung-thuc/so")).body).not.toContain(`${book}`);
    expect((await get("receiving_officer", `/chung-thuc/so?${there()}`)).body).toContain(`href="${book}?${there()}"`);
    const one = (await get("receiving_officer", `${book}?${there()}`)).body;
    expect(one).toContain("Bằng tốt nghiệp");
    expect(one).toContain(`${book}/so.pdf?${there()}`);
    expect((await get("receiving_officer", `${book}/so.pdf?${there()}`)).status).toBe(200);
  });

  it("keeps the agency and what was typed where the form is refused", async () => {
    const bad = certificate({ agency: String(second.office.agencyId), "lines.0.pages": "x" });
    const refused = await send("receiving_officer", "/chung-thuc", bad);
    expect(refused.status).toBe(422);
    expect(refused.body).toContain(`<input type="hidden" name="agency" value="${second.office.agencyId}"`);
    expect(refused.body).toContain("Nguyễn Minh An");
  });

  it("begins the next volume of the book of the agency that was chosen", async () => {
    await send("receiving_officer", "/chung-thuc", certificate({ agency: String(second.office.agencyId) }));
    const book = `/chung-thuc/so/${year}/BS`;
    const begun = await send("one_stop_head", `${book}/quyen-moi`, { agency: String(second.office.agencyId) });
    expect([begun.status, begun.headers["location"]]).toEqual([303, expect.stringContaining(there())]);
  });

  it("keeps blank forms of either agency apart", async () => {
    const stock = { kind: "Giấy khai sinh", series: "KS", from: "1", to: "10", deliveryNote: "PN 01" };
    const taken = await send("specialist", "/phoi/nhap", { ...stock, agency: String(second.office.agencyId) });
    expect([taken.status, taken.headers["location"]]).toEqual([303, expect.stringContaining(there())]);
    expect((await get("specialist", "/phoi")).body).not.toContain("Giấy khai sinh");
    expect((await get("specialist", `/phoi?${there()}`)).body).toContain("Giấy khai sinh");
    const ended = await send("specialist", "/phoi/ghi", {
      ...stock,
      to: "2",
      state: "spoiled",
      reason: "In lệch",
      agency: String(second.office.agencyId),
    });
    expect(ended.status, ended.body.slice(0, 300)).toBe(303);
    expect((await get("specialist", `/phoi?${there()}`)).body).toContain("In lệch");
  });

  it("is refused an agency in which they hold no such post, and one with a single post is not asked", async () => {
    expect((await get("specialist", "/chung-thuc/so?agency=1999999")).status).toBe(403);
    const alone = (await second.asks("receiving_officer", "GET", "/chung-thuc")).body;
    expect(alone).not.toContain('name="agency"');
    expect(alone).not.toContain("agency=");
  });
});

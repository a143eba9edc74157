import { beforeAll, describe, expect, it } from "vitest";
import type { HistoryStep } from "#dossiers";
import { execute } from "#platform/db/command.ts";
import { inTransaction } from "#platform/db/tx.ts";
import { listCounters, listServices, setUpPoint, takeTicket } from "#queue";
import { ask, setServerTime } from "../../../test/support/app.ts";
import { testDatabase } from "../../../test/support/database.ts";
import { makeOffice, type Office, type StaffRole } from "../../../test/support/office.ts";
import { actingAs, playDossier } from "../../../test/support/play-dossier.ts";
import { insertRating } from "./feedback.store.ts";

const at = (text: string): number => Date.parse(`2026-11-${text}+07:00`);
const NOVEMBER = "from=01/11/2026&to=30/11/2026";
const PATH = "/ket-qua-danh-gia/chi-so";
let office: Office;

const holder = (role: StaffRole) => ({ personId: office.staff[role].personId, unitId: office.staff[role].unitId });

/** Three working days, received on Monday 16 and due on Thursday 19 November; decided at this moment. */
async function decided(owner: string, signedAt: string, way?: "online"): Promise<{ readonly id: number; readonly code: string }> {
  const { app } = await testDatabase();
  const steps: [HistoryStep, ...HistoryStep[]] = [
    {
      action: { name: "receive", at: at("16T08:00:00"), holder: holder("receiving_officer") },
      by: actingAs(office, "receiving_officer"),
    },
    {
      action: { name: "hand_over", at: at("16T09:00:00"), to: holder("specialist") },
      by: actingAs(office, "receiving_officer"),
    },
    {
      action: { name: "propose", at: at("17T09:00:00"), proposal: "approve", to: holder("leader") },
      by: actingAs(office, "specialist"),
    },
    {
      action: { name: "sign", at: at(signedAt), to: { personId: null, unitId: office.oneStopId } },
      by: actingAs(office, "leader"),
    },
  ];
  return playDossier(app, office, { parties: { owner: { name: owner } }, steps, ...(way === undefined ? {} : { way }) });
}

const rows = async (by: string) => {
  const { body, status } = await ask("GET", `/api/v1/ratings/indices?by=${by}&${NOVEMBER}`, office.staff.leader);
  expect(status).toBe(200);
  return (JSON.parse(body) as { rows: Record<string, unknown>[] }).rows;
};

describe("the indices of Circular 01/2018, from the dossiers of a period", () => {
  let complained: { readonly id: number; readonly code: string };

  beforeAll(async () => {
    const { app } = await testDatabase();
    office = await makeOffice(app);
    setServerTime("2026-11-25T04:00:00Z");
    await decided("Nguyễn Sớm", "18T10:00:00");
    await decided("Trần Đúng", "19T10:00:00", "online");
    complained = await decided("Lê Phàn Nàn", "18T11:00:00");
    await decided("Phạm Muộn", "20T10:00:00");
    await inTransaction(app, { accountId: null, agencies: [office.agencyId] }, async (tx) => {
      const subject = {
        agencyId: office.agencyId,
        unitId: office.oneStopId,
        unitName: "",
        dossierId: complained.id,
        ticketId: null,
        label: complained.code,
        phase: "returned",
        personId: null,
        procedureCode: null,
        procedureName: null,
        field: null,
        isRated: false,
      } as const;
      const rating = { level: 0, comment: null, channel: "link", day: "2026-11-25", device: "one" } as const;
      await insertRating(tx, subject, rating, false, new Date("2026-11-25T03:00:00Z"));
    });
  });

  it("score a unit by time, contacts, reach and attitude; 6 and 8 are missing and said to be", async () => {
    // Time: 2 + 1 + 2 + 0 of 4; attitude: the complaint takes its 2 to 0; one of four came from afar; 9: a quarter online, none late.
    const [row] = await rows("unit");
    expect(row).toMatchObject({
      key: String(office.oneStopId),
      dossiers: 4,
      indices: { 1: 1.3, 2: 1.3, 3: 2, 4: 1.3, 5: 1, 6: null, 7: 0.8, 8: null },
      missing: expect.arrayContaining([6, 8]) as unknown,
      class: null,
    });
    const page = await ask("GET", `${PATH}?${NOVEMBER}`, office.staff.leader);
    expect(page.body).toContain("niêm yết tại trụ sở");
    expect(page.body).toContain("Sổ phản ánh, kiến nghị");
  });

  it("credit each officer who took part, with the sum of five and its class", async () => {
    const found = await rows("officer");
    expect(found.map(({ key }) => key).toSorted()).toEqual(
      [office.staff.receiving_officer, office.staff.specialist].map(({ personId }) => String(personId)).toSorted(),
    );
    expect(found[0]).toMatchObject({ dossiers: 4, total: 6.7, missing: [], class: "full" });
  });

  it("open to exactly the dossiers that they count, and hide which one was complained about", async () => {
    const key = String(office.oneStopId);
    const list = (index: number) =>
      ask("GET", `${PATH}/ho-so?by=unit&key=${key}&index=${index}&${NOVEMBER}`, office.staff.leader);
    const time = await list(1);
    expect(time.body.match(/href="\/ho-so\/\d+"/g)).toHaveLength(4);
    expect(time.body).toContain("0 (trễ)");
    const attitude = (await list(7)).body;
    const rowOf = (code: string): string => new RegExp(`${code}[\\s\\S]*?</tr>`).exec(attitude)?.[0] ?? "";
    expect(rowOf(complained.code)).toContain("sớm");
    expect(rowOf(complained.code)).not.toMatch(/>0</);
    expect((await list(9)).body.match(/href="\/ho-so\/\d+"/g)).toHaveLength(1);
    expect((await list(6)).status).toBe(422);
  });

  it("count the period alone, refuse one that ends before it begins, and know no row of another office", async () => {
    const before = await ask("GET", `/api/v1/ratings/indices?from=01/10/2026&to=17/11/2026`, office.staff.leader);
    expect(JSON.parse(before.body)).toMatchObject({ rows: [] });
    expect((await ask("GET", `${PATH}?from=02/11/2026&to=01/11/2026`, office.staff.leader)).status).toBe(422);
    const other = await makeOffice((await testDatabase()).app);
    const foreign = await ask("GET", `${PATH}/ho-so?by=unit&key=${office.oneStopId}&index=1&${NOVEMBER}`, other.staff.leader);
    expect(foreign.status).toBe(404);
  });

  it("are handed out as a table for spreadsheets, and not to those who are rated", async () => {
    const csv = await ask("GET", `${PATH}/xuat.csv?by=procedure&${NOVEMBER}`, office.staff.leader);
    expect(csv.body.split("\n")[1]).toMatch(/^Đăng ký khai sinh,4,1\.3,1\.3,2\.0,1\.3,0\.8,6\.7,/);
    expect((await ask("GET", PATH, office.staff.receiving_officer)).status).toBe(403);
  });

  it("take a complaint about the service at the counter to the dossier that was handed in there (index 7)", async () => {
    const { app, superuser } = await testDatabase();
    const { id } = await decided("Hoàng Tại Quầy", "18T09:00:00");
    const before = (await rows("unit"))[0] as { indices: Record<string, number> };
    const now = new Date("2026-11-25T03:00:00Z");
    const scope = { accountId: null, agencies: [office.agencyId] };
    const call = { name: "test", scope, actorKey: "test", input: null, agencyId: office.agencyId };
    const ticketId = await execute(app, call, async (tx, unit) => {
      await setUpPoint(tx, unit, office.oneStopId);
      const [service] = await listServices(tx, office.oneStopId);
      const seat = { unitId: office.oneStopId, source: "desk", accountId: null } as const;
      const input = { serviceId: service?.id ?? 0, priority: undefined, identity: undefined };
      const ticket = await takeTicket(tx, unit, seat, input, now);
      const [counter] = await listCounters(tx, office.oneStopId);
      const linked = { agency_id: office.agencyId, ticket_id: ticket.ticketId, counter_id: counter?.id ?? 0, linked_at: now };
      const account_id = office.staff.receiving_officer.accountId;
      await tx
        .insertInto("queue_dossier")
        .values({ dossier_id: id, account_id, ...linked })
        .execute();
      return ticket.ticketId;
    });
    const rated = `insert into rating (agency_id, unit_id, ticket_id, phase, level, channel, day, rated_at, suspect)
      values ($1, $2, $3, 'served', 0, 'tablet', '2026-11-25', $4, false)`;
    await superuser.query(rated, [office.agencyId, office.oneStopId, ticketId, now]);
    const after = (await rows("unit"))[0] as { indices: Record<string, number> };
    // Five dossiers: 2 + 1 + 0 + 0 + 2 = 5 of 5, then 3 of 5.
    expect([before.indices["7"], after.indices["7"]]).toEqual([1, 0.6]);
  });

  it("hold an online dossier for late that is still open after its day (index 9)", async () => {
    const { app } = await testDatabase();
    const [received] = [
      {
        action: { name: "receive", at: at("16T08:30:00"), holder: holder("receiving_officer") },
        by: actingAs(office, "receiving_officer"),
      },
    ] as const;
    const online = async () => {
      const list = await ask("GET", `${PATH}/ho-so?by=unit&key=${office.oneStopId}&index=9&${NOVEMBER}`, office.staff.leader);
      return list.body.match(/<td[^>]*>(<div>)?trễ</g)?.length ?? 0;
    };
    const before = (await rows("unit"))[0] as { indices: Record<string, number> };
    expect([before.indices["9"], await online()]).toEqual([expect.any(Number), 0]);
    expect(before.indices["9"]).toBeGreaterThan(0);
    await playDossier(app, office, { parties: { owner: { name: "Đỗ Còn Mở" } }, steps: [received], way: "online" });
    const after = (await rows("unit"))[0] as { indices: Record<string, number> };
    expect([after.indices["9"], await online()]).toEqual([0, 1]);
  });
});

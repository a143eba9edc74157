import { beforeAll, describe, expect, test } from "vitest";
import { type Acting, type HistoryStep, insertHistories, replayHistory } from "#dossiers";
import { findDesk } from "#organisation";
import { inTransaction, reading } from "#platform/db/tx.ts";
import { testDatabase, type TestDatabase } from "../../../test/support/database.ts";
import { makeOffice, type Office, starterProcedure, type StaffRole } from "../../../test/support/office.ts";
import { buildReport, ReportQuery, requestOf } from "./index.ts";

const NOW = new Date("2026-12-20T10:00:00+07:00");
const at = (text: string): number => Date.parse(`2026-11-${text}+07:00`);

describe("form II.06a at the edges of a period", () => {
  let db: TestDatabase;
  beforeAll(async () => {
    db = await testDatabase();
  });

  const by = (office: Office, role: StaffRole): Acting => {
    const { personId, name, unitId } = office.staff[role];
    return { accountId: null, personId, name, role, unitId };
  };

  /** An office of its own with one dossier of three working days, received on Monday 16 and due on Thursday 19 November. */
  async function officeWith(rest: (office: Office) => readonly HistoryStep[]): Promise<Office> {
    const office = await makeOffice(db.app);
    const procedure = await starterProcedure(db.app, "1.004873");
    const scope = { accountId: null, agencies: [office.agencyId] };
    const desk = await reading(db.app, scope, (tx) => findDesk(tx, office.oneStopId, "2026-11-16"));
    if (desk === undefined || desk.codePrefix === null) throw new Error("the office has no code");
    const counter = by(office, "receiving_officer");
    const replayed = replayHistory({
      desk: { ...desk, codePrefix: desk.codePrefix },
      procedure,
      caseCode: "default",
      term: { value: 3, unit: "working_day" },
      parties: { owner: { name: "Nguyễn Minh An" } },
      channel: "counter",
      origin: "local",
      components: [],
      attributes: {},
      steps: [
        {
          action: { name: "receive", at: at("16T08:00:00"), holder: { personId: counter.personId, unitId: counter.unitId } },
          by: counter,
        },
        ...rest(office),
      ],
    });
    if (!replayed.ok) throw replayed.error;
    await inTransaction(db.app, scope, (tx) => insertHistories(tx, [replayed.value]));
    return office;
  }

  const ask = async (office: Office, query: Record<string, string>) => {
    const request = requestOf(ReportQuery.parse(query), office.agencyId, true, NOW);
    const { total } = await reading(db.app, { accountId: null, agencies: [office.agencyId] }, (tx) =>
      buildReport(tx, request, "en"),
    );
    return Object.fromEntries(Object.entries(total).filter(([, count]) => count > 0));
  };

  const holder = (office: Office, role: StaffRole) => ({
    personId: office.staff[role].personId,
    unitId: office.staff[role].unitId,
  });
  const shelf = (office: Office) => ({ personId: null, unitId: office.oneStopId });

  const decided = (office: Office, signedAt: string, returnedAt?: string): readonly HistoryStep[] => [
    {
      action: { name: "hand_over", at: at("16T09:00:00"), to: holder(office, "specialist") },
      by: by(office, "receiving_officer"),
    },
    {
      action: { name: "propose", at: at("17T09:00:00"), proposal: "approve", to: holder(office, "leader") },
      by: by(office, "specialist"),
    },
    { action: { name: "sign", at: at(signedAt), to: shelf(office) }, by: by(office, "leader") },
    ...(returnedAt === undefined
      ? []
      : [{ action: { name: "return", at: at(returnedAt) }, by: by(office, "receiving_officer") } as const]),
  ];

  test("open on its due date it is in time to the last second of that day, and overdue on the next", async () => {
    const office = await officeWith(() => []);
    expect(await ask(office, { to: "2026-11-19" })).toMatchObject({ openInTime: 1, open: 1 });
    expect(await ask(office, { asOf: "2026-11-19T23:59:59+07:00" })).toMatchObject({ openInTime: 1 });
    expect(await ask(office, { to: "2026-11-20" })).toMatchObject({ openLate: 1, open: 1 });
  });

  test("decided at any hour of its due date it is on time, the day before early, the day after late", async () => {
    expect(await ask(await officeWith((office) => decided(office, "19T17:30:00")), {})).toMatchObject({ resolvedOnTime: 1 });
    expect(await ask(await officeWith((office) => decided(office, "18T16:59:59")), {})).toMatchObject({ resolvedEarly: 1 });
    expect(await ask(await officeWith((office) => decided(office, "20T07:30:00")), {})).toMatchObject({ resolvedLate: 1 });
  });

  test("a result that waits to be collected does not make it late", async () => {
    const office = await officeWith((it) => decided(it, "18T10:00:00", "27T10:00:00"));
    expect(await ask(office, {})).toMatchObject({ resolvedEarly: 1, returned: 1, returnedInTime: 1 });
    expect(await ask(office, { to: "2026-11-25" })).not.toHaveProperty("returned");
  });

  test("received and decided in different periods it is open in the first, carried over and resolved in the second", async () => {
    const office = await officeWith((it) => decided(it, "18T10:00:00"));
    expect(await ask(office, { from: "2026-11-16", to: "2026-11-17" })).toEqual({
      receivedDirect: 1,
      receivedInPeriod: 1,
      received: 1,
      openInTime: 1,
      open: 1,
    });
    expect(await ask(office, { from: "2026-11-18", to: "2026-11-18" })).toEqual({
      carriedOver: 1,
      received: 1,
      resolvedEarly: 1,
      resolved: 1,
    });
    expect(await ask(office, { from: "2026-11-19", to: "2026-11-30" })).toEqual({});
  });

  test("waiting for a supplement it stays in (11), whatever it does afterwards", async () => {
    const office = await officeWith((it) => [
      { action: { name: "hand_over", at: at("16T09:00:00"), to: holder(it, "specialist") }, by: by(it, "receiving_officer") },
      {
        action: { name: "request_supplement", at: at("17T09:00:00"), holder: shelf(it), reason: "Thiếu giấy" },
        by: by(it, "specialist"),
        reason: "Thiếu giấy",
      },
      {
        action: { name: "receive_supplement", at: at("25T09:00:00"), holder: holder(it, "specialist") },
        by: by(it, "receiving_officer"),
      },
    ]);
    expect(await ask(office, { to: "2026-11-23" })).toMatchObject({ waiting: 1, openInTime: 1 });
    expect(await ask(office, { to: "2026-11-26" })).toMatchObject({ openInTime: 1 });
    expect(await ask(office, { to: "2026-11-26" })).not.toHaveProperty("waiting");
  });

  test("withdrawn and stopped stand in the bridge, never in (7)", async () => {
    const office = await officeWith((it) => [
      {
        action: { name: "withdraw", at: at("17T09:00:00"), reason: "Xin rút" },
        by: by(it, "receiving_officer"),
        reason: "Xin rút",
      },
    ]);
    expect(await ask(office, {})).toEqual({ receivedDirect: 1, receivedInPeriod: 1, received: 1, withdrawn: 1, bridge: 1 });
  });

  test("a void stands in the footnote alone", async () => {
    const office = await officeWith((it) => [
      { action: { name: "void", at: at("16T09:00:00"), reason: "Nhập nhầm" }, by: by(it, "one_stop_head"), reason: "Nhập nhầm" },
    ]);
    expect(await ask(office, {})).toEqual({ voided: 1 });
  });
});

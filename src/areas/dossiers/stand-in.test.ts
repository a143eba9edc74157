import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fromTemplate } from "#core/process/templates.ts";
import type { ProcessDefinition } from "#core/process/definition.ts";
import { inTransaction } from "#platform/db/tx.ts";
import { setServerTime } from "../../../test/support/app.ts";
import { type Counter, type Done, openCounter } from "../../../test/support/counter.ts";
import { testDatabase } from "../../../test/support/database.ts";
import { recordBreaches } from "./breach.store.ts";

let at: Counter;
const idOf = (role: keyof Counter["office"]["staff"]): number => at.office.staff[role].personId;

async function delegate(from: number, to: number, during: string, decisionNo: string): Promise<void> {
  const { superuser } = await testDatabase();
  await superuser.query(
    `insert into delegation (from_assignment_id, to_person_id, during, decision_no)
     select id, $2, $3::daterange, $4 from assignment where person_id = $1`,
    [from, to, during, decisionNo],
  );
}

async function publish(definition: ProcessDefinition): Promise<void> {
  const body = { procedure: at.procedure.code, ownerUnitId: at.office.agencyId, definition };
  const made = (await at.asks("one_stop_head", "POST", "/api/v1/processes", body)).json<{ versionId: number }>();
  const path = `/api/v1/processes/${made.versionId}`;
  const { revision } = (await at.asks("one_stop_head", "GET", path)).json<{ revision: number }>();
  const answer = await at.asks("one_stop_head", "POST", `${path}/publish`, {
    revision,
    from: "2026-11-16",
    overrideReason: "Thử nghiệm",
  });
  expect(answer.status, answer.body).toBe(200);
}

const step = async (
  who: Parameters<Counter["asks"]>[0],
  dossier: Done,
  seq: number,
  action: string,
  more: object = {},
): Promise<void> => {
  const answer = await at.asks(who, "POST", `/api/v1/dossiers/${dossier.id}/steps`, { seq, action, ...more });
  expect(answer.status, answer.body).toBe(200);
};
interface Shown {
  readonly holderPersonId: number;
  readonly events: readonly {
    readonly payload: Record<string, unknown>;
    readonly actorRole: string;
    readonly onBehalfOf: string;
  }[];
}
const shown = async (dossier: Done) => (await at.asks("leader", "GET", `/api/v1/dossiers/${dossier.id}`)).json<Shown>();

beforeAll(async () => {
  at = await openCounter();
  setServerTime("2026-11-16T08:00:00+07:00");
  await publish(fromTemplate("with_head", 8));
});
afterAll(() => setServerTime(undefined));

describe("a delegation in assignment", () => {
  it("brings the dossier to the delegate, who acts in the post, and the events name both", async () => {
    await delegate(idOf("leader"), idOf("division_head"), "[2026-11-16,2026-11-20)", "15/QĐ-UBND");
    const dossier = await at.receive();
    await step("receiving_officer", dossier, 1, "tiep-nhan-tiep");
    await step("specialist", dossier, 2, "tham-dinh-tiep");
    await step("division_head", dossier, 3, "trinh-duyet-tiep");
    const proposed = await shown(dossier);
    expect(proposed.holderPersonId).toBe(idOf("division_head"));
    const { leader } = at.office.staff;
    expect(proposed.events.at(-1)?.payload["inPlaceOf"]).toEqual({
      personId: leader.personId,
      name: leader.name,
      basis: "delegation",
      decisionNo: "15/QĐ-UBND",
    });
    const page = await at.asks("division_head", "GET", `/ho-so/${dossier.id}`);
    expect(page.body).toContain(`Nhận thay ${leader.name} theo ủy quyền số 15/QĐ-UBND`);
    await step("division_head", dossier, 4, "ky-tiep");
    expect((await shown(dossier)).events.at(-1)).toMatchObject({ actorRole: "leader", onBehalfOf: leader.name });
  });

  it("is said wherever a person is chosen, the delegate among them", async () => {
    const { leader, division_head: head } = at.office.staff;
    const dossier = await at.receive();
    await step("receiving_officer", dossier, 1, "tiep-nhan-tiep");
    await step("specialist", dossier, 2, "tham-dinh-tiep");
    const lent = `(đã ủy quyền cho ${head.name} đến hết 19/11/2026)`;
    const stands = `(thay ${leader.name} theo ủy quyền số 15/QĐ-UBND)`;
    const panel = (await at.asks("division_head", "GET", `/ho-so/${dossier.id}`)).body;
    const other = await at.receive();
    const passing = (await at.asks("one_stop_head", "GET", `/ho-so/ban-giao?holder=${idOf("receiving_officer")}`)).body;
    expect(passing).toContain(other.code);
    for (const page of [panel, passing]) expect(page).toContain(lent);
    expect(panel).toContain(stands);
    // By hand it may still go to the one whose post it is, and from there the delegate is proposed.
    await step("receiving_officer", other, 1, "tiep-nhan-tiep");
    await step("specialist", other, 2, "tham-dinh-tiep");
    await step("division_head", other, 3, "trinh-duyet-tiep", { toPersonId: leader.personId });
    expect((await shown(other)).holderPersonId).toBe(leader.personId);
    expect((await at.asks("leader", "GET", `/ho-so/ban-giao?holder=${leader.personId}`)).body).toContain(
      `value="${head.personId}" selected`,
    );
    const chosen = { toPersonId: head.personId };
    const answer = await at.asks("division_head", "POST", `/api/v1/dossiers/${dossier.id}/steps`, {
      seq: 3,
      action: "trinh-duyet-tiep",
      ...chosen,
    });
    expect(answer.status, answer.body).toBe(200);
    expect((await shown(dossier)).events.at(-1)?.payload["inPlaceOf"]).toMatchObject({ personId: leader.personId });
  });

  it("ends with its day: then the post's holder gets the dossier, and what the delegate still holds unsigned is found", async () => {
    const dossier = await at.receive();
    await step("receiving_officer", dossier, 1, "tiep-nhan-tiep");
    await step("specialist", dossier, 2, "tham-dinh-tiep");
    await step("division_head", dossier, 3, "trinh-duyet-tiep");
    const { app } = await testDatabase();
    const scope = { accountId: null, agencies: [at.office.agencyId] };
    const breaches = (on: string) =>
      inTransaction(app, scope, (tx) => recordBreaches(tx, scope.agencies, on, new Date(`${on}T01:00:00Z`)));
    await breaches("2026-11-19");
    const listed = async () => (await at.asks("leader", "GET", "/ho-so/vuong-mac")).body.includes(dossier.code);
    expect(await listed()).toBe(false);
    setServerTime("2026-11-20T08:00:00+07:00");
    await breaches("2026-11-20");
    expect(await listed()).toBe(true);
    await at.act("leader", dossier, 4, "reassign", { toPersonId: idOf("leader"), reason: "Hết thời hạn ủy quyền" });
    const next = await at.receive();
    await step("receiving_officer", next, 1, "tiep-nhan-tiep");
    await step("specialist", next, 2, "tham-dinh-tiep");
    await step("division_head", next, 3, "trinh-duyet-tiep");
    expect((await shown(next)).holderPersonId).toBe(idOf("leader"));
  });

  it("does not count while the delegate is away: the dossier goes to the holder of the post", async () => {
    setServerTime("2026-11-23T08:00:00+07:00");
    await delegate(idOf("leader"), idOf("division_head"), "[2026-11-23,2026-11-27)", "16/QĐ-UBND");
    const body = { personId: idOf("division_head"), from: "23/11/2026", until: "26/11/2026" };
    expect((await at.asks("leader", "POST", "/api/v1/leaves", body)).status).toBe(200);
    const dossier = await at.receive();
    const page = (await at.asks("one_stop_head", "GET", `/ho-so/ban-giao?holder=${idOf("receiving_officer")}`)).body;
    expect(page).not.toContain("đã ủy quyền cho");
    expect(page).toContain("(nghỉ đến hết 26/11/2026)");
    await at.act("receiving_officer", dossier, 1, "hand_over", { toPersonId: idOf("specialist") });
  });
});

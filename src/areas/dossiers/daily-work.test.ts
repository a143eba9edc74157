import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { receiveDossier, ReceiveInput } from "#dossiers";
import { execute } from "#platform/db/command.ts";
import { reading } from "#platform/db/tx.ts";
import { setServerTime } from "../../../test/support/app.ts";
import { type Counter, type Done, openCounter, refusalOf } from "../../../test/support/counter.ts";
import { testDatabase } from "../../../test/support/database.ts";
import { actingAs } from "../../../test/support/play-dossier.ts";
import { expireSupplements } from "./expire-supplements.ts";
import { listExpired } from "./expiry.store.ts";

let at: Counter;

const time = (iso: string) => setServerTime(`2026-${iso}+07:00`);
const to = (role: "specialist" | "leader" | "division_head") => ({ toPersonId: at.office.staff[role].personId });
const shown = async (dossier: { id: number }) =>
  (await at.asks("leader", "GET", `/api/v1/dossiers/${dossier.id}`)).json<{
    code: string;
    state: string;
    seq: number;
    receivedAt: string;
    dueAt: string | null;
    intakeDueAt: string | null;
    attributes: { corrects?: { code: string } };
    events: { type: string }[];
  }>();

beforeAll(async () => {
  at = await openCounter();
});
afterEach(() => setServerTime(undefined));

/** Files a dossier as a citizen would: by the command that the area of filing calls. */
async function file(now: string): Promise<Done> {
  const { app } = await testDatabase();
  const scope = { accountId: null, agencies: [at.office.agencyId] };
  const call = { name: "test.file", scope, actorKey: "test", input: null, agencyId: at.office.agencyId };
  const by = { ...actingAs(at.office, "receiving_officer"), role: "citizen", accountId: null, personId: null } as const;
  const input = ReceiveInput.parse(at.receipt({ channel: "online", identityCheck: { method: "vneid", result: "matched" } }));
  const filed = await execute(app, call, (tx, unit) =>
    receiveDossier(tx, unit, by, input, { name: "submit" }, new Date(`2026-${now}+07:00`)),
  );
  return { ...filed, seq: 1, state: "SUBMITTED" };
}

describe("what is filed online (T01–T05)", () => {
  it("has no number of the book until it is accepted, and is answered within 8 working hours (R-06, O7)", async () => {
    const filed = await file("11-14T20:00:00");
    expect(filed.code).toMatch(/-261114-NT\d{4}$/);
    const before = await shown(filed);
    // Saturday evening: the eight hours are Monday's.
    expect(before).toMatchObject({ state: "SUBMITTED", dueAt: null, intakeDueAt: "2026-11-16T10:00:00.000Z" });
    time("11-16T09:00:00");
    const accepted = await at.act("receiving_officer", filed, 1, "receive", { components: at.components() });
    expect(accepted.code).toMatch(/-261116-\d{4}$/);
    expect(await shown(filed)).toMatchObject({ state: "ACCEPTED", intakeDueAt: null, receivedAt: "2026-11-16T02:00:00.000Z" });
  });
  it("is asked to complete once; the hours begin anew when it comes back (T02, T03)", async () => {
    const filed = await file("11-16T08:00:00");
    time("11-16T10:00:00");
    const ask = { items: "Giấy chứng sinh", reason: "Thiếu giấy" };
    await at.act("receiving_officer", filed, 1, "request_intake_supplement", ask);
    expect(await shown(filed)).toMatchObject({ state: "INTAKE_SUPPLEMENT", intakeDueAt: null });
    time("11-17T07:30:00");
    await at.act("receiving_officer", filed, 2, "submit");
    expect(await shown(filed)).toMatchObject({ state: "SUBMITTED", intakeDueAt: "2026-11-17T10:00:00.000Z" });
    expect((await at.refusalOfAction("receiving_officer", filed, 3, "request_intake_supplement", ask)).code).toBe(
      "supplement_needs_leader",
    );
  });
});

describe("at the counter", () => {
  it("R-08: an immediate procedure is received and its result given in one command", async () => {
    const answer = await at.asks("receiving_officer", "POST", "/api/v1/dossiers", at.receipt({ decision: "complete_at_once" }));
    expect(answer.status, answer.body).toBe(201);
    const done = await shown(answer.json<{ id: number }>());
    expect(done).toMatchObject({ state: "RETURNED", seq: 2 });
    expect(done.events.map(({ type }) => type)).toEqual(["received", "completed_at_once"]);
  });
  it("begins another like an earlier one, with its people typed already", async () => {
    const earlier = await at.receive();
    const { body } = await at.asks("receiving_officer", "GET", `/ho-so/tiep-nhan/${at.procedure.versionId}?copy=${earlier.id}`);
    expect(body).toContain('value="Nguyễn Minh An"');
  });
  it("T19: a returned dossier is corrected by one of its own; one that is not returned is not", async () => {
    const open = await at.receive();
    const receive = (corrects: number) => at.asks("receiving_officer", "POST", "/api/v1/dossiers", at.receipt({ corrects }));
    expect((await refusalOf(receive(open.id))).code).toBe("corrected_not_returned");
    const returned = (
      await at.asks("receiving_officer", "POST", "/api/v1/dossiers", at.receipt({ decision: "complete_at_once" }))
    ).json<{ id: number; code: string }>();
    const correcting = (await receive(returned.id)).json<{ id: number }>();
    expect((await shown(correcting)).attributes.corrects).toMatchObject({ code: returned.code });
  });
});

describe("several at once", () => {
  it("does each by itself and says for each what became of it", async () => {
    const [one, other] = [await at.receive(), await at.receive()];
    await at.act("receiving_officer", other, 1, "hand_over", to("specialist"));
    const answer = await at.asks("receiving_officer", "POST", "/ho-so/hang-loat", {
      action: "hand_over",
      pick: [`${one.id}:1:${one.code}`, `${other.id}:1:${other.code}`],
      ...to("specialist"),
    });
    expect(answer.status, answer.body.slice(0, 300)).toBe(200);
    expect(answer.body).toContain("1 trên 2");
    expect((await shown(one)).state).toBe("PROCESSING");
  });
  it("names as receivers only those whom one of the offered actions may give a dossier", async () => {
    await at.receive();
    const { specialist, administrator } = at.office.staff;
    const list = (await at.asks("receiving_officer", "GET", "/ho-so")).body;
    const form = list.slice(list.indexOf('id="bulk"'));
    expect([specialist, administrator].map(({ personId }) => form.includes(`<option value="${personId}"`))).toEqual([
      true,
      false,
    ]);
  });
});

describe("opinions and verifications (R-12, R-15)", () => {
  it("are asked inside the term, never stop the clock, show on the lead's page when overdue, and are answered once", async () => {
    time("11-16T09:00:00");
    const dossier = await at.receive();
    const { superuser } = await testDatabase();
    await superuser.query("update dossier set due_at = '2026-11-20T17:00:00+07:00' where id = $1", [dossier.id]);
    await at.act("receiving_officer", dossier, 1, "hand_over", to("specialist"));
    const ask = (dueOn: string, kind = "verification") =>
      at.asks("specialist", "POST", `/ho-so/${dossier.id}/y-kien`, {
        kind,
        askedOf: "Trưởng thôn 3",
        question: "Nơi ở thực tế",
        dueOn,
      });
    expect((await ask("2026-11-25")).body).toContain("20/11/2026");
    expect((await ask("2026-11-17")).status).toBe(303);
    time("11-18T09:00:00");
    expect((await at.asks("division_head", "GET", "/viec-cua-toi")).body).toContain("Trưởng thôn 3");
    const { rows } = await superuser.query<{ id: string }>("select id from dossier_inquiry where dossier_id = $1", [dossier.id]);
    const answer = (body: Record<string, string>) =>
      at.asks("specialist", "POST", `/ho-so/${dossier.id}/y-kien/${rows[0]?.id}`, body);
    expect((await answer({ finding: "Đúng" })).body).toContain("nơi xác minh");
    expect((await answer({ finding: "Đúng", place: "Thôn 3", participants: "Ông Ba" })).status).toBe(303);
    expect((await answer({ finding: "Khác", place: "Thôn 3", participants: "Ông Ba" })).status).not.toBe(303);
    expect((await shown(dossier)).dueAt).toBe("2026-11-20T10:00:00.000Z");
  });
});

describe("a supplement that never comes (T10)", () => {
  it("is stopped by the job on the day after its last, once", async () => {
    time("11-16T09:00:00");
    const dossier = await at.receive();
    await at.act("receiving_officer", dossier, 1, "hand_over", to("specialist"));
    await at.act("specialist", dossier, 2, "request_supplement", { items: "Giấy", reason: "Thiếu", respondBy: "2026-11-20" });
    const { app } = await testDatabase();
    const on = (iso: string) => expireSupplements(app, new Date(`2026-${iso}+07:00`));
    expect((await on("11-20T23:00:00")).stopped).toBe(0);
    expect((await on("11-21T00:10:00")).stopped).toBe(1);
    expect((await on("11-21T01:10:00")).stopped).toBe(0);
    expect((await shown(dossier)).events.at(-1)?.type).toBe("supplement_expired");
  });

  it("is stopped though another fails before it, and the next page begins after the last one", async () => {
    const { app, superuser } = await testDatabase();
    time("11-16T09:00:00");
    const waiting: number[] = [];
    for (const respondBy of ["2026-11-18", "2026-11-19"]) {
      const dossier = await at.receive();
      await at.act("receiving_officer", dossier, 1, "hand_over", to("specialist"));
      await at.act("specialist", dossier, 2, "request_supplement", { items: "Giấy", reason: "Thiếu", respondBy });
      waiting.push(dossier.id);
    }
    const { agencyId } = at.office;
    const pages = await reading(app, { accountId: null, agencies: [agencyId] }, async (tx) => {
      const first = await listExpired(tx, agencyId, "2026-11-21");
      return [first, await listExpired(tx, agencyId, "2026-11-21", first[0])];
    });
    expect(pages.map((page) => page.map(({ id }) => id))).toEqual([waiting, waiting.slice(1)]);
    await superuser.query(`create function fail_here() returns trigger language plpgsql as
      $$ begin if new.id = ${waiting[0]} then raise exception 'injected'; end if; return new; end $$`);
    await superuser.query("create trigger fail_here before update on dossier for each row execute function fail_here()");
    await expect(expireSupplements(app, new Date("2026-11-21T00:10:00+07:00"))).rejects.toThrow("could not be stopped");
    await superuser.query("drop function fail_here() cascade");
    const { rows } = await superuser.query<{ state: string }>(
      "select state from dossier where id = any ($1::bigint[]) order by respond_by",
      [waiting],
    );
    expect(rows.map(({ state }) => state)).toEqual(["SUPPLEMENT_WAIT", "STOPPED"]);
  });
});

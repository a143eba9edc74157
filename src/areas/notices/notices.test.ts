import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { jobs as dossierJobs } from "#dossiers";
import { inTransaction, NO_ROWS } from "#platform/db/tx.ts";
import { relayOutbox } from "#platform/jobs/relay-outbox.ts";
import { runNextTask, type TaskRunner } from "#platform/jobs/run-tasks.ts";
import { type LocalPeer, startLocalPeer } from "../../cli/peer/local-peer.ts";
import { ask, setServerTime } from "../../../test/support/app.ts";
import { type Counter, openCounter } from "../../../test/support/counter.ts";
import { testDatabase } from "../../../test/support/database.ts";
import { givePost } from "../../../test/support/office.ts";
import { receiptSignature, saveChannelSettings, tasks } from "./index.ts";
import { warnStaff } from "./warn-staff.ts";
import { testFiles } from "../../../test/support/files.ts";

const SECRET = "a-secret-of-the-gateway";
const DAYTIME = () => {
  const noon = new Date();
  noon.setUTCHours(4, 0, 0, 0);
  return noon;
};

let counter: Counter;
let peer: LocalPeer;
let runner: TaskRunner;
let clock = DAYTIME();

beforeAll(async () => {
  counter = await openCounter();
  peer = await startLocalPeer({ port: 0, productUrl: "http://127.0.0.1:9", receiptSecret: SECRET });
  const { app } = await testDatabase();
  runner = {
    pool: app,
    definitions: tasks,
    publicUrl: "http://localhost:3000",
    now: () => clock,
    log: { done: () => {}, failed: () => {} },
  };
});
afterAll(async () => {
  setServerTime(undefined);
  await peer.close();
});

beforeEach(async () => {
  clock = DAYTIME();
  setServerTime(clock.toISOString());
  peer.faults = { silentReceipts: true };
  const gateway = { url: peer.url, token: "t", receiptSecret: SECRET };
  const settings = { sms: gateway, zalo: { ...gateway, templateId: "1" }, quiet: { from: 1260, to: 420 }, localPeer: true };
  await inTransaction(runner.pool, NO_ROWS, (tx) => saveChannelSettings(tx, settings, clock));
});

/** Whatever follows from what was done, until nothing is due any more. */
async function settle(): Promise<void> {
  while ((await relayOutbox(runner.pool, tasks, clock)) > 0);
  while ((await runNextTask(runner, "test")) !== "idle");
}

interface Row {
  readonly id: number;
  readonly event: string;
  readonly state: string;
  readonly short: string;
  readonly sendings: readonly {
    readonly id: number;
    readonly channel: string;
    readonly state: string;
    readonly reason: string | null;
  }[];
}

async function noticesOf(dossierId: number, audience = "citizen"): Promise<readonly Row[]> {
  const { rows } = await (
    await testDatabase()
  ).superuser.query<Row>(
    `select n.id, n.event, n.state, n.short, coalesce((select jsonb_agg(jsonb_build_object('id', s.id, 'channel', s.channel, 'state', s.state, 'reason', s.reason) order by s.id)
       from notice_sending s where s.notice_id = n.id), '[]') as sendings from notice n where n.dossier_id = $1 and n.audience = $2 order by n.id`,
    [dossierId, audience],
  );
  return rows;
}

async function receipt(sendingId: number, state: string, secret = SECRET, channel = "zalo") {
  const about = {
    reference: `${counter.office.agencyId}.${sendingId}`,
    state: state as "delivered",
    at: clock.toISOString(),
  };
  return ask("POST", `/api/v1/notices/receipts/${channel}`, undefined, { ...about, signature: receiptSignature(secret, about) });
}

describe("a citizen", () => {
  it("is told of the receipt (R-33) over the first channel; it counts as delivered only when the gateway says so", async () => {
    const { id, code } = await counter.receive();
    await settle();
    const [notice] = await noticesOf(id);
    expect(notice).toMatchObject({ event: "received", state: "sent", sendings: [{ channel: "zalo", state: "sent" }] });
    expect(notice?.short).toContain(code);
    const sendingId = notice?.sendings[0]?.id ?? 0;
    expect((await receipt(sendingId, "delivered", "another-secret-0123")).status).toBe(403);
    expect((await noticesOf(id))[0]?.state).toBe("sent");
    expect((await receipt(sendingId, "delivered")).status).toBe(200);
    expect((await receipt(sendingId, "delivered")).status).toBe(200);
    expect((await noticesOf(id))[0]).toMatchObject({ state: "delivered", sendings: [{ channel: "zalo", state: "delivered" }] });
  });

  it("who has no Zalo gets a text message, and one whom nothing reaches is left to be called", async () => {
    peer.faults = { silentReceipts: true, unknownNumbersEnd: "678" };
    const { id } = await counter.receive();
    await settle();
    const [notice] = await noticesOf(id);
    expect(notice).toMatchObject({
      state: "failed",
      sendings: [
        { channel: "zalo", state: "failed", reason: "zalo_-118" },
        { channel: "sms", state: "failed", reason: "sms_unknown_number" },
      ],
    });
    // Found by the watch of every minute, and mended by whoever calls.
    const breaches = async () => {
      for (const job of dossierJobs)
        if (job.queue === "dossiers.watch") await job.run(runner.pool, clock, { publicUrl: "", files: testFiles() });
      const { rows } = await (
        await testDatabase()
      ).superuser.query("select cause from breach where dossier_id = $1 and mended_at is null", [id]);
      return rows.map(({ cause }) => cause);
    };
    expect(await breaches()).toEqual(["notice_failed"]);
    const told = await ask("POST", `/thong-bao/${notice?.id}/da-goi`, counter.office.staff.receiving_officer, {
      note: "Đã gọi 9h",
    });
    expect(told.status).toBe(303);
    expect((await noticesOf(id))[0]?.state).toBe("delivered");
    expect(await breaches()).toEqual([]);
    expect(
      (await ask("POST", `/thong-bao/${notice?.id}/da-goi`, counter.office.staff.specialist, { note: "Lại gọi" })).status,
    ).toBe(409);
  });

  it("gets the next channel after a receipt that says the first one failed", async () => {
    const { id } = await counter.receive();
    await settle();
    const sendingId = (await noticesOf(id))[0]?.sendings[0]?.id ?? 0;
    expect((await receipt(sendingId, "failed")).status).toBe(200);
    await settle();
    expect((await noticesOf(id))[0]?.sendings).toMatchObject([
      { channel: "zalo", state: "failed" },
      { channel: "sms", state: "sent" },
    ]);
  });

  it("is told once, although the same task is run twice", async () => {
    const { id } = await counter.receive();
    await settle();
    await (
      await testDatabase()
    ).superuser.query("update task set state = 'waiting', ended_at = null where kind = 'notices.compose'");
    await settle();
    expect(await noticesOf(id)).toHaveLength(1);
  });

  it("is not rung up at night: the message waits for the morning and is counted as waiting", async () => {
    clock.setUTCHours(16, 0, 0, 0);
    const { id } = await counter.receive();
    await settle();
    expect((await noticesOf(id))[0]).toMatchObject({ state: "queued", sendings: [] });
    clock = new Date(clock.getTime() + 9 * 3_600_000);
    await settle();
    expect((await noticesOf(id))[0]?.state).toBe("sent");
  });

  it("is told what is missing, with the list, and that the result is ready (R-20), in the language asked for", async () => {
    const dossier = await counter.receive();
    const contact = { phone: "0912345678", locale: "en", order: "sms_first" };
    expect((await ask("POST", `/ho-so/${dossier.id}/lien-he`, counter.office.staff.receiving_officer, contact)).status).toBe(303);
    const { specialist, leader } = counter.office.staff;
    let done = await counter.act("receiving_officer", dossier, 1, "hand_over", { toPersonId: specialist.personId });
    done = await counter.act("specialist", dossier, done.seq, "propose", { proposal: "approve", toPersonId: leader.personId });
    await counter.act("leader", dossier, done.seq, "sign");
    await settle();
    const told = await noticesOf(dossier.id);
    expect(told.map(({ event }) => event)).toEqual(["received", "result_ready"]);
    expect(told[1]).toMatchObject({ sendings: [{ channel: "sms", state: "sent" }] });
    expect(told[1]?.short).toContain("is ready to collect");
  });

  it("has their contact changed by an officer of the dossier's own agency, not by who only sees it by another post", async () => {
    const dossier = await counter.receive();
    const other = await openCounter();
    const { receiving_officer: officer } = other.office.staff;
    const { app } = await testDatabase();
    await givePost(app, officer.personId, counter.office.divisionId, "leader");
    const page = await ask("GET", `/ho-so/${dossier.id}`, officer);
    expect([page.status, page.body.includes(`/ho-so/${dossier.id}/lien-he"`)]).toEqual([200, false]);
    const contact = { phone: "0912345678", locale: "vi", order: "sms_first" };
    expect((await ask("POST", `/ho-so/${dossier.id}/lien-he`, officer, contact)).status).toBe(403);
  });

  it("who wants no notices gets none", async () => {
    const dossier = await counter.receive();
    await ask("POST", `/ho-so/${dossier.id}/lien-he`, counter.office.staff.receiving_officer, { locale: "vi", order: "none" });
    await settle();
    expect(await noticesOf(dossier.id)).toEqual([]);
  });
});

describe("a member of staff", () => {
  it("finds what was handed over in the inbox, of nobody else; reading it is its delivery", async () => {
    const { specialist, division_head: head } = counter.office.staff;
    const dossier = await counter.receive();
    await counter.act("receiving_officer", dossier, 1, "hand_over", { toPersonId: specialist.personId });
    await settle();
    const [notice] = await noticesOf(dossier.id, "staff");
    expect(notice).toMatchObject({ event: "assigned", state: "sent", sendings: [{ channel: "in_app", state: "sent" }] });
    expect((await ask("GET", "/thong-bao", specialist)).body).toContain(dossier.code);
    expect((await ask("GET", "/thong-bao", head)).body).not.toContain(dossier.code);
    expect((await ask("POST", "/thong-bao/da-doc", specialist, { upTo: notice?.id })).status).toBe(303);
    expect((await noticesOf(dossier.id, "staff"))[0]?.state).toBe("delivered");
  });

  it("is told too when what was handed on comes back", async () => {
    const { specialist, receiving_officer: officer } = counter.office.staff;
    const dossier = await counter.receive();
    const { seq } = await counter.act("receiving_officer", dossier, 1, "hand_over", { toPersonId: specialist.personId });
    await settle();
    await counter.act("specialist", dossier, seq, "send_back", { reason: "Thiếu bản chính" });
    await settle();
    const { rows } = await (
      await testDatabase()
    ).superuser.query("select event, account_id from notice where dossier_id = $1 and audience = 'staff' order by id", [
      dossier.id,
    ]);
    expect(rows).toEqual([
      { event: "assigned", account_id: specialist.accountId },
      { event: "assigned", account_id: officer.accountId },
    ]);
  });

  it("gets at most one digest a day, however much is not urgent", async () => {
    const { specialist } = counter.office.staff;
    for (let n = 0; n < 3; n += 1) {
      const dossier = await counter.receive();
      await counter.act("receiving_officer", dossier, 1, "hand_over", { toPersonId: specialist.personId });
    }
    await settle();
    const { superuser } = await testDatabase();
    const count = () =>
      superuser.query("select count(*)::int as n from notice where event = 'digest' and account_id = $1", [specialist.accountId]);
    expect((await count()).rows[0].n).toBe(0);
    clock = new Date(clock.getTime() + 24 * 3_600_000);
    await settle();
    await settle();
    expect((await count()).rows[0].n).toBe(1);
  });

  it("is warned once of each thing: of a late dossier the head too, of a breach the heads at once", async () => {
    const { specialist, leader } = counter.office.staff;
    const dossier = await counter.receive();
    await counter.act("receiving_officer", dossier, 1, "hand_over", { toPersonId: specialist.personId });
    const { superuser } = await testDatabase();
    await superuser.query("update dossier set due_at = $2 where id = $1", [dossier.id, new Date(clock.getTime() - 3_600_000)]);
    await superuser.query("insert into breach (agency_id, dossier_id, cause, found_at) values ($1, $2, 'holder_left', $3)", [
      counter.office.agencyId,
      dossier.id,
      clock,
    ]);
    expect(await warnStaff(runner.pool, counter.office.agencyId, runner.publicUrl, clock)).toBeGreaterThan(0);
    expect(await warnStaff(runner.pool, counter.office.agencyId, runner.publicUrl, clock)).toBe(0);
    const { rows } = await superuser.query(
      "select event, account_id, urgent from notice where dossier_id = $1 and audience = 'staff' order by event, account_id",
      [dossier.id],
    );
    const of = (event: string) => rows.filter((row) => row.event === event).map((row) => row.account_id);
    expect(of("overdue")).toContain(specialist.accountId);
    expect(of("overdue")).toContain(leader.accountId);
    expect(of("breach")).toContain(leader.accountId);
    expect(rows.find((row) => row.event === "breach")?.urgent).toBe(true);
  });
});

import { afterAll, describe, expect, it } from "vitest";
import { fromTemplate } from "#core/process/templates.ts";
import { relayOutbox } from "#platform/jobs/relay-outbox.ts";
import { runNextTask, type TaskRunner } from "#platform/jobs/run-tasks.ts";
import { setServerTime } from "../../../test/support/app.ts";
import { openCounter } from "../../../test/support/counter.ts";
import { testDatabase } from "../../../test/support/database.ts";
import { publishProcessAt } from "../../../test/support/process.ts";
import { composeNotices } from "./compose-notices.ts";

afterAll(() => setServerTime(undefined));

describe("an action of a process that tells the applicant", () => {
  it("does so once, and not of what they were told already", async () => {
    const at = await openCounter();
    const now = new Date("2026-11-23T09:00:00+07:00");
    setServerTime(now.toISOString());
    const one = fromTemplate("one_desk", 8);
    const effects = ["received", "in_process"].map((value) => ({ kind: "notice", value }) as const);
    const actions = one.actions.map((action) =>
      action.from === "tiep-nhan" || action.from === "tham-dinh" ? { ...action, effects } : action,
    );
    await publishProcessAt(at, { ...one, actions }, "2026-11-23");
    const { app, superuser } = await testDatabase();
    const runner: TaskRunner = {
      pool: app,
      definitions: [composeNotices],
      publicUrl: "http://localhost:3000",
      now: () => now,
      log: { done: () => {}, failed: () => {} },
    };
    const settle = async () => {
      while ((await relayOutbox(app, [composeNotices], now)) > 0);
      while ((await runNextTask(runner, "test")) !== "idle");
    };
    const dossier = await at.receive();
    await settle();
    const step = (who: "receiving_officer" | "specialist", seq: number, action: string) =>
      at.asks(who, "POST", `/api/v1/dossiers/${dossier.id}/steps`, { seq, action });
    expect((await step("receiving_officer", 1, "tiep-nhan-tiep")).status).toBe(200);
    await settle();
    expect((await step("specialist", 2, "tham-dinh-tiep")).status).toBe(200);
    await settle();
    const { rows } = await superuser.query(
      "select event, subject from notice where dossier_id = $1 and audience = 'citizen' order by id",
      [dossier.id],
    );
    expect(rows.map(({ event }) => event)).toEqual(["received", "in_process"]);
    expect(rows[1]).toMatchObject({ subject: `Hồ sơ ${dossier.code} đang được giải quyết` });
  });
});

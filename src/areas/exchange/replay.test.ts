import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inTransaction, NO_ROWS } from "#platform/db/tx.ts";
import { relayOutbox } from "#platform/jobs/relay-outbox.ts";
import { runNextTask, type TaskRunner } from "#platform/jobs/run-tasks.ts";
import { type LocalPeer, startLocalPeer } from "../../cli/peer/local-peer.ts";
import { openKey } from "../../../test/support/api-key.ts";
import { ask } from "../../../test/support/app.ts";
import { type Counter, openCounter } from "../../../test/support/counter.ts";
import { testDatabase } from "../../../test/support/database.ts";
import { saveNationalSettings, tasks } from "./index.ts";

let counter: Counter;
let peer: LocalPeer;
let runner: TaskRunner;
let endpoint = 0;
let ahead = 0;
const beganAt = new Date(Date.now() - 60_000);

const administrator = () => counter.office.staff.administrator;
const path = (rest = "") => `/quan-tri/webhook/${endpoint}${rest}`;

async function settle(): Promise<void> {
  while ((await relayOutbox(runner.pool, tasks, runner.now?.() ?? new Date())) > 0);
  while ((await runNextTask(runner, "test")) !== "idle");
}

/** Lets every attempt of what waits go by. */
async function exhaust(): Promise<void> {
  for (let hours = 1; hours <= 8; hours += 1) {
    ahead += 15 * 3_600_000;
    await settle();
  }
}

const gotIds = (): readonly string[] =>
  peer.received.filter((each) => each.path === "/webhook/replay").map(({ headers }) => String(headers["webhook-id"]));

async function deliveries(): Promise<readonly { id: number; state: string; attempt: number }[]> {
  const { superuser } = await testDatabase();
  const { rows } = await superuser.query(
    "select id, state, attempt from task where kind = 'exchange.webhook' and (payload ->> 'endpointId')::int = $1 order by id",
    [endpoint],
  );
  return rows;
}

const codeOf = async (): Promise<string> =>
  (
    await (
      await testDatabase()
    ).superuser.query(
      "select detail ->> 'code' as code from audit where action like 'webhooks.%replay%' and outcome = 'refused' order by id desc limit 1",
    )
  ).rows[0]?.code;

beforeAll(async () => {
  counter = await openCounter();
  peer = await startLocalPeer({ port: 0, productUrl: "http://127.0.0.1:9", receiptSecret: "x" });
  const { app, superuser } = await testDatabase();
  runner = {
    pool: app,
    definitions: tasks,
    publicUrl: "https://motcua.example.vn",
    now: () => new Date(Date.now() + ahead),
    log: { done: () => {}, failed: () => {} },
  };
  const settings = { url: peer.url, token: "t", localPeer: true };
  await inTransaction(app, NO_ROWS, (tx) => saveNationalSettings(tx, settings, new Date()));
  await ask("POST", "/quan-tri/webhook", administrator(), {
    name: "Kho dữ liệu",
    url: `${peer.url}/webhook/replay`,
    topics: "dossier.received",
  });
  const found = await superuser.query("select max(id) as id from webhook_endpoint where agency_id = $1", [
    counter.office.agencyId,
  ]);
  endpoint = found.rows[0].id;
});
afterAll(() => peer.close());

describe("deliveries of a webhook", () => {
  it("that failed are sent again under the same event id, and the report says what became of them", async () => {
    peer.faults = { down: ["/webhook"] };
    await counter.receive();
    await counter.receive();
    await settle();
    await exhaust();
    expect((await deliveries()).map(({ state }) => state)).toEqual(["dead", "dead"]);
    const before = new Set(gotIds());
    peer.faults = {};
    const form = { day: beganAt.toISOString().slice(0, 10), time: "00:00" };
    expect((await ask("POST", path("/gui-lai"), administrator(), form)).status).toBe(303);
    await settle();
    const after = await deliveries();
    expect(after.map(({ state }) => state)).toEqual(["done", "done"]);
    expect(after.every(({ attempt }) => attempt > 1)).toBe(true);
    expect(new Set(gotIds())).toEqual(before);
    const { rows } = await (
      await testDatabase()
    ).superuser.query("select cardinality(tasks) as count, account_id from webhook_replay where endpoint_id = $1", [endpoint]);
    expect(rows).toEqual([{ count: 2, account_id: administrator().accountId }]);
    const page = await ask("GET", path(), administrator());
    expect(page.body).toContain("Mọi lượt hỏng từ");
  });

  it("that was taken is sent again alone when it is chosen, once", async () => {
    const [first] = await deliveries();
    const count = gotIds().length;
    expect((await ask("POST", path(`/gui-lai/${first?.id}`), administrator(), {}, "replay-one-key")).status).toBe(303);
    await settle();
    expect((await ask("POST", path(`/gui-lai/${first?.id}`), administrator(), {}, "replay-one-key")).status).toBe(303);
    await settle();
    expect(gotIds().slice(count)).toEqual([gotIds()[0]]);
  });

  it("cannot be sent again where none has failed, while it still waits, or by another agency's administrator", async () => {
    expect((await ask("POST", path("/gui-lai"), administrator(), { day: "2030-01-01", time: "00:00" })).status).toBe(409);
    expect(await codeOf()).toBe("nothing_to_replay");
    const other = await openCounter();
    expect((await ask("GET", path(), other.office.staff.administrator)).status).toBe(404);
    const [first] = await deliveries();
    const answer = await ask("POST", path(`/gui-lai/${first?.id}`), other.office.staff.administrator, {});
    expect([answer.status, await codeOf()]).toEqual([404, "webhook_not_found"]);
    const { superuser } = await testDatabase();
    await superuser.query("update task set state = 'waiting', ended_at = null, run_at = now() + interval '1 day' where id = $1", [
      first?.id,
    ]);
    expect((await ask("POST", path(`/gui-lai/${first?.id}`), administrator(), {})).status).toBe(409);
    await superuser.query("update task set state = 'done', ended_at = now() where id = $1", [first?.id]);
  });

  it("are listed and sent again over the API by a key that has the scope, in its own agency", async () => {
    const { app } = await testDatabase();
    const { token } = await openKey(app, counter.office, administrator(), ["webhooks.read", "webhooks.write"]);
    const listed = await ask("GET", `/api/v1/webhooks/${endpoint}/deliveries`, { token });
    const { items } = listed.json<{ items: { id: number; state: string; topic: string }[] }>();
    expect(items.map(({ state, topic }) => `${state} ${topic}`)).toEqual(["done dossier.received", "done dossier.received"]);
    const replays = `/api/v1/webhooks/${endpoint}/replays`;
    expect((await ask("POST", replays, { token }, { deliveryId: items[0]?.id })).json<{ deliveries: number }>().deliveries).toBe(
      1,
    );
    expect((await ask("POST", replays, { token }, { since: "yesterday" })).status).toBe(422);
    const other = await openCounter();
    const strange = await openKey(app, other.office, other.office.staff.administrator, ["webhooks.read"]);
    expect((await ask("GET", `/api/v1/webhooks/${endpoint}/deliveries`, strange)).status).toBe(404);
  });

  it("of a closed endpoint are sent no more", async () => {
    expect((await ask("POST", path("/dong"), administrator(), {})).status).toBe(303);
    const [first] = await deliveries();
    await settle();
    expect((await ask("POST", path(`/gui-lai/${first?.id}`), administrator(), {})).status).toBe(404);
  });
});

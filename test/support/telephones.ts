import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { findChannelSettings, saveChannelSettings } from "#notices";
import { tasks } from "#portal";
import { inTransaction, NO_ROWS } from "#platform/db/tx.ts";
import { relayOutbox } from "#platform/jobs/relay-outbox.ts";
import { runNextTask } from "#platform/jobs/run-tasks.ts";
import { testDatabase } from "./database.ts";
import { serverTime } from "./server-time.ts";

/** A gateway for text messages that keeps what it was given, set up as the installation's own until it is closed. */
export async function openTelephones() {
  const { app } = await testDatabase();
  const sent: { to: string; text: string }[] = [];
  const gateway = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => (body += chunk.toString()));
    request.on("end", () => {
      sent.push(JSON.parse(body) as { to: string; text: string });
      response.setHeader("content-type", "application/json").end(JSON.stringify({ id: "1" }));
    });
  });
  await new Promise<void>((done) => gateway.listen(0, "127.0.0.1", done));
  const url = `http://127.0.0.1:${(gateway.address() as AddressInfo).port}`;
  const before = await inTransaction(app, NO_ROWS, (tx) => findChannelSettings(tx));
  const settings = { ...before, sms: { url, token: "t", receiptSecret: "a-secret-of-the-gateway" } };
  await inTransaction(app, NO_ROWS, (tx) => saveChannelSettings(tx, settings, new Date()));
  const runner = {
    pool: app,
    definitions: tasks,
    publicUrl: "http://localhost:3000",
    now: serverTime,
    log: { done: () => {}, failed: () => {} },
  };
  return {
    sent,
    /** Until everything that was asked for has gone out. */
    settle: async () => {
      while ((await relayOutbox(app, tasks, serverTime())) > 0);
      while ((await runNextTask(runner, "test")) !== "idle");
    },
    close: async () => {
      await inTransaction(app, NO_ROWS, (tx) => saveChannelSettings(tx, before, new Date()));
      await new Promise((done) => gateway.close(done));
    },
  };
}

export const codeIn = (text: string | undefined): string => /\d{6}/.exec(text ?? "")?.[0] ?? "";

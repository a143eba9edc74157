import { expect, it } from "vitest";
import { runCampaign, type Target } from "./campaign.ts";

/** The short form; `npm run faults` runs hundreds. */
const KILLS: readonly Target[] = ["web", "database", "worker", "everything", "database", "web", "supervisor"];

it("loses, halves and doubles nothing that was acknowledged when its parts are killed under load, and recovers without a hand", async () => {
  const said: string[] = [];
  const outcome = await runCampaign({ kills: KILLS, callers: 6, log: (line) => void said.push(line) });
  expect(outcome.problems, said.join("\n")).toEqual([]);
  expect(Object.values(outcome.gaps).flat()).toHaveLength(KILLS.length);
  expect(outcome.acknowledged).toBeGreaterThan(100);
  expect(outcome.dossiers).toBeGreaterThan(20);
  expect(outcome.unavailable + outcome.disconnected).toBeGreaterThan(0);
}, 240_000);

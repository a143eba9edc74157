import { afterEach, describe, expect, it } from "vitest";
import { jobs as dossierJobs } from "#dossiers";
import { localSigner } from "#platform/signing/local-signer.ts";
import type { SigningService } from "#platform/signing/signing-service.ts";
import { type OpenSigningService, useSigningService } from "#platform/signing/use-signing-service.ts";
import { type Counter, openCounter } from "../../../test/support/counter.ts";
import { testDatabase } from "../../../test/support/database.ts";
import { testFiles } from "../../../test/support/files.ts";

let standing: OpenSigningService | undefined;
afterEach(() => {
  if (standing !== undefined) useSigningService(standing);
  standing = undefined;
});

/** From here on the service at the other end is broken in this way. */
function breakService(fault: Partial<SigningService>): void {
  const before = useSigningService((root, now) => ({ ...localSigner(root, now), ...fault }));
  standing ??= before;
}

/** What the watch of this minute leaves open of a dossier. */
async function breachesOf(dossierId: number): Promise<readonly string[]> {
  const { app, superuser } = await testDatabase();
  const watch = dossierJobs.find(({ queue, cron }) => queue === "dossiers.watch" && cron === "* * * * *");
  await watch?.run(app, new Date(), { publicUrl: "", files: testFiles() });
  const { rows } = await superuser.query("select cause from breach where dossier_id = $1 and mended_at is null", [dossierId]);
  return rows.map(({ cause }) => cause as string);
}

/** A result under review of a dossier that is being dealt with. */
async function underReview(at: Counter) {
  const dossier = await at.receive();
  await at.act("receiving_officer", dossier, 1, "hand_over", { toPersonId: at.office.staff.specialist.personId });
  const drafted = await at.asks("specialist", "POST", `/ho-so/${dossier.id}/ket-qua`, { kind: "result", title: "Trích lục" });
  const path = String(drafted.headers["location"]);
  expect((await at.asks("specialist", "POST", path, { action: "send_to_review", version: "1" })).status).toBe(303);
  return { dossier, path };
}

const FAULTS: readonly (readonly [string, Partial<SigningService>])[] = [
  ["refuses", { answer: async () => ({ state: "refused", reason: "the person said no" }) }],
  ["lets the request expire", { answer: async () => ({ state: "expired", reason: "too late" }) }],
  ["has no certificate of the signer", { certificatesOf: async () => [] }],
];

describe("a signature that will not come (no one waits in silence)", () => {
  it.each(FAULTS)(
    "is found by the watch of the same minute where the service %s, and forgotten when somebody signs",
    async (_, fault) => {
      const at = await openCounter();
      const { dossier, path } = await underReview(at);
      expect(await breachesOf(dossier.id)).toEqual([]);
      breakService(fault);
      expect((await at.asks("leader", "POST", `${path}/ky`, { version: "1" })).status).toBe(409);
      expect(await breachesOf(dossier.id)).toEqual(["signature_refused"]);
      const board = (await at.asks("leader", "GET", "/ho-so/vuong-mac")).body;
      expect(board).toContain(dossier.code);
      expect(board).toContain("Dịch vụ ký số từ chối, và chưa ai ký lại");
      expect((await at.asks("leader", "GET", path)).body).toContain("Dịch vụ ký số từ chối");

      if (standing !== undefined) useSigningService(standing);
      expect((await at.asks("leader", "POST", `${path}/ky`, { version: "1" })).status).toBe(303);
      expect(await breachesOf(dossier.id)).toEqual([]);
    },
  );

  it("stays in breach after a second refusal, and is over when the document is sent back", async () => {
    const at = await openCounter();
    const { dossier, path } = await underReview(at);
    breakService({ answer: async () => ({ state: "refused", reason: "the person said no" }) });
    await at.asks("leader", "POST", `${path}/ky`, { version: "1" });
    await at.asks("leader", "POST", `${path}/ky`, { version: "1" });
    expect(await breachesOf(dossier.id)).toEqual(["signature_refused"]);
    const back = await at.asks("leader", "POST", path, { action: "send_back", version: "1", reason: "Sửa lại" });
    expect(back.status, back.body.slice(0, 200)).toBe(303);
    expect(await breachesOf(dossier.id)).toEqual([]);
  });
});

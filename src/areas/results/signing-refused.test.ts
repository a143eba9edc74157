import { afterEach, describe, expect, it } from "vitest";
import { jobs as dossierJobs } from "#dossiers";
import { localSigner } from "#platform/signing/local-signer.ts";
import type { SigningAnswer, SigningService } from "#platform/signing/signing-service.ts";
import { type OpenSigningService, useSigningService } from "#platform/signing/use-signing-service.ts";
import { setServerTime } from "../../../test/support/app.ts";
import { type Counter, openCounter } from "../../../test/support/counter.ts";
import { testDatabase } from "../../../test/support/database.ts";
import { testFiles } from "../../../test/support/files.ts";

let standing: OpenSigningService | undefined;
afterEach(() => {
  if (standing !== undefined) useSigningService(standing);
  standing = undefined;
  setServerTime(undefined);
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

  it("is asked for anew after a refusal: a service that remembers requests would refuse for ever", async () => {
    const at = await openCounter();
    const { path } = await underReview(at);
    const answers = new Map<string, SigningAnswer>();
    const before = useSigningService((root, now) => {
      const service = localSigner(root, now);
      return {
        ...service,
        answer: async (id) => {
          const first: SigningAnswer = { state: "refused", reason: "not now" };
          const answer = answers.get(id) ?? (answers.size === 0 ? first : await service.answer(id));
          answers.set(id, answer);
          return answer;
        },
      };
    });
    standing ??= before;
    expect((await at.asks("leader", "POST", `${path}/ky`, { version: "1" })).status).toBe(409);
    setServerTime(new Date(Date.now() + 60_000).toISOString());
    expect((await at.asks("leader", "POST", `${path}/ky`, { version: "1" })).status).toBe(303);
    expect(answers.size).toBe(2);
  });

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

describe("what changes while the service is asked", () => {
  it("is not sealed with a signature under what was written before", async () => {
    const at = await openCounter();
    const { path } = await underReview(at);
    const again = async () => {
      await at.asks("leader", "POST", path, { action: "send_back", version: "1", reason: "Sửa lại" });
      const body = { action: "send_to_review", version: "1", body: "Nội dung khác" };
      expect((await at.asks("specialist", "POST", path, body)).status).toBe(303);
    };
    const before = useSigningService((root, now) => {
      const service = localSigner(root, now);
      return { ...service, certificatesOf: async (...asked) => (await again(), service.certificatesOf(...asked)) };
    });
    standing ??= before;
    const signed = await at.asks("leader", "POST", `${path}/ky`, { version: "1" });
    expect(signed.status).toBe(409);
    const { superuser } = await testDatabase();
    const { rows } = await superuser.query("select state, body, sha256 from result_version where document_id = $1", [
      path.split("/").at(-1),
    ]);
    expect(rows).toEqual([{ state: "review", body: "Nội dung khác", sha256: null }]);
    useSigningService(before);
    expect((await at.asks("leader", "POST", `${path}/ky`, { version: "1" })).status).toBe(303);
  });

  it("nor is a namesake of the writer kept from signing", async () => {
    const at = await openCounter();
    const { path } = await underReview(at);
    const { specialist, leader } = at.office.staff;
    const { superuser } = await testDatabase();
    await superuser.query("update person set full_name = (select full_name from person where id = $2) where id = $1", [
      leader.personId,
      specialist.personId,
    ]);
    expect((await at.asks("leader", "POST", `${path}/ky`, { version: "1" })).status).toBe(303);
  });
});

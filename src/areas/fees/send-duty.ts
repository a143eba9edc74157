import { z } from "zod";
import { actOnDossier, type Dossier, findDossier } from "#dossiers";
import type { UnitOfWork } from "#platform/db/command.ts";
import { reading, type Tx } from "#platform/db/tx.ts";
import type { LeasedTask, TaskContext, TaskDefinition, TaskOutcome } from "#platform/jobs/task.ts";
import {
  type Duty,
  findTaxSettings,
  listDuties,
  markNoticed,
  markPaid,
  markRefused,
  markSent,
  type TaxSettings,
} from "./duty.store.ts";

/** The tax side may be down for a night and a morning. */
const RETRY_AFTER_SECONDS = [5, 30, 120, 600, 3600, 14_400, 43_200];
/** How often the tax side is asked what became of a slip; the local peer, which answers at once, more often. */
const ASK_AGAIN_SECONDS = 900;
const ASK_PEER_SECONDS = 10;
const NOBODY = { personId: 0, posts: [] } as const;

const TaxAnswer = z.object({
  TrangThai: z.enum(["DA_NHAN", "DA_THONG_BAO", "DA_NOP", "TU_CHOI"]),
  LyDo: z.string().max(300).optional(),
  ThongBao: z.object({ So: z.string().min(1).max(100), SoTien: z.int().min(0), HanNop: z.iso.date() }).optional(),
  GiayNop: z.object({ So: z.string().min(1).max(100), NgayNop: z.iso.datetime({ offset: true }) }).optional(),
});
type TaxAnswer = z.output<typeof TaxAnswer>;

interface Work {
  readonly settings: TaxSettings;
  readonly dossier: Dossier;
  readonly duty: Duty;
}

/** The duty that the dossier waits for; undefined where nothing waits any more, or slips go on paper. */
async function load(context: TaskContext, task: LeasedTask): Promise<Work | undefined> {
  const { subject } = task.payload as { subject: string };
  const scope = { accountId: null, agencies: task.agencyId === null ? [] : [task.agencyId] };
  return reading(context.pool, scope, async (tx) => {
    const id = Number(subject);
    const [settings, dossier, duties] = await Promise.all([findTaxSettings(tx), findDossier(tx, id), listDuties(tx, id)]);
    const duty = duties.at(-1);
    if (settings === undefined || dossier?.state !== "FINANCE_WAIT" || duty === undefined) return undefined;
    return { settings, dossier, duty };
  });
}

/** Phiếu chuyển thông tin nghĩa vụ tài chính, in a shape of our own: the published one is not known. */
const slipOf = ({ dossier, duty }: Work) => ({
  MaPhieu: duty.slipNo,
  MaHoSo: dossier.code,
  MaTTHC: dossier.procedureCode,
  TenTTHC: dossier.procedureName,
  NguoiNop: {
    HoTen: dossier.parties.owner.name,
    SoDinhDanh: dossier.parties.owner.idNumber,
    DiaChi: dossier.parties.owner.address,
  },
  CanCu: duty.basis,
  NgayLap: duty.requestedAt.toISOString(),
});

/** Sends the slip, or asks what became of one that was sent; both may be repeated. */
async function ask({ settings, duty, ...it }: Work, signal: AbortSignal): Promise<TaxAnswer> {
  const path = duty.sentAt === null ? "/tax/duties" : `/tax/duties/${encodeURIComponent(duty.slipNo)}`;
  const headers = { authorization: `Bearer ${settings.token}`, "content-type": "application/json" };
  const body = JSON.stringify(slipOf({ settings, duty, ...it }));
  const answer = await fetch(new URL(path, settings.url), {
    redirect: "error",
    headers,
    signal,
    ...(duty.sentAt === null ? { method: "POST", body } : {}),
  });
  if (!answer.ok) throw new Error(`the tax side answered ${answer.status}`);
  return TaxAnswer.parse(await answer.json());
}

async function settle(tx: Tx, unit: UnitOfWork, { dossier, duty }: Work, answer: TaxAnswer, now: Date): Promise<void> {
  const { ThongBao: notice, GiayNop: receipt } = answer;
  if (duty.sentAt === null) await markSent(tx, duty.id, now);
  if (notice !== undefined && duty.noticedAt === null) {
    await markNoticed(tx, duty.id, { no: notice.So, amountVnd: notice.SoTien, payUntil: notice.HanNop }, now);
    unit.emit("fees.duty_noticed", String(dossier.id), { code: dossier.code, amountVnd: notice.SoTien });
  }
  if (answer.TrangThai !== "DA_NOP" || receipt === undefined) return;
  await markPaid(tx, duty.id, receipt.So, new Date(receipt.NgayNop));
  // Read again under the dossier's lock: an officer may have confirmed it from the paper meanwhile.
  const current = await findDossier(tx, dossier.id, true);
  if (current?.state !== "FINANCE_WAIT") return;
  const by = { accountId: null, personId: null, name: "Motcua", role: "system", unitId: current.unitId } as const;
  const input = { action: "confirm_payment", document: receipt.So } as const;
  await actOnDossier(tx, unit, NOBODY, by, { dossierId: dossier.id, expectedSeq: current.seq }, input, now);
}

async function run(task: LeasedTask, context: TaskContext): Promise<TaskOutcome> {
  const it = await load(context, task);
  if (it === undefined) return { outcome: "done" };
  const answer = await ask(it, context.signal);
  if (answer.TrangThai === "TU_CHOI") {
    const reason = answer.LyDo ?? "";
    return { outcome: "dead", reason: reason || "refused", write: (tx) => markRefused(tx, it.duty.id, reason) };
  }
  const write = (tx: Tx, unit: UnitOfWork) => settle(tx, unit, it, answer, context.now);
  if (answer.TrangThai === "DA_NOP" && answer.GiayNop !== undefined && it.duty.noticedAt !== null)
    return { outcome: "done", write };
  const seconds = it.settings.localPeer ? ASK_PEER_SECONDS : ASK_AGAIN_SECONDS;
  return { outcome: "later", at: new Date(context.now.getTime() + seconds * 1000), write };
}

/** Tells the tax side of a financial duty, and asks it until the Treasury has the money: then the clock goes on. */
export const sendDuty: TaskDefinition = {
  kind: "fees.duty",
  subscribe: ({ topic, subject, agencyId }) =>
    topic === "dossier.finance_requested" && agencyId !== null ? { lane: `duty:${subject}` } : undefined,
  retryAfterSeconds: RETRY_AFTER_SECONDS,
  run,
};

import { type EpochMs, localDateOf, vietnamDayOf, vietnamInstant } from "#core/instant.ts";
import { openAssistedAccounts } from "#identity";
import { recordLeave } from "#organisation";
import { archiveDossier, proposedClass, retention } from "#papers";
import type { UnitOfWork } from "#platform/db/command.ts";
import type { Tx } from "#platform/db/tx.ts";
import type { Actor } from "#platform/http/actor.ts";
import { actOnResult, certify, type CertifyInput, draftResult, type Official, receiveBlanks, writeOffBlanks } from "#results";
import type { WrittenDossier } from "./demo-fees.ts";
import type { DemoCommune } from "./demo-units.ts";
import { inventPerson } from "./invented-people.ts";
import type { Random } from "./random.ts";

interface World {
  readonly tx: Tx;
  readonly unit: UnitOfWork;
  readonly random: Random;
  readonly now: EpochMs;
}

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const ARCHIVED = 12;
const HELPED = 9;

const COPIED = ["Căn cước", "Bằng tốt nghiệp đại học", "Giấy khai sinh", "Giấy chứng nhận quyền sử dụng đất", "Bảng điểm"];
const SIGNED = ["Sơ yếu lý lịch", "Giấy ủy quyền nhận bưu phẩm", "Đơn xin việc"];
const CONSENTS = ["Ký phiếu đồng ý tại quầy", "Đọc lại và xác nhận tại quầy"];

function actorOf(by: Official, { plan, agencyId, provinceId }: DemoCommune): Actor {
  const { accountId, personId, name, role, title, unitId } = by;
  const post = { assignmentId: 0, postId: 0, role, title, unitId, unitName: plan.name, agencyId };
  const agency = { agencyId, agencyName: plan.fullName, provinceId, agencies: [agencyId] };
  return {
    accountId,
    personId,
    name,
    username: "",
    demo: true,
    mustChangePassword: false,
    posts: [post],
    roles: new Set([role]),
    ...agency,
  };
}

/** Someone of the office who signs in, in the post that the demonstration gave them. */
function findOfficial({ staff, agencyId }: DemoCommune, role: Official["role"], unitId?: number): Official | undefined {
  const found = staff.find(
    (who) => who.role === role && who.accountId !== null && (unitId === undefined || who.unitId === unitId),
  );
  if (found === undefined || found.accountId === null || found.personId === null) return undefined;
  const { accountId, personId, name } = found;
  return { accountId, personId, name, role, unitId: found.unitId, agencyId, title: "", onBehalfOfPersonId: undefined };
}

/** Copies and signatures of this morning, up to now: received, charged, entered and returned in one go. */
async function certifyToday({ tx, unit, random, now }: World, commune: DemoCommune, by: Official): Promise<void> {
  const actor = actorOf(by, commune);
  const midnight = vietnamInstant(vietnamDayOf(now), 0);
  for (let minutes = 110; minutes > 0; minutes -= random.integer(7, 16)) {
    const at = now - minutes * MINUTE;
    if (at <= midnight) continue;
    const person = inventPerson(random, commune.plan.fullName);
    const copies = random.chance(0.8);
    const line = (documentType: string) => ({
      documentType,
      pages: copies ? random.integer(1, 6) : 1,
      copies: random.integer(1, 4),
    });
    const lines = random.chance(0.3)
      ? [...new Set([random.pick(COPIED), random.pick(COPIED)])]
      : [random.pick(copies ? COPIED : SIGNED)];
    const input: CertifyInput = {
      book: copies ? "BS" : "CK,ĐC",
      requester: person.idNumber,
      requesterName: person.name,
      lines: lines.map(line),
      certifier: undefined,
      dossierCode: undefined,
      note: undefined,
    };
    await certify(tx, unit, actor, by, input, new Date(at));
  }
}

/** Printed forms by their numbers: a delivery, what was used of it, and one that was spoiled. */
async function keepForms({ tx, unit, now }: World, by: Official): Promise<void> {
  const of = { kind: "Giấy khai sinh (bản chính)", series: "TP/KS-2026" };
  await receiveBlanks(
    tx,
    unit,
    by,
    { ...of, from: 1201, to: 1400, deliveryNote: "BBGN 12/2026 (mẫu)" },
    new Date(now - 40 * DAY),
  );
  const write = (from: number, to: number, state: "used" | "spoiled", reason?: string) =>
    writeOffBlanks(tx, unit, by, { ...of, from, to, state, reason, dossierCode: undefined }, new Date(now - 3 * DAY));
  await write(1201, 1236, "used");
  await write(1237, 1237, "spoiled", "In lệch dòng");
}

/** Documents that are being written, and some that wait for the signature. */
async function draftResults(world: World, commune: DemoCommune, written: readonly WrittenDossier[]): Promise<void> {
  const { tx, unit, now } = world;
  const writer = findOfficial(commune, "specialist");
  if (writer === undefined) return;
  const open = written.filter(({ draft }) => draft.agencyId === commune.agencyId && draft.events.at(-1)?.state === "PROCESSING");
  for (const [nth, { id, draft }] of open.slice(0, 5).entries()) {
    const at = new Date(now - (60 - nth * 5) * MINUTE);
    const document = await draftResult(tx, unit, writer, id, { kind: "result", title: undefined }, [], at);
    if (nth % 2 === 1) continue;
    const body = `Xác nhận ông (bà) ${draft.parties.owner.name} đủ điều kiện theo quy định đối với thủ tục ${draft.procedureName}.`;
    const review = {
      action: "send_to_review",
      version: 1,
      body,
      validUntil: undefined,
      reason: undefined,
      receiver: undefined,
    } as const;
    await actOnResult(tx, unit, writer, document.id, review, new Date(at.getTime() + 2 * MINUTE));
  }
}

/** Dossiers that ended some time ago lie in the archive. */
async function archiveSome(
  { tx, unit, now }: World,
  commune: DemoCommune,
  by: Official,
  written: readonly WrittenDossier[],
): Promise<void> {
  const ended = written.filter(({ draft }) => {
    const last = draft.events.at(-1);
    return draft.agencyId === commune.agencyId && last?.state === "RETURNED" && last.at < now - 60 * DAY;
  });
  for (const { id, draft } of ended.slice(0, ARCHIVED)) {
    const retentionCode = proposedClass(retention(), draft.field)?.code ?? "";
    await archiveDossier(tx, unit, by, id, { retentionCode }, new Date(now - 2 * DAY));
  }
}

/** Accounts that citizens asked the office to open for them. */
async function helpCitizens({ tx, random, now }: World, commune: DemoCommune, by: Official): Promise<void> {
  const drafts = Array.from({ length: HELPED }, () => {
    const { name, idNumber, phone, dateOfBirth, address } = inventPerson(random, commune.plan.fullName);
    return {
      kind: "person",
      fullName: name,
      idNumber,
      phone,
      dateOfBirth,
      address,
      openedBy: random.chance(0.7) ? "staff" : "support_team",
      consentHow: random.pick(CONSENTS),
      openingAgencyId: commune.agencyId,
      openedByPersonId: by.personId,
      openedAt: new Date(now - random.integer(1, 30) * DAY),
      synthetic: true,
    } as const;
  });
  await openAssistedAccounts(tx, drafts);
}

/** Someone is away this week and has a substitute. */
async function sendOnLeave({ tx, unit, now }: World, commune: DemoCommune): Promise<void> {
  const leader = findOfficial(commune, "leader");
  const [substitute, away] = commune.staff
    .filter(({ role }) => role === "specialist")
    .toSorted((a, b) => Number(a.accountId === null) - Number(b.accountId === null));
  if (leader === undefined || away === undefined || away.personId === null || away.accountId !== null) return;
  const on = (days: number) => localDateOf(now + days * DAY);
  const leave = {
    personId: away.personId,
    from: on(-1),
    until: on(4),
    kind: "annual",
    substituteId: substitute?.personId ?? undefined,
  } as const;
  await recordLeave(tx, unit, actorOf(leader, commune), leave, new Date(now - 5 * DAY));
}

/** Books, blank forms, results in the making, the archive and accounts opened with help, for each commune with staff who sign in. */
export async function seedBooks(
  world: World,
  communes: readonly DemoCommune[],
  written: readonly WrittenDossier[],
): Promise<void> {
  for (const commune of communes) {
    const counter = commune.counters.find(({ plan }) => plan.kind === "one_stop_shop");
    const by = findOfficial(commune, "receiving_officer", counter?.id);
    if (by === undefined) continue;
    await certifyToday(world, commune, by);
    await keepForms(world, by);
    await draftResults(world, commune, written);
    await archiveSome(world, commune, by, written);
    await helpCitizens(world, commune, by);
    await sendOnLeave(world, commune);
  }
}

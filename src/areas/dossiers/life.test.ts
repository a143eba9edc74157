import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { setServerTime } from "../../../test/support/app.ts";
import { type Counter, type Done, openCounter } from "../../../test/support/counter.ts";
import { testDatabase } from "../../../test/support/database.ts";

let at: Counter;
let working: Done;

const time = (iso: string) => setServerTime(`2026-${iso}+07:00`);
const to = (role: "specialist" | "leader" | "division_head") => ({ toPersonId: at.office.staff[role].personId });

interface Shown {
  readonly state: string;
  readonly seq: number;
  readonly dueAt: string | null;
  readonly dueOriginalAt: string | null;
  readonly dueUnextendedAt: string | null;
  readonly pausedAt: string | null;
  readonly endedAt: string | null;
  readonly holderPersonId: number | null;
  readonly facts: { apology: { state: string; late: boolean } };
  readonly events: readonly { type: string; payload: Record<string, unknown>; reason: string | null }[];
}
const shown = async (dossier: { id: number }) => (await at.asks("leader", "GET", `/api/v1/dossiers/${dossier.id}`)).json<Shown>();
const act = (role: Parameters<Counter["act"]>[0], action: string, input: Record<string, unknown> = {}) =>
  at.act(role, working, working.seq, action, input).then((done) => (working = done));
const refused = async (role: Parameters<Counter["act"]>[0], action: string, input: Record<string, unknown> = {}) =>
  (await at.refusalOfAction(role, working, working.seq, action, input)).code;

beforeAll(async () => {
  at = await openCounter();
});
/** A dossier with a term of ten working days (by its row), received on Monday 02/11/2026 and handed over. */
beforeEach(async () => {
  time("11-02T09:00:00");
  working = await at.receive();
  const { superuser } = await testDatabase();
  await superuser.query(
    "update dossier set term_value = 10, term_unit = 'working_day', due_at = $2, due_original_at = $2, due_unextended_at = $2 where id = $1",
    [working.id, "2026-11-16T17:00:00+07:00"],
  );
  await act("receiving_officer", "hand_over", to("specialist"));
});
afterEach(() => setServerTime(undefined));

const ask = (input: Record<string, unknown> = {}) =>
  act("specialist", "request_supplement", { items: "Giấy chứng sinh\nCăn cước của mẹ", reason: "Thiếu giấy", ...input });

describe("supplement (T08–T10)", () => {
  it("is taken when all that was asked for is there; the term then begins anew (a.19.4) and the receipt shows the new date", async () => {
    time("11-03T10:00:00");
    await ask();
    time("11-05T10:00:00");
    expect(await refused("receiving_officer", "receive_supplement", { present: [0] })).toBe("supplement_incomplete");
    await act("receiving_officer", "receive_supplement", { present: [0, 1] });
    expect(await shown(working)).toMatchObject({ state: "PROCESSING", pausedAt: null, dueAt: "2026-11-19T10:00:00.000Z" });
  });
  it("a second request needs the leader's override with the law, which the event keeps", async () => {
    time("11-03T10:00:00");
    await ask();
    await act("receiving_officer", "receive_supplement", { present: [0, 1] });
    expect(await refused("specialist", "request_supplement", { items: "x", reason: "y" })).toBe("supplement_needs_leader");
    expect(await refused("specialist", "allow_supplement", { reason: "Cần thêm", basis: "Luật" })).toBe("not_allowed");
    await act("leader", "allow_supplement", { reason: "Hồ sơ phức tạp", basis: "Luật Đất đai, Điều 1" });
    await ask();
    expect((await shown(working)).events.at(-1)?.payload["basis"]).toBe("Luật Đất đai, Điều 1");
  });
  it("is stopped when its time has passed, and not before (T10)", async () => {
    time("11-03T10:00:00");
    expect(await refused("specialist", "request_supplement", { items: "x", reason: "y", respondBy: "2026-11-03" })).toBe(
      "respond_by_past",
    );
    await ask({ respondBy: "2026-11-06" });
    time("11-06T23:00:00");
    expect(await refused("leader", "expire_supplement")).toBe("supplement_still_open");
    time("11-07T08:00:00");
    expect((await act("leader", "expire_supplement")).state).toBe("STOPPED");
  });
});

describe("financial duty (T11)", () => {
  it("stops the clock on a basis, and what was left goes on when the treasury confirms", async () => {
    time("11-03T10:00:00");
    expect((await act("specialist", "request_payment", { basis: "Luật Đất đai 2024", notice: "TB-12" })).state).toBe(
      "FINANCE_WAIT",
    );
    expect((await shown(working)).pausedAt).not.toBeNull();
    time("11-10T10:00:00");
    await act("receiving_officer", "confirm_payment", { document: "Giấy nộp tiền 0012" });
    expect(await shown(working)).toMatchObject({
      state: "PROCESSING",
      pausedAt: null,
      holderPersonId: at.office.staff.specialist.personId,
      dueAt: "2026-11-23T10:00:00.000Z",
    });
  });
});

describe("apology and extension (T12)", () => {
  const letter = { reason: "Chờ ý kiến của Sở", newDueOn: "2026-11-20" };
  it("is drafted, signed, sent a day before at the latest; the due date moves, the first one stays, once", async () => {
    time("11-06T10:00:00");
    expect(await refused("specialist", "draft_apology", { reason: "Chờ", newDueOn: "2026-11-11" })).toBe(
      "extension_to_earlier_date",
    );
    expect(await refused("specialist", "draft_apology", { reason: "Chờ" })).toBe("new_due_date_required");
    await act("specialist", "draft_apology", letter);
    expect(await refused("receiving_officer", "send_apology")).toBe("no_apology_approved");
    await act("leader", "approve_apology", { letterNo: "15/UBND" });
    await act("receiving_officer", "send_apology");
    expect(await shown(working)).toMatchObject({
      dueAt: "2026-11-20T10:00:00.000Z",
      dueUnextendedAt: "2026-11-16T10:00:00.000Z",
      dueOriginalAt: "2026-11-16T10:00:00.000Z",
      facts: { apology: { state: "sent", late: false } },
    });
    expect((await at.asks("receiving_officer", "GET", `/ho-so/${working.id}/phieu/apology.pdf`)).status).toBe(200);
    expect(await refused("specialist", "draft_apology", { ...letter, newDueOn: "2026-12-04" })).toBe("extension_limit_reached");
    await act("leader", "revoke_extension", { reason: "Đã xong sớm" });
    expect((await shown(working)).dueAt).toBe("2026-11-16T10:00:00.000Z");
  });
  it("sent on the day before is in time, sent on the day itself it is recorded, flagged, and moves nothing (R-17)", async () => {
    time("11-06T10:00:00");
    await act("specialist", "draft_apology", letter);
    await act("leader", "approve_apology", { letterNo: "16/UBND" });
    time("11-16T08:00:00");
    await act("receiving_officer", "send_apology");
    expect(await shown(working)).toMatchObject({
      dueAt: "2026-11-16T10:00:00.000Z",
      facts: { apology: { state: "sent", late: true } },
    });
    const page = (await at.asks("specialist", "GET", `/ho-so/${working.id}`)).body;
    for (const said of ["Số thư: 16/UBND", "Hẹn trả lại ngày: 17:00 20/11/2026", "Thư gửi muộn: hạn trả không dời."])
      expect(page).toContain(said);
  });
});

describe("ends and corrections (T14–T20)", () => {
  const decide = async (proposal: "approve" | "refuse" = "approve") => {
    await act("specialist", "propose", { proposal, reason: "Đã thẩm định", ...to("leader") });
    return act("leader", "sign");
  };
  it("T14: the signed refusal carries the reason of the proposal, and its slip says it", async () => {
    await decide("refuse");
    const { events } = await shown(working);
    expect(events.at(-1)).toMatchObject({ type: "decided", reason: "Đã thẩm định" });
  });
  it("T15 and R-41: a result is returned however late it is", async () => {
    time("11-23T10:00:00");
    await decide();
    expect((await act("receiving_officer", "return", { receiverName: "Nguyễn Văn An", relation: "owner" })).state).toBe(
      "RETURNED",
    );
  });
  it("T16: the desk's dossier is withdrawn by a leader on a request, with what is given back", async () => {
    expect(await refused("leader", "accept_withdrawal")).toBe("withdrawal_not_requested");
    await act("receiving_officer", "request_withdrawal", { reason: "Không còn nhu cầu" });
    await act("leader", "accept_withdrawal", { papers: "01 giấy chứng sinh", refundVnd: 0 });
    expect((await shown(working)).events.at(-1)?.payload).toEqual({ papers: "01 giấy chứng sinh", refundVnd: 0 });
  });
  it("T17: a stop has its notice with basis and what is given back", async () => {
    await act("leader", "stop", { reason: "Có tranh chấp", basis: "Luật Đất đai", papers: "Toàn bộ" });
    expect((await at.asks("receiving_officer", "GET", `/ho-so/${working.id}/phieu/stop.pdf`)).status).toBe(200);
    expect((await act("receiving_officer", "archive", { retention: "10" })).state).toBe("STOPPED");
    expect(await refused("receiving_officer", "archive", { retention: "10" })).toBe("archived_already");
  });
  it("T18: a correction after the decision has its own clock, and cleans no lateness", async () => {
    time("11-18T10:00:00");
    await decide();
    await act("leader", "start_correction", { incident: "wrong_content", dueOn: "2026-11-25", reason: "Sai ngày sinh" });
    expect(await shown(working)).toMatchObject({
      state: "PROCESSING",
      endedAt: null,
      holderPersonId: at.office.staff.specialist.personId,
      dueAt: "2026-11-25T10:00:00.000Z",
      dueUnextendedAt: "2026-11-16T10:00:00.000Z",
    });
    expect((await decide()).state).toBe("DECIDED");
  });
});

describe("from hand to hand (T07)", () => {
  it("is sent back step by step to whom it came from", async () => {
    await act("specialist", "forward", to("division_head"));
    await act("division_head", "send_back", { reason: "Không thuộc phần việc" });
    expect((await shown(working)).holderPersonId).toBe(at.office.staff.specialist.personId);
    await act("specialist", "send_back", { reason: "Nhầm phòng" });
    expect(await shown(working)).toMatchObject({ state: "ACCEPTED", holderPersonId: at.office.staff.receiving_officer.personId });
  });
  it("is recalled by who sent it, as long as nobody touched it", async () => {
    expect(await refused("specialist", "recall")).toBe("touched_since");
    await act("receiving_officer", "recall");
    expect((await shown(working)).state).toBe("ACCEPTED");
    await act("receiving_officer", "hand_over", to("specialist"));
    await act("specialist", "forward", to("division_head"));
    expect(await refused("receiving_officer", "recall")).toBe("touched_since");
  });
  it("is reassigned by a head, to a post that can go on with it", async () => {
    expect(await refused("division_head", "reassign", { ...to("leader"), reason: "Nghỉ phép" })).toBe(
      "receiver_has_no_such_role",
    );
    await act("division_head", "reassign", { ...to("division_head"), reason: "Nghỉ phép" });
    expect((await shown(working)).holderPersonId).toBe(at.office.staff.division_head.personId);
  });
});

describe("correction of what was typed", () => {
  it("keeps the old version with who and why, and the page shows it", async () => {
    expect(await refused("receiving_officer", "correct", { reason: "Sai" })).toBe("nothing_corrected");
    await act("receiving_officer", "correct", {
      parties: { owner: { name: "Nguyễn Minh Anh", idNumber: "001206001234" } },
      subject: "Khai sinh cho con gái",
      reason: "Gõ thiếu chữ",
    });
    const { body } = await at.asks("receiving_officer", "GET", `/ho-so/${working.id}`);
    expect(body).toContain("Nguyễn Minh Anh");
    expect(body).toContain("Gõ thiếu chữ");
    expect(body).toContain("Nguyễn Minh An ·");
  });
});

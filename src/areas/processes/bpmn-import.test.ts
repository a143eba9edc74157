import { describe, expect, it } from "vitest";
import { BPMN_DRAWING } from "../../../test/support/bpmn-drawing.ts";
import { sendFile } from "../../../test/support/app.ts";
import { type Counter, openCounter } from "../../../test/support/counter.ts";

const PAGE = "/quan-tri/quy-trinh/nhap";
const API = "/api/v1/processes/bpmn";

/** A drawing of another tool; `more` makes it longer. */
const drawing = (more = "") => `${BPMN_DRAWING}${more}`;

const about = (at: Counter) => ({ procedure: at.procedure.code, case: "", owner: String(at.office.agencyId) });
const choose = (at: Counter, name: string, bytes: Buffer, fields: Readonly<Record<string, string>> = {}) =>
  sendFile(at.office.staff.one_stop_head, PAGE, { ...about(at), xml: "", ...fields }, { field: "file", name, bytes });
/** What stands in the field in which one pastes. */
const pastedIn = (body: string): string => /<textarea[^>]*name="xml"[^>]*>([^<]*)/.exec(body)?.[1] ?? "";

describe("a BPMN file chosen on the page", () => {
  it("is imported as what is pasted is, byte order mark or not, with the same report of what is lost", async () => {
    const [chosen, pasted] = [await openCounter(), await openCounter()];
    const byFile = await choose(chosen, "quy-trinh.bpmn", Buffer.from(`\uFEFF${drawing()}`));
    expect(byFile.status, byFile.body.slice(0, 300)).toBe(200);
    const byText = await pasted.asks("one_stop_head", "POST", PAGE, { ...about(pasted), xml: drawing() });
    const lines = (body: string) => [...body.matchAll(/<li>(dòng \d+[^<]*)/g)].map(([, line]) => line);
    expect(lines(byFile.body)).toHaveLength(3);
    expect(lines(byFile.body)).toEqual(lines(byText.body));
  });

  it("counts before what is pasted, and stands there where the rest of the form is refused", async () => {
    const at = await openCounter();
    const refused = await choose(at, "quy-trinh.xml", Buffer.from(drawing()), { xml: "cũ", procedure: "9.999999" });
    expect(refused.status).toBe(422);
    expect(pastedIn(refused.body)).toContain("Lãnh đạo ký");
    const again = await choose(at, "quy-trinh.xml", Buffer.from(drawing()), { xml: "cũ" });
    expect(again.status, again.body.slice(0, 300)).toBe(200);
  });

  it("is refused where it is no text or no BPMN, with what was pasted kept; nothing at all is refused too", async () => {
    const at = await openCounter();
    const program = await choose(at, "quy-trinh.bpmn", Buffer.from([0x4d, 0x5a, 0, 1]), { xml: "đang dán" });
    expect([program.status, pastedIn(program.body)]).toEqual([422, "đang dán"]);
    const other = await choose(at, "quy-trinh.bpmn", Buffer.from("<a/>"));
    expect(other.status).toBe(422);
    expect(other.body).toContain("Không đọc được tệp BPMN");
    const none = await choose(at, "", Buffer.alloc(0));
    expect(none.status).toBe(422);
    expect(none.body).toContain("Chưa có gì để nhập");
  });

  it("and a long text is still taken beside an empty file field", async () => {
    const at = await openCounter();
    const xml = drawing(`<!--${"x".repeat(200_000)}-->`);
    const done = await choose(at, "", Buffer.alloc(0), { xml });
    expect(done.status, done.body.slice(0, 300)).toBe(200);
  });
});

it("a program imports the text or the file, and reads in words what is lost", async () => {
  const [one, other] = [await openCounter(), await openCounter()];
  const fields = (at: Counter) => ({ procedure: at.procedure.code, ownerUnitId: String(at.office.agencyId) });
  const byText = await one.asks("one_stop_head", "POST", API, { ...fields(one), xml: drawing() });
  expect(byText.status, byText.body).toBe(201);
  const report = byText.json<{ versionId: number; steps: number; actions: number; lost: { why: string; what: string }[] }>();
  expect(report).toMatchObject({ steps: 2, actions: 2 });
  expect(report.lost.map(({ why }) => why)).toEqual(["guessed", "guessed", "gateway"]);
  expect(report.lost[2]?.what).toContain("dòng 7");
  const file = { field: "file", name: "a.bpmn", bytes: Buffer.from(drawing()) };
  const byFile = await sendFile(other.office.staff.one_stop_head, API, fields(other), file);
  expect(byFile.json()).toMatchObject({ steps: 2, lost: report.lost });
  const empty = await one.asks("one_stop_head", "POST", API, fields(one));
  expect([empty.status, empty.json<{ code: string }>().code]).toEqual([422, "bpmn_missing"]);
});

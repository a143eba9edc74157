import { beforeAll, describe, expect, test } from "vitest";
import { ask, sendFile, setServerTime, testApp } from "../../../test/support/app.ts";
import { testDatabase } from "../../../test/support/database.ts";
import { makeOffice, type Office, starterProcedure } from "../../../test/support/office.ts";
import { inTransaction, NO_ROWS } from "#platform/db/tx.ts";
import { definitionSchema } from "./definition.ts";
import { lifeEvents } from "./life-events.ts";
import { isProcedureCode, type ProcedureEntry } from "./procedure.ts";
import { findProcedureByCode } from "./procedure.store.ts";
import { saveProcedures } from "./save-procedures.store.ts";
import { readStarterCatalogue } from "./starter-catalogue.ts";

const BIRTH = "1.001193";
const PICTURE = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

let office: Office;
beforeAll(async () => {
  const { app } = await testDatabase();
  office = await makeOffice(app);
  await starterProcedure(app);
});

describe("guides by event in life", () => {
  test("every step leads to a procedure that ships with the product, and every guide names its source", async () => {
    const codes = new Set<string>((await readStarterCatalogue()).map(({ code }) => code));
    for (const { code, steps, source, verified } of lifeEvents()) {
      expect({ code, unknown: steps.map((step) => step.procedure).filter((one) => !codes.has(one)) }).toEqual({
        code,
        unknown: [],
      });
      expect(source).not.toBe("");
      expect(verified).toBe(false);
    }
    expect(lifeEvents().map(({ code }) => code)).toEqual(["sinh-con", "ket-hon", "nguoi-than-mat", "nha-dat", "kinh-doanh"]);
  });

  test("the page links each step's procedure in order and says that the guide was not compared with the acts", async () => {
    const { body, status } = await ask("GET", "/viec-trong-doi/sinh-con");
    expect(status).toBe(200);
    const linked = [...body.matchAll(/href="\/thu-tuc\/([0-9.]+)"/g)].map(([, code]) => code);
    expect(linked).toEqual(["1.001193", "1.000689", "2.000528", "2.000635"]);
    expect(body).toContain("chưa được đối chiếu");
    expect((await ask("GET", "/viec-trong-doi/khong-co")).status).toBe(404);
  });
});

describe("a procedure for search engines", () => {
  test("is a GovernmentService whose facts are those of the page, in a block that no text can end", async () => {
    const { body } = await ask("GET", `/thu-tuc/${BIRTH}`);
    const [, block = ""] = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(body) ?? [];
    const { app } = await testDatabase();
    const procedure = await inTransaction(app, NO_ROWS, (tx) => findProcedureByCode(tx, BIRTH, "2026-11-20"));
    expect(JSON.parse(block)).toMatchObject({
      "@type": "GovernmentService",
      identifier: BIRTH,
      name: procedure?.name,
      url: `http://localhost:3000/thu-tuc/${BIRTH}`,
      serviceOutput: procedure?.definition.results.map(({ name }) => ({ name })),
    });
    expect(block).not.toContain("<");
  });
});

describe("forms and samples of a component", () => {
  const path = `/quan-tri/thu-tuc/mau-don/${BIRTH}`;
  const component = async () => {
    const { app } = await testDatabase();
    const found = await inTransaction(app, NO_ROWS, (tx) => findProcedureByCode(tx, BIRTH, "2026-11-20"));
    return found?.definition.components[0]?.code ?? "";
  };
  const sheet = { field: "file", name: "tờ khai mẫu.png", bytes: PICTURE };

  test("what an officer attaches is downloaded by anybody beside its component, until it is taken off", async () => {
    const who = office.staff.one_stop_head;
    const sent = await sendFile(who, path, { component: await component(), kind: "sample" }, sheet);
    expect(sent.status).toBe(303);
    const { body } = await ask("GET", `/thu-tuc/${BIRTH}`);
    const [, link = ""] = /href="(\/thu-tuc\/1\.001193\/mau\/\d+)">Bản điền mẫu/.exec(body) ?? [];
    const file = await (await testApp()).inject({ url: link });
    expect(file.headers).toMatchObject({ "content-type": "image/png", "content-security-policy": "sandbox; default-src 'none'" });
    expect(file.rawPayload.subarray(1, 4).toString()).toBe("PNG");
    const id = link.split("/").at(-1);
    const removed = await ask("POST", `${path}/bo`, who, { file: id });
    expect(removed.status).toBe(303);
    expect((await ask("GET", link)).status).toBe(404);
    expect((await ask("POST", `${path}/bo`, who, { file: id })).body).toContain("Không có tệp mẫu này");
  });

  test("is refused for another role, an unknown paper, no file, and more than three of a kind", async () => {
    const who = office.staff.one_stop_head;
    const own = { component: await component(), kind: "blank" };
    expect((await sendFile(office.staff.specialist, path, own, sheet)).status).toBe(403);
    expect((await sendFile(who, path, { ...own, component: "khong-co" }, sheet)).status).toBe(422);
    expect((await sendFile(who, path, own, { ...sheet, name: "", bytes: Buffer.alloc(0) })).body).toContain("Chưa chọn tệp");
    expect((await sendFile(who, path, own, { ...sheet, bytes: Buffer.from("<svg onload=alert(1)>") })).status).toBe(422);
    for (let count = 0; count < 3; count += 1) expect((await sendFile(who, path, own, sheet)).status).toBe(303);
    expect((await sendFile(who, path, own, sheet)).status).toBe(409);
  });
});

describe("publication within five working days of the decision", () => {
  const entry = (code: string, more: Partial<ProcedureEntry> = {}): ProcedureEntry => {
    if (!isProcedureCode(code)) throw new Error(code);
    return {
      code,
      name: `Thủ tục ${code}`,
      field: "Hộ tịch",
      levels: ["commune"],
      communeOffice: true,
      audiences: ["citizen"],
      term: { value: 3, unit: "working_day" },
      hasDetail: true,
      definition: definitionSchema.parse({ steps: "Bước 1" }),
      source: "Kiểm thử",
      verified: false,
      ...more,
    };
  };
  const announced = (date: string) => definitionSchema.parse({ steps: "Bước 2", announcingDecision: { no: "9/QĐ-UBND", date } });

  test("a draft that a decision announced is listed with its due day, and flagged once that has passed", async () => {
    const { app } = await testDatabase();
    const codes = ["1.910001", "1.910002"] as const;
    await inTransaction(app, NO_ROWS, async (tx) => {
      await saveProcedures(
        tx,
        codes.map((code) => entry(code)),
        { origin: "office", on: "2026-11-01" },
      );
      const days = ["2026-11-09", "2026-11-10"];
      const drafts = codes.map((code, at) => entry(code, { definition: announced(days[at] ?? "") }));
      await saveProcedures(tx, drafts, { origin: "portal", on: "2026-11-02" });
    });
    // Monday the 9th and five working days: the end of Monday the 16th.
    setServerTime("2026-11-17T08:00:00+07:00");
    const { body } = await ask("GET", "/quan-tri/thu-tuc", office.staff.one_stop_head);
    setServerTime(undefined);
    const rows = codes.map((code) => body.split("<tr").find((row) => row.includes(code) && row.includes("9/QĐ-UBND")) ?? "");
    expect(rows[0]).toContain("Quá hạn công khai");
    expect(rows[0]).toContain("16/11/2026");
    expect(rows[1]).toContain("17/11/2026");
    expect(rows[1]).not.toContain("Quá hạn công khai");
  });
});

import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { importDossiers } from "#exchange";
import { reading } from "#platform/db/tx.ts";
import { testDatabase } from "../../../test/support/database.ts";
import { makeOffice, starterProcedure } from "../../../test/support/office.ts";
import { buildReport, ReportQuery, requestOf } from "./index.ts";

const NOW = new Date("2026-11-20T10:00:00+07:00");
const HEADER =
  "ma_ho_so,hinh_thuc_nop,ngay_tiep_nhan,ngay_hen_tra,ngay_co_ket_qua,ma_thu_tuc,chu_ho_so,trang_thai,ngay_trang_thai,ngay_tra";

test("form II.06a counts dossiers of another system beside our own, each national code once", async () => {
  const { app } = await testDatabase();
  await starterProcedure(app);
  const [office, other] = [await makeOffice(app), await makeOffice(app)];
  const line = (serial: number, due: string, ended: string, state: string): string =>
    `${office.prefix}BTP-261116-000${serial},Trực tuyến,2026-11-16 08:00,${due},${ended},1.001193,Nguyễn Văn Minh,${state},,`;
  const path = join(mkdtempSync(join(tmpdir(), "motcua-external-")), "list.csv");
  const lines = [
    line(1, "2026-11-18 17:00", "", "Đang xử lý"),
    line(2, "2026-11-25 17:00", "", "Đang xử lý"),
    line(3, "2026-11-25 17:00", "2026-11-17 10:00", "Đã có kết quả"),
  ];
  writeFileSync(path, [HEADER, ...lines, ""].join("\n"));
  for (const { prefix } of [office, office, other]) {
    await importDossiers(app, { path, map: "ministry", unitCode: prefix, dryRun: false, now: NOW });
  }
  const query = ReportQuery.parse({ from: "2026-11-01", to: "2026-11-30" });
  const totalOf = (agencyId: number) =>
    reading(app, { accountId: null, agencies: [agencyId] }, async (tx) => {
      const { total } = await buildReport(tx, requestOf(query, agencyId, true, NOW), "en");
      const { received, receivedOnline, resolvedEarly, openInTime, openLate } = total;
      return { received, receivedOnline, resolvedEarly, openInTime, openLate };
    });
  expect(await totalOf(office.agencyId)).toEqual({
    received: 3,
    receivedOnline: 3,
    resolvedEarly: 1,
    openInTime: 1,
    openLate: 1,
  });
  expect(await totalOf(other.agencyId)).toMatchObject({ received: 0 });
});

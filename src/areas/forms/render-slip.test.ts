import { describe, expect, it } from "vitest";
import { type PdfPage, readPdf } from "../../../test/support/pdf.ts";
import { common, control, paper, receipt, refusal, supplement } from "../../../test/support/slips.ts";
import { assertTidy, qrCodes } from "../../../test/support/tidy-page.ts";
import { renderSlip } from "./render-slip.ts";
import type { ReceiptData } from "./slip.ts";

const oneLine = (text: string): string => text.replace(/\s+/g, " ");

describe("the receipt (giấy tiếp nhận hồ sơ và hẹn trả kết quả)", () => {
  it("carries every field of the form with full diacritics", async () => {
    const { text } = readPdf(await renderSlip("receipt", receipt));
    for (const wanted of [
      "ỦY BAN NHÂN DÂN TỈNH QUẢNG NINH",
      "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
      "Độc lập - Tự do - Hạnh phúc",
      "Hồng Gai, ngày 20 tháng 11 năm 2026",
      "GIẤY TIẾP NHẬN HỒ SƠ",
      "VÀ HẸN TRẢ KẾT QUẢ",
      "Mã hồ sơ: H49.24.7-261120-0001",
      "Tiếp nhận hồ sơ của: Nguyễn Thị Ánh Tuyết",
      "Số CCCD/Hộ chiếu: 022185001234",
      "Số điện thoại: 0912 345 678",
      "Email: anhtuyet@vidu.vn",
      "Nội dung yêu cầu giải quyết: Đăng ký khai sinh (mã thủ tục 1.001193)",
      "Chủ hồ sơ: Trần Nguyễn Bảo Khuê",
      "2. Số lượng hồ sơ: 01 bộ",
      "Hình thức nộp: Trực tiếp tại quầy",
      "3. Thời gian giải quyết hồ sơ theo quy định: 03 ngày làm việc",
      "4. Thời gian nhận hồ sơ: 08 giờ 15 phút, ngày 20/11/2026",
      "5. Thời gian trả kết quả giải quyết hồ sơ: 08 giờ 15 phút, ngày 25/11/2026",
      "6. Đăng ký nhận kết quả: Trực tiếp tại quầy",
      "Lệ phí: 50.000 đồng (đã nộp)",
      "Phí thẩm định: 1.250.000 đồng (chưa nộp)",
      "Tổng cộng: 1.300.000 đồng",
      "https://motcua.example.vn/tra-cuu",
      "Điện thoại hỗ trợ: 0203 3 825 678.",
      "NGƯỜI NỘP HỒ SƠ",
      "NGƯỜI TIẾP NHẬN HỒ SƠ",
      "Phạm Thị Hường",
      "Đánh giá sự phục vụ:",
    ]) {
      expect(oneLine(text)).toContain(wanted);
    }
    expect(text).not.toContain("\uFFFD");
    expect(text).not.toContain("\u0000");
  });

  it("lists each paper with its originals, certified copies and photocopies", async () => {
    const { pages } = readPdf(await renderSlip("receipt", receipt));
    const lines = pages[0]?.lines ?? [];
    expect(lines).toContain("1Tờ khai đăng ký khai sinh theo mẫu1––");
    expect(lines).toContain("2Giấy chứng nhận kết hôn của cha, mẹ–2–");
    expect(lines).toContain("3Giấy tờ tùy thân của người đi đăng ký––3");
  });

  it("is one page of A5 for an ordinary dossier, tidy, titled and in Vietnamese", async () => {
    const pdf = readPdf(await renderSlip("receipt", receipt));
    expect(pdf.pages).toHaveLength(1);
    expect(pdf.pages[0]?.width).toBeCloseTo((148 * 72) / 25.4, 3);
    expect(pdf.pages[0]?.height).toBeCloseTo((210 * 72) / 25.4, 3);
    expect(pdf.title).toBe("GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ – H49.24.7-261120-0001");
    expect(pdf.language).toBe("vi-VN");
    for (const page of pdf.pages) assertTidy(page);
  });

  it("has a QR code that reads as the tracking address, and no QR code without one", async () => {
    const pdf = readPdf(await renderSlip("receipt", receipt));
    expect(qrCodes(pdf.pages[0] as PdfPage)).toEqual([common.trackingUrl]);
    expect(pdf.links).toEqual([common.trackingUrl]);
    expect(pdf.text).toContain("Số theo dõi (giữ kín): 40817 03962");
    const { trackingUrl: _, ...untracked } = receipt;
    expect(qrCodes(readPdf(await renderSlip("receipt", untracked)).pages[0] as PdfPage)).toEqual([]);
  });

  it("carries thirty components and the longest names over more pages without text on text", async () => {
    const long =
      "Công Tằng Tôn Nữ Thị Nguyễn Hoàng Phương Khánh Quỳnh Như Ý Trần Lê Phạm Huỳnh Hoàng Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương";
    const components = Array.from({ length: 30 }, (_, index) =>
      paper(`Giấy tờ số ${index + 1}: bản vẽ thiết kế xây dựng được phê duyệt theo quy định của pháp luật về xây dựng`, {
        originals: 1,
        electronic: index,
      }),
    );
    const pdf = readPdf(
      await renderSlip("receipt", {
        ...receipt,
        components,
        submitter: { ...common.submitter, name: long },
        ratingUrl: "https://motcua.example.vn/danh-gia",
      }),
    );
    expect(pdf.pages.length).toBeGreaterThanOrEqual(2);
    for (const page of pdf.pages) assertTidy(page);
    for (let index = 1; index <= 30; index += 1) expect(pdf.text).toContain(`Giấy tờ số ${index}:`);
    const last = pdf.pages.at(-1) as PdfPage;
    expect(last.lines.at(-1)).toBe(`Mã hồ sơ: ${common.code}Trang ${pdf.pages.length}/${pdf.pages.length}`);
    expect(pdf.pages[1]?.lines[0]).toContain("Bản điện");
    expect(qrCodes(last)).toEqual(["https://motcua.example.vn/danh-gia"]);
  });

  it("cuts a component's name that is longer than a page, and a word wider than its column", async () => {
    const components = [paper("Tài liệu ".repeat(400)), paper("x".repeat(300))];
    const pdf = readPdf(await renderSlip("receipt", { ...receipt, components }));
    expect(pdf.text.split("Tài").length - 1).toBe(400);
    expect(pdf.text.split("x").length - 1).toBeGreaterThanOrEqual(300);
    for (const page of pdf.pages) assertTidy(page);
  });

  it("says that there is no fixed day where the law gives none, instead of inventing one", async () => {
    const { text } = readPdf(await renderSlip("receipt", { ...receipt, term: { unit: "unknown" }, dueAt: null }));
    expect(text).toContain("3. Thời gian giải quyết hồ sơ theo quy định: Không có ngày hẹn trả cụ thể theo quy định");
    expect(text).toContain("5. Thời gian trả kết quả giải quyết hồ sơ: Không có ngày hẹn trả cụ thể theo quy định");
  });

  it("marks a reprint with its number and time", async () => {
    expect(readPdf(await renderSlip("receipt", receipt)).text).not.toContain("BẢN IN LẠI");
    expect(readPdf(await renderSlip("receipt", { ...receipt, reprintNumber: 2 })).text).toContain(
      "BẢN IN LẠI LẦN 2 · 08:16 20/11/2026",
    );
  });

  it("draws a name typed in decomposed Unicode as the same letters", async () => {
    const decomposed = { ...receipt, submitter: { ...common.submitter, name: common.submitter.name.normalize("NFD") } };
    expect(readPdf(await renderSlip("receipt", decomposed)).text).toBe(readPdf(await renderSlip("receipt", receipt)).text);
  });

  it("gives the same bytes for the same data", async () => {
    expect((await renderSlip("receipt", receipt)).equals(await renderSlip("receipt", receipt))).toBe(true);
  });
});

describe("the form in force", () => {
  const on = (day: string): ReceiptData => ({ ...receipt, eventAt: new Date(`${day}T16:30:00+07:00`) });

  it("is that of Circular 01/2018 on 14 September 2025 and of Circular 03/2025 from 15 September 2025", async () => {
    expect(readPdf(await renderSlip("receipt", on("2025-09-14"))).text).toContain("Mẫu số 01 – Thông tư số 01/2018/TT-VPCP");
    expect(readPdf(await renderSlip("receipt", on("2025-09-15"))).text).toContain("Mẫu số 01 – Thông tư số 03/2025/TT-VPCP");
  });

  it("follows the office's own day, not that of the server", async () => {
    const late = { ...receipt, eventAt: new Date("2025-09-14T17:00:00Z") };
    expect(readPdf(await renderSlip("receipt", late)).text).toContain("03/2025/TT-VPCP");
  });

  it("renumbers the control slip from 05 to 06", async () => {
    expect(readPdf(await renderSlip("control", { ...control, eventAt: new Date("2025-09-14T03:00:00Z") })).text).toContain(
      "Mẫu số 05 – Thông tư số 01/2018/TT-VPCP",
    );
    expect(readPdf(await renderSlip("control", control)).text).toContain("Mẫu số 06 – Thông tư số 03/2025/TT-VPCP");
  });

  it("is refused for a day before the first circular on file", async () => {
    await expect(renderSlip("receipt", on("2017-05-04"))).rejects.toMatchObject({ code: "form_not_known", status: 422 });
  });
});

describe("the other slips", () => {
  it("asks for the supplement with papers, reason, day and contact", async () => {
    const pdf = readPdf(await renderSlip("supplement_request", supplement));
    const text = oneLine(pdf.text);
    expect(text).toContain("PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ");
    expect(text).toContain("1Giấy chứng sinh (01 bản chính)");
    expect(text).toContain("Lý do: Giấy chứng sinh bị mờ, không đọc được.");
    expect(text).toContain("Đề nghị nộp bổ sung trước: 27/11/2026");
    expect(text).toContain("Phạm Thị Hường, số điện thoại 0203 3 825 678");
    expect(text).toContain("NGƯỜI HƯỚNG DẪN");
    for (const page of pdf.pages) assertTidy(page);
  });

  it("refuses with its reason and basis", async () => {
    const pdf = readPdf(await renderSlip("refusal", refusal));
    expect(oneLine(pdf.text)).toContain("PHIẾU TỪ CHỐI TIẾP NHẬN GIẢI QUYẾT HỒ SƠ");
    expect(oneLine(pdf.text)).toContain("Lý do: Không thuộc thẩm quyền giải quyết của phường. Căn cứ: Luật Hộ tịch, Điều 35");
    for (const page of pdf.pages) assertTidy(page);
  });

  it("lists every hand-over on the control slip, on A4 today, over as many pages as needed", async () => {
    const pdf = readPdf(
      await renderSlip("control", { ...control, handOvers: Array.from({ length: 20 }, () => control.handOvers).flat() }),
    );
    expect(pdf.pages[0]?.width).toBeCloseTo((210 * 72) / 25.4, 3);
    expect(pdf.pages.length).toBeGreaterThan(1);
    expect(oneLine(pdf.text)).toContain("Cơ quan phối hợp: Công an phường Hồng Gai");
    expect(pdf.text.split("Trước hạn").length - 1).toBe(20);
    expect(pdf.text).toContain("40. Giao:");
    for (const page of pdf.pages) assertTidy(page);
  });
});

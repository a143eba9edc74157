import { describe, expect, it } from "vitest";
import { act, chooseColleague, inventChild, type Received, readReceived, receiveBirth } from "../support/dossier-steps.ts";
import { asVisitor, expectAccessible, keepShot, type Visitor, WIDTHS } from "../support/journey.ts";
import { signIn } from "../support/sign-in.ts";

/** The page as it stands, at both widths. */
async function look({ page }: Visitor, name: string): Promise<void> {
  for (const width of [WIDTHS.phone, WIDTHS.desktop]) {
    await page.setViewportSize(width);
    await keepShot(page, name);
    await expectAccessible(page);
  }
}

const MARITAL_STATUS = "Cấp giấy xác nhận tình trạng hôn nhân";

/** A procedure with a term of several days, so that a letter can still be in time. */
async function receiveMaritalStatus(visitor: Visitor, name: string): Promise<Received> {
  const { page, visit } = visitor;
  await visit(`/ho-so/tiep-nhan?q=${encodeURIComponent("tình trạng hôn nhân")}`);
  await page.getByRole("link", { name: MARITAL_STATUS, exact: true }).click();
  const owner = page.getByRole("group", { name: "Chủ hồ sơ" });
  await owner.getByLabel("Họ và tên").fill(name);
  await owner.getByLabel("Số điện thoại").fill("0912345678");
  for (const row of await page.getByRole("row").filter({ hasText: "bắt buộc" }).all())
    await row.getByLabel("Bản chính").fill("1");
  await page.getByLabel("Cách kiểm tra nhận dạng").selectOption({ label: "Thẻ căn cước" });
  await page.getByRole("group", { name: "Kết quả kiểm tra" }).getByLabel("Khớp", { exact: true }).check();
  await page.getByRole("button", { name: "Tiếp nhận và in giấy hẹn" }).click();
  return readReceived(page);
}

const inDays = (days: number): string =>
  new Intl.DateTimeFormat("vi-VN", { day: "2-digit", month: "2-digit", year: "numeric", timeZone: "Asia/Ho_Chi_Minh" }).format(
    new Date(Date.now() + days * 86_400_000),
  );

describe("beside the straight road", () => {
  const { name } = inventChild();
  let dossier: Received;

  it("the counter receives, corrects a typing error with its reason, and hands over", async () => {
    await asVisitor({}, async (visitor) => {
      const { page } = visitor;
      await signIn(visitor, "receiving_officer");
      dossier = await receiveMaritalStatus(visitor, `${name} Sai`);
      await page.getByRole("link", { name: "Sửa thông tin hồ sơ" }).click();
      await page.getByRole("group", { name: "Chủ hồ sơ" }).getByLabel("Họ và tên").fill(name);
      await page.getByRole("textbox", { name: "Lý do (bắt buộc)" }).fill("Nhập thừa chữ trong tên");
      await look(visitor, "correct");
      await page.getByRole("button", { name: "Lưu nội dung sửa" }).click();
      await page.getByText("Đã sửa thông tin hồ sơ").waitFor();
      expect(await page.getByRole("main").innerText()).toContain(`${name} Sai`);
      await act(visitor, dossier.path, "Chuyển xử lý", (form) => chooseColleague(form, /Tư pháp|hộ tịch/i));
    });
  });

  it("the specialist asks for what lacks, once and completely", async () => {
    await asVisitor({}, async (visitor) => {
      await signIn(visitor, "specialist");
      await act(visitor, dossier.path, "Yêu cầu bổ sung", async (form) => {
        await form.getByLabel("Giấy tờ cần bổ sung").fill("Quyết định ly hôn\nGiấy chứng tử của vợ hoặc chồng cũ");
        await form.getByLabel("Lý do").fill("Chưa chứng minh được tình trạng hôn nhân trước đây");
      });
      await keepShot(visitor.page, "supplement-asked");
    });
  });

  it("the counter takes it in, and both appointments stay printable", async () => {
    await asVisitor({}, async (visitor) => {
      await signIn(visitor, "receiving_officer");
      await act(visitor, dossier.path, "Nhận bổ sung", async (form) => {
        for (const box of await form.getByRole("checkbox").all()) await box.check();
      });
      expect(await visitor.page.getByRole("link", { name: /^In giấy hẹn/ }).count()).toBe(2);
    });
  });

  it("a second request needs the leader; a letter of apology is drafted, signed and sent", async () => {
    await asVisitor({}, async (visitor) => {
      await signIn(visitor, "specialist");
      await visitor.visit(dossier.path);
      await visitor.page.getByText("Yêu cầu bổ sung", { exact: true }).first().waitFor();
      await act(visitor, dossier.path, "Soạn thư xin lỗi", async (form) => {
        await form.getByLabel("Hẹn trả lại ngày").fill(inDays(21));
        await form.getByLabel("Lý do").fill("Chờ xác minh tại nơi cư trú trước đây");
      });
    });
    await asVisitor({}, async (visitor) => {
      await signIn(visitor, "leader");
      await act(visitor, dossier.path, "Cho phép yêu cầu bổ sung thêm", async (form) => {
        await form.getByLabel("Lý do").fill("Giấy tờ nộp có dấu hiệu sửa chữa");
        await form.getByLabel("Căn cứ").fill("Nghị định 123/2015/NĐ-CP, Điều 22");
      });
      await act(visitor, dossier.path, "Ký thư xin lỗi", (form) => form.getByLabel("Số thư").fill("15/TXL-UBND"));
      await keepShot(visitor.page, "leader-beside");
    });
    await asVisitor({}, async (visitor) => {
      await signIn(visitor, "receiving_officer");
      await act(visitor, dossier.path, "Gửi thư xin lỗi");
      const { page } = visitor;
      await page.getByText("Hạn trả ban đầu").first().waitFor();
      const letter = await page.request.get((await page.getByRole("link", { name: "Thư xin lỗi" }).getAttribute("href")) ?? "");
      expect(letter.headers()["content-type"]).toBe("application/pdf");
      await act(visitor, dossier.path, "Ghi nhận đề nghị rút", (form) => form.getByLabel("Lý do").fill("Không còn nhu cầu"));
    });
  });

  it("the leader lets the applicant withdraw", async () => {
    await asVisitor({}, async (visitor) => {
      await signIn(visitor, "leader");
      await act(visitor, dossier.path, "Đồng ý cho rút hồ sơ");
      await keepShot(visitor.page, "withdrawn");
    });
  });

  it("two dossiers are handed over at once, with a report for each", async () => {
    const child = inventChild();
    await asVisitor({}, async (visitor) => {
      const { page } = visitor;
      await signIn(visitor, "receiving_officer");
      const received = [await receiveBirth(visitor, child), await receiveBirth(visitor, child)];
      await visitor.visit(`/ho-so?q=${encodeURIComponent(child.parent)}`);
      // What a dossier is about needs more than a word on a line.
      const about = await page.getByRole("columnheader", { name: "Thủ tục" }).boundingBox();
      expect(about?.width).toBeGreaterThan(200);
      for (const { code } of received) await page.getByLabel(`Chọn hồ sơ ${code}`).check();
      await page.locator("summary", { hasText: "Làm với các hồ sơ đã chọn" }).click();
      const form = page.locator("#bulk");
      await form.getByLabel("Việc cần làm").selectOption({ label: "Chuyển xử lý" });
      await chooseColleague(form, /Tư pháp|hộ tịch/i);
      await keepShot(visitor.page, "bulk-form");
      await form.getByRole("button", { name: "Thực hiện" }).click();
      await page.getByText("Đã thực hiện 2 trên 2 hồ sơ.").waitFor();
      await look(visitor, "bulk-report");
    });
  });
});

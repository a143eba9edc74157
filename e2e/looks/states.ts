import { act, chooseColleague, openSection, receiveBirth } from "../support/dossier-steps.ts";
import type { Visitor } from "../support/journey.ts";
import { signIn, type StaffRole } from "../support/sign-in.ts";

/** What a page looks like in a state that no link leads to; a state of several pages names its parts. */
type State = (visitor: Visitor, take: (part: string) => Promise<void>) => Promise<void>;

const LONG = {
  name: "Nguyễn Phước Công Tằng Tôn Nữ Hoàng Diệu Huyền Trân Thị Thanh Nguyên Phương",
  parent: "Công Huyền Tôn Nữ Thị Phương Thảo Nguyễn Đoàn Trần Lê Hoàng Quỳnh Anh",
  idNumber: "036095000777",
  phone: "0912000777",
};

/** Sends the form with this button as it is opened, and waits for the summary of what is wrong. */
const sendEmpty =
  (role: StaffRole | undefined, path: string, button: string | RegExp): State =>
  async (visitor, take) => {
    const { page, visit } = visitor;
    if (role !== undefined) await signIn(visitor, role);
    await visit(path);
    await page.getByRole("button", { name: button }).last().click();
    await page.getByRole("alert").first().waitFor();
    await take("");
  };

const opened =
  (role: StaffRole | undefined, path: string, status = 200): State =>
  async (visitor, take) => {
    if (role !== undefined) await signIn(visitor, role);
    await visitor.visit(path, status);
    await take("");
  };

/** The same pages in English, as those who chose it see them. */
const inEnglish =
  (role: StaffRole | undefined, paths: readonly string[]): State =>
  async (visitor, take) => {
    if (role !== undefined) await signIn(visitor, role);
    await visitor.page.request.get("/ngon-ngu?locale=en&next=/");
    for (const path of paths) {
      await visitor.visit(path);
      await take(
        path
          .split("?")[0]
          ?.replaceAll(/[^a-z0-9]+/g, "-")
          .replaceAll(/^-|-$/g, "") || "home",
      );
    }
  };

/** As it comes out of the printer: the style sheet for paper at every width of paper. */
const printed =
  (role: StaffRole | undefined, path: string): State =>
  async (visitor, take) => {
    if (role !== undefined) await signIn(visitor, role);
    await visitor.visit(path);
    await visitor.page.emulateMedia({ media: "print" });
    await take("");
  };

async function hallOf({ page, visit }: Visitor): Promise<string> {
  await visit("/hang-doi");
  return new URL(page.url()).pathname.split("/")[2] ?? "";
}

async function addDevice({ page, visit }: Visitor, hall: string, kind: string): Promise<string> {
  await visit(`/hang-doi/${hall}/thiet-bi`);
  await page.locator("select[name=kind]").selectOption(kind);
  await page.locator("input[name=name]").fill(`Xem thử ${kind}`);
  await page.locator("form:has(select[name=kind]) button").click();
  return new URL(await page.locator(".notice a").first().innerText()).pathname;
}

/** Leaves the session, so that the browser is a device and nothing else. */
const forget = async ({ page }: Visitor): Promise<void> => page.context().clearCookies();

const boards: State = async (visitor, take) => {
  await signIn(visitor, "one_stop_head");
  const hall = await hallOf(visitor);
  const devices = ["queue", "gate", "hall"];
  const addresses: string[] = [];
  for (const kind of devices) addresses.push(await addDevice(visitor, hall, kind));
  await forget(visitor);
  for (const [at, kind] of devices.entries()) {
    await visitor.visit(addresses[at] ?? "");
    await take(kind);
  }
};

const kiosk: State = async (visitor, take) => {
  const { page, visit } = visitor;
  await signIn(visitor, "one_stop_head");
  const address = await addDevice(visitor, await hallOf(visitor), "kiosk");
  await forget(visitor);
  await visit(address);
  await take("start");
  await page.getByRole("link", { name: /^Hộ tịch/ }).click();
  await take("field");
  await page.getByRole("button", { name: "Lấy số" }).click();
  await page.waitForURL(/\/so\//);
  await take("ticket");
  for (const part of ["ho-so", "nop-phi", "danh-gia", "cam-on"]) {
    await visit(`${address}/${part}`);
    await take(part);
  }
  for (const path of ["/thu-tuc?q=khai+sinh", "/tra-cuu", "/nop-ho-so", "/thu-tuc/1.001193"]) {
    await visit(path);
    await take(
      path
        .split("?")[0]
        ?.replaceAll(/[^a-z0-9]+/g, "-")
        .slice(1) ?? "",
    );
  }
};

const ticket: State = async (visitor, take) => {
  const { page, visit } = visitor;
  await signIn(visitor, "one_stop_head");
  const hall = await hallOf(visitor);
  await forget(visitor);
  await visit(`/lay-so/${hall}`);
  await take("take");
  await page.getByRole("radio").first().check();
  await page.getByLabel("Số điện thoại (bắt buộc)").fill("0912 000 777");
  await page.getByRole("button", { name: "Lấy số" }).click();
  await page.waitForURL(/\/lay-so\/\d+\/.+/);
  await take("follow");
  await visit(`${new URL(page.url()).pathname}/in`);
  await take("paper");
  await visit(`/dat-hen/${hall}`);
  await page.getByRole("button", { name: "Xem giờ còn chỗ" }).click();
  await take("slots");
};

/** The longest names there are, in the heading, the lists, the forms and the timeline of one dossier. */
const longNames: State = async (visitor, take) => {
  const { visit } = visitor;
  await signIn(visitor, "receiving_officer");
  const { path, code } = await receiveBirth(visitor, LONG);
  await take("received");
  await act(visitor, path, "Chuyển xử lý", (form) => chooseColleague(form, /Tư pháp|hộ tịch/i));
  for (const section of ["papers", "fees", "forms", "results"]) await openSection(visitor, section).catch(() => undefined);
  await take("opened");
  await visit(`/ho-so?q=${code}`);
  await take("found");
};

const receiving: State = async (visitor, take) => {
  const { page, visit } = visitor;
  await signIn(visitor, "receiving_officer");
  await visit("/ho-so/tiep-nhan?q=khai+sinh");
  await take("choose");
  await page.getByRole("link", { name: "Đăng ký khai sinh", exact: true }).click();
  await page.getByRole("heading", { level: 1, name: "Đăng ký khai sinh" }).waitFor();
  await page.getByRole("link", { name: "Khai sinh thông thường" }).click();
  await page.getByRole("group", { name: "Chủ hồ sơ" }).waitFor();
  await take("form");
  await page.getByRole("button", { name: "Tiếp nhận và in giấy hẹn" }).click();
  await page.getByRole("alert").first().waitFor();
  await take("refused");
};

const wrongPassword: State = async ({ page, visit }, take) => {
  await visit("/dang-nhap");
  await page.getByLabel("Tên đăng nhập (bắt buộc)").fill("tiepnhan");
  await page.getByLabel("Mật khẩu (bắt buộc)").fill("khong-dung");
  await page.getByRole("button", { name: "Đăng nhập" }).click();
  await page.getByRole("alert").first().waitFor();
  await take("");
};

/** At the counter: nobody called yet, somebody called, somebody served. */
const counter: State = async (visitor, take) => {
  const { page, visit } = visitor;
  await signIn(visitor, "receiving_officer");
  await visit("/quay");
  await page.getByRole("link", { name: "Vào quầy" }).first().click();
  await page.waitForURL(/\/quay\/\d+\/\d+/);
  const finish = page.getByRole("button", { name: "Kết thúc", exact: true });
  await take("serving");
  if (await finish.isVisible()) await finish.click();
  await page.getByRole("button", { name: "Gọi số tiếp theo" }).click();
  await page.getByText(/^Đã gọi số/).waitFor();
  await take("called");
};

const ENGLISH_PUBLIC = [
  "/",
  "/thu-tuc?q=birth",
  "/thu-tuc/1.001193",
  "/tra-cuu",
  "/viec-trong-doi",
  "/nop-ho-so",
  "/niem-yet",
  "/dang-nhap",
];
const ENGLISH_DESK = ["/viec-cua-toi", "/ho-so", "/ho-so/tiep-nhan", "/chung-thuc", "/thu-phi", "/giay-to/ban-giao"];
const ENGLISH_HEAD = [
  "/bao-cao/ii06a",
  "/ket-qua-danh-gia/chi-so",
  "/ho-so/vuong-mac",
  "/quan-tri/quy-trinh",
  "/thu-phi/ky-hieu-bien-lai",
];

export const STATES: readonly (readonly [string, State])[] = [
  ["error.not-found", opened(undefined, "/khong-co-trang-nay", 404)],
  ["error.not-allowed", opened("specialist", "/quan-tri/tai-khoan", 403)],
  ["error.not-found-inside", opened("specialist", "/ho-so/99999999", 404)],
  ["empty.dossiers", opened("receiving_officer", "/ho-so?q=khongcoaitennhuthe")],
  ["empty.search", opened(undefined, "/thu-tuc?q=th%E1%BB%9Di+ti%E1%BA%BFt+ng%C3%A0y+mai")],
  ["refused.sign-in", wrongPassword],
  ["refused.look-up", opened(undefined, "/tra-cuu?ma=H99.11-200101-9999", 404)],
  ["refused.deadline", opened(undefined, "/tinh-han?received=31/02/2026&term=-4")],
  ["refused.certify", sendEmpty("receiving_officer", "/chung-thuc", /Chứng thực|Ghi/)],
  ["refused.user", sendEmpty("administrator", "/quan-tri/tai-khoan/moi", /./)],
  ["refused.article", sendEmpty("specialist", "/trang-tin/bai/moi", /Lưu bản thảo/)],
  ["english.public", inEnglish(undefined, ENGLISH_PUBLIC)],
  ["english.desk", inEnglish("receiving_officer", ENGLISH_DESK)],
  ["english.head", inEnglish("one_stop_head", ENGLISH_HEAD)],
  ["print.ii06a", printed("one_stop_head", "/bao-cao/ii06a")],
  ["print.dossiers", printed("one_stop_head", "/ho-so")],
  ["print.procedure", printed(undefined, "/thu-tuc/1.001193")],
  ["boards", boards],
  ["kiosk", kiosk],
  ["ticket", ticket],
  ["counter", counter],
  ["receive", receiving],
  ["long", longNames],
];

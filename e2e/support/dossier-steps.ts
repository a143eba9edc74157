import { expect } from "vitest";
import { keepShot, type Visitor } from "./journey.ts";

export interface Received {
  readonly path: string;
  readonly code: string;
}

/** An invented child whom no other journey has: names are what a list is searched by. */
export function inventChild(): {
  readonly name: string;
  readonly parent: string;
  readonly idNumber: string;
  readonly phone: string;
} {
  const unique = Math.floor(Math.random() * 1e7)
    .toString()
    .padStart(7, "0");
  const word = [...unique].map((digit) => "abcdeghiky"[Number(digit)]).join("");
  return {
    name: `Nguyễn Thị ${word[0]?.toUpperCase()}${word.slice(1)}`,
    parent: `Nguyễn Văn ${word}`,
    idNumber: `03609${unique}`,
    phone: `0912${unique.slice(1)}`,
  };
}

export type Child = ReturnType<typeof inventChild>;

/** Receives "Đăng ký khai sinh" at the counter, from choosing the procedure to the page of the new dossier. */
export async function receiveBirth(visitor: Visitor, child: Child): Promise<Received> {
  const { page } = visitor;
  await fillBirthForm(visitor, child);
  await keepShot(page, "receive-form");
  await page.getByRole("button", { name: "Tiếp nhận và in giấy hẹn" }).click();
  return readReceived(page);
}

/** The page of the new dossier, with its number in the confirmation. */
export async function readReceived(page: Visitor["page"]): Promise<Received> {
  await page.waitForURL(/\/ho-so\/\d+$/);
  const code = /H\d+(?:\.\d+)*-\d{6}-\d{4}/.exec(await page.getByRole("status").first().innerText())?.[0];
  expect(code, "the number of the dossier is in the confirmation").toBeDefined();
  return { path: new URL(page.url()).pathname, code: code ?? "" };
}

export async function fillBirthForm({ page, visit }: Visitor, child: Child): Promise<void> {
  await visit("/ho-so/tiep-nhan");
  const search = page.getByLabel("Tên hoặc mã thủ tục");
  if (!(await search.isVisible())) await page.locator("details").filter({ has: search }).locator("summary").click();
  await search.fill("khai sinh");
  await page.getByRole("button", { name: "Tìm thủ tục" }).click();
  await page.getByRole("link", { name: "Đăng ký khai sinh", exact: true }).click();
  await page.getByRole("heading", { level: 1, name: "Đăng ký khai sinh" }).waitFor();
  await page.getByRole("link", { name: "Khai sinh thông thường" }).click();
  const owner = page.getByRole("group", { name: "Chủ hồ sơ" });
  await owner.getByLabel("Họ và tên").fill(child.parent);
  await owner.getByLabel("Số định danh (CCCD)").fill(child.idNumber);
  await owner.getByLabel("Ngày sinh").fill("04/09/1995");
  await owner.getByLabel("Số điện thoại").fill(child.phone);
  await page.getByLabel("Nội dung yêu cầu").fill(`Khai sinh cho con ${child.name}`);
  for (const row of await page.getByRole("row").filter({ hasText: "bắt buộc" }).all())
    await row.getByLabel("Bản chính").fill("1");
  await page.getByLabel("Cách kiểm tra nhận dạng").selectOption({ label: "Thẻ căn cước" });
  await page.getByRole("group", { name: "Kết quả kiểm tra" }).getByLabel("Khớp", { exact: true }).check();
}

/** Fills and sends the form of an action on the dossier's page; returns when the page confirms it. */
export async function act(
  visitor: Visitor,
  path: string,
  action: string,
  fill: (form: ReturnType<Visitor["page"]["locator"]>) => Promise<void> = async () => {},
): Promise<void> {
  const { page, visit } = visitor;
  await visit(path);
  const fold = page
    .locator("details")
    .filter({ has: page.getByRole("button", { name: action, exact: true, includeHidden: true }) });
  if ((await fold.getAttribute("open")) === null) await fold.locator("summary").click();
  await fill(fold);
  await fold.getByRole("button", { name: action, exact: true }).click();
  // What ends a dossier is asked about once more.
  const done = page.getByText(`Đã thực hiện: ${action}.`);
  const yes = page.getByRole("dialog").locator("button[value=yes]");
  await done.or(yes).first().waitFor();
  if (await yes.isVisible()) await yes.click();
  await done.waitFor();
}

/** Unfolds a section of the dossier's page, by the name of the area that it belongs to, if it is not open already. */
export async function openSection({ page }: Visitor, name: string): Promise<void> {
  const section = page.locator(`details:has(> #muc-${name})`);
  if ((await section.getAttribute("open")) === null) await section.locator("> summary").click();
}

/** Chooses the colleague whose entry in the list of receivers holds this text. */
export async function chooseColleague(form: ReturnType<Visitor["page"]["locator"]>, holds: RegExp): Promise<void> {
  const select = form.getByLabel("Người nhận");
  const labels = await select.locator("option").allTextContents();
  const label = labels.find((each) => holds.test(each));
  if (label === undefined) throw new Error(`no colleague ${holds} among: ${labels.join("; ")}`);
  await select.selectOption({ label });
}

import { describe, it } from "vitest";
import { inventChild, readReceived } from "../support/dossier-steps.ts";
import { asVisitor, expectAccessible, keepShot, type Visitor, type VisitorOptions } from "../support/journey.ts";
import { keyboardOf } from "../support/keyboard.ts";
import { signIn } from "../support/sign-in.ts";

interface Drawing {
  readonly procedure: string;
  readonly steps: readonly {
    readonly name: string;
    readonly kind: string;
    readonly select: string;
    readonly role: string;
    readonly policy: string;
    readonly hours: string;
  }[];
  readonly actions: readonly {
    readonly from: string;
    readonly label: string;
    readonly to: string;
    readonly effects: readonly string[];
  }[];
  /** The step that needs longer than the procedure may take. */
  readonly tooLong: { readonly name: string; readonly path: RegExp };
  /** The first action of a dossier that runs by it. */
  readonly first: string;
}

const AT_COUNTER = { select: "one_stop", role: "receiving_officer", policy: "pool" } as const;

const FOUR_STEPS: Drawing = {
  procedure: "1.004884",
  steps: [
    { name: "Tiếp nhận", kind: "receive", hours: "2", ...AT_COUNTER },
    { name: "Thẩm định", kind: "process", select: "agency", role: "specialist", policy: "least_load", hours: "400" },
    { name: "Ký", kind: "sign", select: "agency", role: "leader", policy: "least_load", hours: "4" },
    { name: "Trả kết quả", kind: "return", hours: "2", ...AT_COUNTER },
  ],
  actions: [
    { from: "Tiếp nhận", label: "Giao chuyên viên", to: "tham-dinh", effects: ["form:receipt"] },
    { from: "Thẩm định", label: "Trình lãnh đạo", to: "ky", effects: [] },
    { from: "Ký", label: "Ký ban hành", to: "tra-ket-qua", effects: [] },
    { from: "Trả kết quả", label: "Trao cho người dân", to: "end", effects: [] },
  ],
  tooLong: { name: "Thẩm định", path: /\/buoc\/tham-dinh$/ },
  first: "Giao chuyên viên",
};

/** Results of the same day: received and returned by one action. */
const oneStep = (procedure: string): Drawing => ({
  procedure,
  steps: [{ name: "Giải quyết ngay", kind: "receive", hours: "400", ...AT_COUNTER }],
  actions: [{ from: "Giải quyết ngay", label: "Trả ngay tại quầy", to: "end", effects: ["form:receipt"] }],
  tooLong: { name: "Giải quyết ngay", path: /\/buoc\/giai-quyet-ngay$/ },
  first: "Trả ngay tại quầy",
});

// axe needs scripts; without them the forms must still lead all the way. One procedure each: a process has one draft.
const WAYS: readonly (readonly [string, VisitorOptions, Drawing])[] = [
  ["four steps at a desk", { width: "desktop" }, FOUR_STEPS],
  ["one step on a telephone", { width: "phone" }, oneStep("2.000635")],
  ["one step with scripts switched off", { width: "phone", scripts: false }, oneStep("1.000656")],
];

const VERSION = /\/quan-tri\/quy-trinh\/phien-ban\/\d+(#[a-z]+)?$/;

/** An empty draft filled with steps and actions, by keys alone. Ends on the draft's page. */
async function draw({ page, visit }: Visitor, { procedure, steps, actions }: Drawing): Promise<void> {
  const keys = keyboardOf(page);
  await visit("/quan-tri/quy-trinh");
  await keys.follow(page.getByRole("link", { name: "Lập quy trình" }), /\/quan-tri\/quy-trinh\/moi$/);
  await keys.type("procedure", procedure);
  await keys.mark("template", "empty");
  await keys.follow(page.getByRole("button", { name: "Lập dự thảo" }), VERSION);
  for (const step of steps) {
    await keys.follow(page.locator("main").getByRole("link", { name: "Thêm bước" }), /\/buoc\/moi$/);
    await keys.type("nameVi", step.name);
    await keys.choose("kind", step.kind);
    await keys.type("timeValue", step.hours);
    await keys.choose("role", step.role);
    await keys.choose("select", step.select);
    await keys.choose("policy", step.policy);
    await keys.type("statusVi", `Đang ở bước ${step.name.toLocaleLowerCase("vi")}`);
    await keys.follow(page.getByRole("button", { name: "Lưu bước" }), VERSION);
  }
  for (const action of actions) {
    await keys.follow(page.getByRole("link", { name: `Thêm thao tác ${action.from}` }), /\/thao-tac$/);
    await keys.type("labelVi", action.label);
    await keys.tick("to", action.to);
    for (const effect of action.effects) await keys.tick("effects", effect);
    await keys.follow(page.getByRole("button", { name: "Lưu thao tác" }), VERSION);
  }
}

/** Publishing is refused with findings; each is followed to its form and mended there. */
async function mendAndPublish(visitor: Visitor, { tooLong }: Drawing, scripts: boolean): Promise<void> {
  const { page } = visitor;
  const keys = keyboardOf(page);
  const publish = page.getByRole("button", { name: "Công bố", exact: true });
  await keys.follow(publish, /\/cong-bo$|phien-ban\/\d+/);
  await page.getByText("Các bước cần").first().waitFor();
  await keepShot(page, "process-findings");
  if (scripts) await expectAccessible(page);
  await keys.follow(page.locator("main li").getByRole("link", { name: tooLong.name, exact: true }).first(), tooLong.path);
  await keepShot(page, "process-step");
  if (scripts) await expectAccessible(page);
  await keys.type("timeValue", "6");
  await keys.follow(page.getByRole("button", { name: "Lưu bước" }), VERSION);
  await keys.type("decisionNo", "45/QĐ-UBND");
  await keys.follow(page.getByRole("button", { name: "Lưu quyết định" }), VERSION);
  await page.getByText("Quy trình đã đủ điều kiện công bố.").waitFor();
  await keys.follow(publish, VERSION);
  await page.getByText("Đã công bố quy trình.").waitFor();
  await keepShot(page, "process-published");
  if (scripts) await expectAccessible(page);
}

/** A dossier of the procedure, and the first action of its process. */
async function runOne({ page, visit }: Visitor, { procedure, first }: Drawing): Promise<void> {
  const { parent, idNumber } = inventChild();
  await visit(`/ho-so/tiep-nhan?q=${procedure}`);
  await page.locator('main a[href^="/ho-so/tiep-nhan/"]').first().click();
  const owner = page.getByRole("group", { name: "Chủ hồ sơ" });
  await owner.getByLabel("Họ và tên").fill(parent);
  await owner.getByLabel("Số định danh (CCCD)").fill(idNumber);
  for (const row of await page.getByRole("row").filter({ hasText: "bắt buộc" }).all())
    await row.getByLabel("Bản chính").fill("1");
  await page.getByLabel("Cách kiểm tra nhận dạng").selectOption({ label: "Thẻ căn cước" });
  await page.getByRole("group", { name: "Kết quả kiểm tra" }).getByLabel("Khớp", { exact: true }).check();
  await page.getByRole("button", { name: "Tiếp nhận và in giấy hẹn" }).click();
  await readReceived(page);
  const action = page.locator("details").filter({ hasText: first });
  await action.locator("summary").click();
  await keepShot(page, "process-running");
  await action.getByRole("button", { name: first }).click();
  await page.getByText("Đã chuyển bước.").waitFor();
}

describe("the designer of processes", () => {
  it.each(WAYS)("draws by keyboard, is refused, mends, publishes, and a dossier runs by it: %s", async (_, options, drawing) => {
    const scripts = options.scripts !== false;
    await asVisitor(options, async (visitor) => {
      await signIn(visitor, "one_stop_head");
      await draw(visitor, drawing);
      await mendAndPublish(visitor, drawing, scripts);
    });
    await asVisitor(options, async (visitor) => {
      await signIn(visitor, "receiving_officer");
      await runOne(visitor, drawing);
      if (scripts) await expectAccessible(visitor.page);
    });
  });
});

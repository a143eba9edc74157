import { expect, it } from "vitest";
import { asVisitor, expectAccessible, keepShot } from "../support/journey.ts";
import { signIn } from "../support/sign-in.ts";

const MOST_KEYS = 25;

it.each(["desktop", "phone"] as const)("a copy is certified and returned in at most 25 keystrokes (%s)", async (width) => {
  await asVisitor({ width, scripts: true }, async (visitor) => {
    const { page, visit } = visitor;
    await signIn(visitor, "receiving_officer");
    await visit("/chung-thuc");
    let keys = 0;
    const press = async (key: string): Promise<void> => {
      keys += 1;
      await page.keyboard.press(key);
    };
    // What the scanner types and free text are not counted.
    await page.keyboard.type("036095001234|1|Trần Thị Bích|04091995|Nữ|Xóm 5|01012022");
    await press("Tab");
    await page.keyboard.type("Bằng tốt nghiệp");
    for (const key of ["Tab", "4", "Tab", "3", "Enter"]) await press(key);
    await page.getByText("Đã chứng thực cho Trần Thị Bích").first().waitFor();
    expect(keys).toBeLessThanOrEqual(MOST_KEYS);
    await expectAccessible(page);
    await keepShot(page, `certify-${width}`);
  });
});

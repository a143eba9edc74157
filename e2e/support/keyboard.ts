import type { Locator, Page } from "playwright-core";

const MOST_TABS = 260;

/** Somebody who never touches a mouse: goes to a control with the Tab key alone, and uses it with keys. */
export function keyboardOf(page: Page) {
  /** Tabs until the control has the focus; whatever cannot be come to fails. */
  const reach = async (control: Locator): Promise<void> => {
    // `and` with :focus asks without a script of the page, so that it also works where scripts are switched off.
    const focused = control.and(page.locator(":focus"));
    for (let tabs = 0; (await focused.count()) === 0; tabs += 1) {
      if (tabs > MOST_TABS) throw new Error(`not within reach of the keyboard: ${String(control)}`);
      await page.keyboard.press("Tab");
    }
  };
  /** Past the navigation by the page's own link to its content. */
  const skip = async (): Promise<void> => {
    if ((await page.locator(":focus").count()) > 0) return;
    await page.keyboard.press("Tab");
    if ((await page.locator("a.skip:focus").count()) > 0) await page.keyboard.press("Enter");
  };
  const field = (name: string) => page.locator(`main [name="${name}"]`).first();
  return {
    reach,
    /** Presses Enter on a link or button and waits for where it leads. */
    follow: async (control: Locator, url: RegExp): Promise<void> => {
      await reach(control);
      await page.keyboard.press("Enter");
      await page.waitForURL(url);
      await skip();
    },
    type: async (name: string, words: string): Promise<void> => {
      await reach(field(name));
      await page.keyboard.press("Control+A");
      await page.keyboard.insertText(words);
    },
    /** Chooses from a list with the arrow keys. */
    choose: async (name: string, value: string): Promise<void> => {
      await reach(field(name));
      await page.keyboard.press("Home");
      const most = await field(name).locator("option").count();
      for (let keys = 0; (await field(name).inputValue()) !== value; keys += 1) {
        if (keys > most) throw new Error(`${name} has no ${value}`);
        await page.keyboard.press("ArrowDown");
      }
    },
    /** Ticks a box with the space bar. */
    tick: async (name: string, value: string): Promise<void> => {
      await reach(page.locator(`main [name="${name}"][value="${value}"]`));
      await page.keyboard.press("Space");
    },
    /** Moves the mark of a group of radio buttons with the arrow keys. */
    mark: async (name: string, value: string): Promise<void> => {
      const group = page.locator(`main [name="${name}"]`);
      await reach(group);
      const wanted = page.locator(`main [name="${name}"][value="${value}"]`);
      for (let keys = await group.count(); !(await wanted.isChecked()); keys -= 1) {
        if (keys < 0) throw new Error(`${name} has no ${value}`);
        await page.keyboard.press("ArrowDown");
      }
    },
  };
}

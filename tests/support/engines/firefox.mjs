/** Firefox for the tests, over WebDriver BiDi: a line of JSON in is a command, a line of JSON out its result. */

import { createInterface } from "node:readline";
import puppeteer from "puppeteer-core";

const [executablePath, scheme] = process.argv.slice(2);
const browser = await puppeteer.launch({
  browser: "firefox",
  executablePath,
  headless: true,
  extraPrefsFirefox: {
    "layout.css.prefers-color-scheme.content-override": scheme === "dark" ? 0 : 1,
    "ui.prefersReducedMotion": 1,
  },
});
const page = await browser.newPage();

/** Modifiers are held while the last key of "Control+c" is pressed. */
async function press(keys) {
  const names = keys.split("+");
  const last = names.pop();
  for (const name of names) await page.keyboard.down(name);
  await page.keyboard.press(last);
  for (const name of names.reverse()) await page.keyboard.up(name);
}

const commands = {
  open: (url) => page.goto(url),
  resize: (width, height) => page.setViewport({ width, height }),
  evaluate: (code) => page.evaluate(code),
  press,
  click: (selector) => page.click(selector),
  screenshot: () => page.screenshot({ encoding: "base64" }),
  version: () => browser.version(),
};
const quiet = new Set(["open", "resize"]);

for await (const line of createInterface({ input: process.stdin })) {
  const { command, values } = JSON.parse(line);
  let answer;
  try {
    const result = await commands[command](...values);
    answer = { result: quiet.has(command) ? null : (result ?? null) };
  } catch (error) {
    answer = { error: String(error?.stack ?? error) };
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
await browser.close();

// Drives the page in Firefox, over WebDriver BiDi, and prints what it saw as JSON.
//
//     node tests/page_in_firefox.mjs FIREFOX ADDRESS FOLDER BESIDE [AXE]
//
// FOLDER is a bundle; BESIDE holds book.xlsx, to be put right, and ours.py, a plugin. puppeteer-core is
// taken from the folder that LEVER5_NODE names. When it says "off", the site is to be taken off the
// network, and a line to be written to it. Files are handed in without the browser's own dialog, which
// cannot be driven; all else is done by keyboard.
import { once } from "node:events";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const [firefox, address, folder, beside, axe] = process.argv.slice(2);
const require = createRequire(`${process.env.LEVER5_NODE}/node_modules/`);
const puppeteer = require("puppeteer-core");
const browser = await puppeteer.launch({
  browser: "firefox", executablePath: firefox, headless: true,
  // Its own window: emulating one takes commands that a Firefox with long support may not know.
  defaultViewport: null, args: ["--width=1000", "--height=900"],
  extraPrefsFirefox: { "browser.download.alwaysOpenPanel": false }, // it would take the keyboard
});
let page;
const seen = { asked: [], late: [], said: [], axe: [] };
try {
  page = await browser.newPage();
  page.setDefaultTimeout(90_000);
  let started = false;
  page.on("request", (request) => (started ? seen.late : seen.asked).push(request.url()));
  page.on("dialog", (dialog) => dialog.accept()); // it asks before files that are not kept are lost
  page.on("pageerror", (error) => seen.said.push(String(error)));
  await page.goto(address);
  const button = (name) => page.waitForSelector(`::-p-aria([name="${name}"][role="button"])`);
  const focused = () => page.evaluate(() => {
    const one = document.activeElement;
    return one === document.body ? "" : ((one.labels?.[0] ?? one).innerText || one.ariaLabel || "").replace(/\s+/g, " ").trim();
  });
  const reach = async (name) => {
    for (let at = 0; at < 400; at += 1) {
      await page.keyboard.press("Tab");
      if ((await focused()).startsWith(name)) return;
    }
    throw new Error(`${name} is not reached by keyboard`);
  };
  const press = async (name) => { await reach(name); await page.keyboard.press("Enter"); };
  const goTo = async (step) => {
    await page.$eval(".steps li:last-child button", (one) => one.focus());
    for (let at = 0; at < 4 && !(await focused()).endsWith(step); at += 1) {
      await page.keyboard.down("Shift");
      await page.keyboard.press("Tab");
      await page.keyboard.up("Shift");
    }
    await page.keyboard.press("Enter");
  };
  const text = (said) => page.waitForSelector(`::-p-text(${said})`);
  const hand = async (name, ...paths) => {
    await reach(name);
    const input = await page.evaluateHandle(() => document.activeElement);
    await input.uploadFile(...paths);
  };
  const look = async (state) => {
    if (!axe) return;
    await page.evaluate(readFileSync(axe, "utf-8"));
    const found = await page.evaluate((tags) => axe.run(document, { runOnly: tags, resultTypes: ["violations"] }), ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]);
    for (const one of found.violations) seen.axe.push([state, one.id]);
  };
  await button("Try the example");
  started = true;
  await look("files");

  await hand("Choose files", ...readdirSync(folder).map((name) => join(folder, name)), join(beside, "book.xlsx"));
  await page.waitForSelector("::-p-text(Nothing is judged yet.)");
  await look("recognized");
  await press("Put right book.xlsx!Notes");
  await text("What this is");
  await reach("What this is");
  await page.keyboard.type("calibration");
  await text("Which column holds what?");
  await reach("session id");
  await page.keyboard.type("Nr");
  await press("Read it with these columns");
  await text("book-notes.mapping.toml was written");
  seen.right = await page.$$eval(".files code", (all) => all.map((one) => one.textContent));
  await press("Leave out book.xlsx");
  await text("book.xlsx was left out.");
  await press("Leave out book-notes.mapping.toml");
  await text("book-notes.mapping.toml was left out.");
  await press("Check now");
  await page.waitForSelector(".shown-report h1");
  await page.waitForSelector("::-p-text(The check is complete)");
  seen.district = await page.$eval(".shown-report h1", (one) => one.textContent);
  seen.findings = await page.$$eval("article.finding", (all) => all.length);
  seen.focus = await page.evaluate(() => document.activeElement.tagName);
  await page.$eval(".evidence .look", (one) => {
    for (let at = one; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
    one.focus();
  });
  await page.keyboard.press("Enter");
  await page.waitForSelector(".excerpt");
  await page.keyboard.press("Escape");
  seen.excerpts = await page.$$eval(".excerpt", (all) => all.length);
  await goTo("Take away");
  await page.waitForSelector("::-p-text(Each file is written here)");
  await look("take away");
  await page.evaluate(() => {
    globalThis.taken = new Promise((met) => {
      const plain = URL.createObjectURL;
      URL.createObjectURL = (blob) => { blob.text().then(met); return plain.call(URL, blob); };
    });
  });
  await press("JSON of the report");
  seen.report = await page.evaluate(() => globalThis.taken);
  await page.evaluate(() => {
    globalThis.taken = new Promise((met) => {
      const plain = URL.createObjectURL;
      URL.createObjectURL = (blob) => { blob.text().then(met); return plain.call(URL, blob); };
    });
  });
  await press("Markdown of the work list");
  await text("plan.md was saved.");
  writeFileSync(join(beside, "plan.md"), await page.evaluate(() => globalThis.taken));
  await hand("Keep the notes of an earlier plan", join(beside, "plan.md"));
  await text("are kept in the next plan");
  seen.plan = true;

  await goTo("Files");
  await press("Rules of your own");
  await hand("Add a plugin of one file", join(beside, "ours.py"));
  await text("Loaded: ours.");
  seen.plugin = true;

  await goTo("Files");
  await press("Keep these files");
  await page.waitForSelector("::-p-text(of a district are kept in this browser)");
  started = false;
  await page.reload();
  await button("Open the kept files");
  await press("Open the kept files");
  await page.waitForSelector("::-p-text(opened, as they were kept)");
  await goTo("Files");
  await press("Forget");
  await page.waitForSelector("::-p-text(Nothing is kept in this browser any more.)");

  console.log("off");
  await once(process.stdin, "data");
  await page.reload();
  await button("Try the example");
  await press("Try the example");
  await text("This is Cedar Hollow ISD");
  await press("Check now");
  await text("The check is complete");
  seen.offline = await page.$$eval("article.finding", (all) => all.length);
  seen.whole = true;
} catch (error) {
  const shown = await page?.$$eval(".told, [role=alert], h1, :focus", (all) => all.map((one) => one.textContent));
  seen.failed = `${error}; shown are: ${shown}`;
} finally {
  process.stdin.destroy();
  await browser.close();
}
console.log(JSON.stringify(seen));

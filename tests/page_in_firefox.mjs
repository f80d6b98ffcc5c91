// Drives the page in Firefox, over WebDriver BiDi, and prints what it saw as JSON.
//
//     node tests/page_in_firefox.mjs FIREFOX ADDRESS FOLDER [AXE]
//
// FOLDER is a bundle; puppeteer-core is taken from the folder that LEVER5_NODE names.
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const [firefox, address, folder, axe] = process.argv.slice(2);
const require = createRequire(`${process.env.LEVER5_NODE}/node_modules/`);
const puppeteer = require("puppeteer-core");
const browser = await puppeteer.launch({ browser: "firefox", executablePath: firefox, headless: true });
const seen = { asked: [], late: [], said: [], axe: [] };
try {
  const page = await browser.newPage();
  page.setDefaultTimeout(90_000);
  await page.setViewport({ width: 1000, height: 900 });
  let started = false;
  page.on("request", (request) => (started ? seen.late : seen.asked).push(request.url()));
  page.on("pageerror", (error) => seen.said.push(String(error)));
  await page.goto(address);
  const button = (name) => page.waitForSelector(`::-p-aria([name="${name}"][role="button"])`);
  const press = async (name) => (await button(name)).click();
  const look = async (state) => {
    if (!axe) return;
    await page.evaluate(readFileSync(axe, "utf-8"));
    const found = await page.evaluate((tags) => axe.run(document, { runOnly: tags, resultTypes: ["violations"] }), ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]);
    for (const one of found.violations) seen.axe.push([state, one.id]);
  };
  await button("Try the example");
  started = true;
  await look("files");

  const upload = await page.$("input[type=file]:not([webkitdirectory])");
  await upload.uploadFile(...readdirSync(folder).map((name) => join(folder, name)));
  await page.waitForSelector("::-p-text(Nothing is judged yet.)");
  await look("recognized");
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
  await press("4 Take away");
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

  await press("1 Files");
  await press("Keep these files");
  await page.waitForSelector("::-p-text(of a district are kept in this browser)");
  started = false;
  await page.reload();
  await press("Open the kept files");
  await page.waitForSelector("::-p-text(opened, as they were kept)");
  await press("1 Files");
  await press("Forget");
  await page.waitForSelector("::-p-text(Nothing is kept in this browser any more.)");
  seen.whole = true;
} catch (error) {
  seen.failed = String(error);
} finally {
  await browser.close();
}
console.log(JSON.stringify(seen));

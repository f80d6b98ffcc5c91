// A report within the page: its own markup and its own script, with the evidence opened on the spot.
import { begin } from "./report.js";

/**
 * @param {HTMLElement} place
 * @param {{html: string, pages: Object<string, number[]>}} result
 * @param {import("./store.js").Store} store
 * @returns {() => void} what ends it
 */
export function showReport(place, result, store) {
  const body = bodyOf(result.html);
  body.querySelector(".skip")?.remove();
  for (const main of body.querySelectorAll("main")) main.replaceWith(...main.childNodes);
  for (const head of body.querySelectorAll("header")) {
    const plain = document.createElement("div");
    plain.className = "head";
    plain.append(...head.childNodes);
    head.replaceWith(plain);
  }
  body.querySelector("h1")?.setAttribute("tabindex", "-1");
  place.replaceChildren(...body.childNodes);
  addEvidence(place, result.pages, store);
  const listened = [];
  begin((name, act) => {
    listened.push([name, act]);
    addEventListener(name, act);
  });
  return () => {
    for (const [name, act] of listened) removeEventListener(name, act);
    place.replaceChildren();
  };
}

/**
 * The body of a page that Python wrote, without its script; its style is that of this page.
 * @param {string} page
 */
export function bodyOf(page) {
  const from = page.indexOf("<body>") + "<body>".length;
  const markup = page.slice(from, page.lastIndexOf("<script>"));
  return document.adoptNode(new DOMParser().parseFromString(markup, "text/html").body);
}

/** Make each place of evidence, and each cited page, a button that shows what stands there. */
function addEvidence(place, pages, store) {
  for (const list of place.querySelectorAll(".evidence")) {
    const element = list.closest("[id^='e-']")?.id.slice(2);
    if (!element) continue;
    [...list.querySelectorAll("li")].forEach((item, at) => {
      const line = item.querySelector(".at");
      const file = fileOf(item);
      if (line && file) makeButton(line, `Show ${line.textContent} of ${file}`, item, () => store.show(element, at, false));
      const cited = item.querySelector("cite");
      if (cited && pages[element]?.includes(at)) {
        makeButton(cited, `Show ${cited.textContent}`, item, () => store.show(element, at, true));
      }
    });
  }
}

function fileOf(item) {
  let before = item.parentElement.previousElementSibling;
  while (before && !before.matches(".file")) before = before.previousElementSibling;
  return before?.querySelector("code")?.textContent ?? "";
}

function makeButton(inside, name, item, show) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "look";
  button.setAttribute("aria-expanded", "false");
  button.setAttribute("aria-label", name);
  button.append(...inside.childNodes);
  if (!button.textContent.trim()) button.textContent = "show";
  inside.append(button);
  button.addEventListener("click", async () => {
    const shown = item.querySelector(".excerpt");
    const mine = shown?.dataset.of === name;
    shown?.remove();
    for (const one of item.querySelectorAll(".look")) one.setAttribute("aria-expanded", "false");
    if (mine) return;
    let excerpt;
    try {
      excerpt = drawn(await show(), name);
    } catch (error) {
      excerpt = drawn({ title: error.message, heads: [], lines: [], quote: "" }, name);
    }
    button.setAttribute("aria-expanded", "true");
    item.append(excerpt);
    excerpt.focus({ preventScroll: true });
    excerpt.scrollIntoView({ block: "nearest" });
    excerpt.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      excerpt.remove();
      button.setAttribute("aria-expanded", "false");
      button.focus();
    });
  });
}

/** @param {{title: string, heads: string[], lines: {at: string, cells: string[], meant: boolean}[], quote: string}} shown */
function drawn(shown, name) {
  const place = element("div", { class: "excerpt", role: "region", "aria-label": shown.title, tabindex: "0", "data-of": name });
  place.append(element("p", { class: "soft" }, `${shown.title}. Your own file, shown only here.`));
  if (!shown.lines.length) {
    place.firstChild.textContent = shown.title;
    return place;
  }
  const paged = shown.lines.every((one) => !one.at);
  if (paged) {
    const page = element("p", { class: "paper" });
    const text = shown.lines.map((one) => one.cells[0]).join("\n");
    const at = shown.quote ? text.indexOf(shown.quote) : -1;
    if (at < 0) page.append(text);
    else page.append(text.slice(0, at), element("mark", {}, shown.quote), text.slice(at + shown.quote.length));
    place.append(page);
    return place;
  }
  const table = element("table", { class: "rows" });
  if (shown.heads.length) {
    const row = element("tr", {}, element("th", { scope: "col" }, "row"), ...shown.heads.map((one) => element("th", { scope: "col" }, one)));
    table.append(element("thead", {}, row));
  }
  const rows = shown.lines.map((one) => element("tr", one.meant ? { class: "meant" } : {},
    element("th", { scope: "row" }, one.meant ? `${one.at} ◂` : one.at),
    ...one.cells.map((cell) => element("td", {}, cell))));
  table.append(element("tbody", {}, ...rows));
  place.append(table);
  return place;
}

function element(name, attributes, ...inside) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...inside);
  return made;
}

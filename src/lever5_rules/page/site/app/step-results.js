// The third step: the report itself, with controls above it and evidence beside its findings.
import { about } from "./about.js";
import { html, useLayoutEffect, useRef } from "./preact.js";
import { bodyOf, showReport } from "./shown-report.js";
import { chosen } from "./chosen.js";
import { Pick } from "./step-files.js";

export function ResultsStep({ store }) {
  const { result } = store;
  return html`
    <div class="app-only">
      ${store.stale && html`<p class="warning">Something was changed since this check. <button type="button" class="main" onClick=${() => store.check()}>Check again</button></p>`}
      <${Controls} store=${store} />
      ${result.changes && html`<details class="fold changes"><summary>What changed since the check before</summary><${Changes} page=${result.changes} /></details>`}
    </div>
    <${Report} result=${result} store=${store} />`;
}

function Controls({ store }) {
  const { choices, settings } = store;
  const set = (name) => (event) => { settings[name] = event.target.value; store.redraw(); };
  const check = (event) => {
    event.preventDefault();
    const day = event.target.querySelector("input[type=date]");
    if (day.validity.valid) store.check();
    else {
      store.refuse("The day of the review is not complete. Give day, month and year, or leave it empty.");
      day.focus();
    }
  };
  return html`
    <details class="fold" open=${!store.result.complete}>
      <summary>Day of the review, thresholds, selection, earlier report</summary>
      <form class="fields" noValidate onSubmit=${check}>
        <label class="field">Day of the review
          <input type="date" min="2000-01-01" max="2099-12-31" value=${settings.as_of} onChange=${set("as_of")} /></label>
        <label class="field">Ruleset, which sets the thresholds
          <select value=${settings.ruleset} onChange=${set("ruleset")} disabled=${about.ruleset !== null}>
            ${about.ruleset !== null
              ? html`<option value=${about.ruleset}>that of this site</option>`
              : choices.rulesets.map((one) => html`<option value=${one}>${one}</option>`)}
          </select></label>
        <label class="field">Selection
          <select value=${settings.select} onChange=${set("select")}>
            <option value="">all ${Object.keys(choices.criteria).length} criteria</option>
            <optgroup label="Key practices">${Object.entries(choices.practices).map(([id, title]) => html`<option value=${id}>${id} ${title}</option>`)}</optgroup>
            <optgroup label="Criteria">${Object.entries(choices.criteria).map(([id, title]) => html`<option value=${id}>${id} ${title}</option>`)}</optgroup>
          </select></label>
        <p class="buttons"><button class="main">Check with these settings</button></p>
      </form>
      <p class="note">Without a day, that of the district’s profile is taken, or else today.</p>
      <p class="buttons">
        <${Pick} label=${store.earlier ? "Compare with another report" : "Compare with an earlier report (report.json)"} accept=".json" take=${(list) => store.compareWith([...chosen(list).values()][0])} />
        ${store.earlier && html`<button type="button" onClick=${() => store.compareWith(null)}>Do not compare</button> <span class="soft">${store.earlier.said}</span>`}
      </p>
    </details>`;
}

function Report({ result, store }) {
  const place = useRef(null);
  useLayoutEffect(() => showReport(place.current, result, store), [result]);
  return html`<div ref=${place} class="shown-report"></div>`;
}

function Changes({ page }) {
  const place = useRef(null);
  useLayoutEffect(() => {
    const shown = bodyOf(page).querySelector("main");
    shown.querySelectorAll("[id]").forEach((one) => { one.id = `app-${one.id}`; });
    shown.querySelectorAll("[aria-labelledby]").forEach((one) => {
      one.setAttribute("aria-labelledby", `app-${one.getAttribute("aria-labelledby")}`);
    });
    place.current.replaceChildren(...shown.childNodes);
  }, [page]);
  return html`<div ref=${place}></div>`;
}

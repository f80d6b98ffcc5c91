// The second step: what each file was taken for, before any verdict, and how to put it right.
import { html, useEffect, useState } from "./preact.js";
import { Pick } from "./step-files.js";
import { chosen } from "./chosen.js";
import { plural } from "./store.js";

const WRONG = new Set(["unknown", "unreadable"]);

export function RecognizedStep({ store }) {
  const { files, missing, problems, passed_over } = store.recognized;
  const unknown = files.filter((one) => one.status === "unknown");
  const unread = files.filter((one) => one.status === "unreadable");
  const needs = missing.reduce((sum, one) => sum + one.needs.length, 0);
  return html`
    <h1 tabindex="-1">What was recognized</h1>
    <p class="lead">${summary(files, unknown, unread, needs)} Nothing is judged yet.</p>
    <p class="buttons">
      <button type="button" class="main" onClick=${() => store.check()}>Check now</button>
      <${Pick} label="Add files" multiple take=${(list) => store.add(chosen(list))} />
    </p>
    <section aria-labelledby="app-files">
      <h2 id="app-files">Files</h2>
      <ul class="files">${files.map((one) => html`<${File} key=${one.path} file=${one} store=${store} />`)}</ul>
    </section>
    ${(problems.length > 0 || passed_over.length > 0) && html`
      <section aria-labelledby="app-problems"><h2 id="app-problems">About the whole</h2>
        <ul class="notes">${problems.map((one) => html`<li>${one.text}</li>`)}${passed_over.map((one) => html`<li>${one}</li>`)}</ul>
      </section>`}
    <section aria-labelledby="app-missing">
      <h2 id="app-missing">What is not there, by office</h2>
      ${needs === 0 && html`<p>Every kind of evidence is there.</p>`}
      ${missing.map((one) => html`<${Office} one=${one} />`)}
    </section>`;
}

function summary(files, unknown, unread, needs) {
  const read = files.filter((one) => one.kind && one.status === "read").length;
  const said = [`${plural(read, "piece")} of evidence ${read === 1 ? "was" : "were"} recognized.`];
  if (unknown.length) said.push(`${plural(unknown.length, "file")} or sheet${unknown.length === 1 ? " was" : "s were"} not recognized.`);
  if (unread.length) said.push(`${plural(unread.length, "file")} could not be read.`);
  if (needs) said.push(`${plural(needs, "kind")} of evidence ${needs === 1 ? "is" : "are"} not there.`);
  return said.join(" ");
}

function File({ file, store }) {
  const [open, setOpen] = useState(false);
  const alone = !file.path.includes("!");
  const table = /\.(csv|tsv|json)$/i.test(file.path) || !alone;
  return html`
    <li class=${WRONG.has(file.status) ? "wrong" : file.status}>
      <div class="file-line">
        <code>${file.path}</code>
        <b>${file.label}</b>
        <span class="state">${file.said}</span>
        <span class="do">
          ${file.status === "unknown" && table && html`<button type="button" aria-expanded=${open} onClick=${() => setOpen(!open)}>Put right<span class="unseen"> ${file.path}</span></button>`}
          ${alone && store.files.has(file.path) && html`<button type="button" class="look" onClick=${() => store.remove(file.path)}>Leave out<span class="unseen"> ${file.path}</span></button>`}
        </span>
      </div>
      ${file.problems.length > 0 && html`<ul class="problems">${file.problems.map((one) => html`<li class=${one.severity}>${one.text}</li>`)}${file.more > 0 && html`<li>and ${file.more} more, which the report has.</li>`}</ul>`}
      ${open && file.status === "unknown" && html`<div class="right"><${PutRight} file=${file} store=${store} /></div>`}
    </li>`;
}

function PutRight({ file, store }) {
  const [rows, setRows] = useState(null);
  const [kind, setKind] = useState("");
  useEffect(() => {
    store.table(file.path).then(setRows, (error) => setRows({ heads: [], rows: [], error: error.message }));
  }, [file.path]);
  if (!rows) return html`<p role="status">Looking into it…</p>`;
  const held = store.choices.kinds.find((one) => one.name === kind);
  const sheet = file.path.includes("!");
  const json = /\.json$/i.test(file.path);
  return html`
    ${rows.error && html`<p>${rows.error}</p>`}
    ${rows.heads.length > 0 && html`<div class="wide" role="region" aria-label="The first rows" tabindex="0"><table class="rows">
      <thead><tr>${rows.heads.map((one) => html`<th scope="col">${one}</th>`)}</tr></thead>
      <tbody>${rows.rows.map((row) => html`<tr>${row.map((one) => html`<td>${one}</td>`)}</tr>`)}</tbody></table></div>`}
    <label class="field">What this is
      <select value=${kind} onChange=${(event) => setKind(event.target.value)}>
        <option value="">Choose…</option>
        ${store.choices.kinds.filter((one) => sheet || one.table).map((one) => html`<option value=${one.name}>${one.label}</option>`)}
      </select></label>
    ${held && html`<p class="soft">${held.meaning}</p>`}
    ${held && !json && html`<p class="buttons"><button type="button" class="main" onClick=${() => store.replace(file.path, "name_as", { path: file.path, kind })}>
      ${sheet ? "Name the sheet so" : "Name the file so"}</button>
      <span class="soft">if its columns have the names that this tool knows.</span></p>`}
    ${held && !sheet && held.table && html`<${Columns} file=${file} kind=${held} heads=${rows.heads} store=${store} />`}`;
}

function Columns({ file, kind, heads, store }) {
  const submit = (event) => {
    event.preventDefault();
    const form = new FormData(event.target);
    const chosen = { columns: {}, constants: {}, roles: {} };
    for (const one of kind.fields) {
      const [how, ...value] = (form.get(one.name) ?? "").split(":");
      if (how) chosen[how][one.name] = value.join(":");
    }
    store.replace("", "map_columns", { path: file.path, kind: kind.name, ...chosen });
  };
  const word = (text) => text.toLowerCase().replace(/[^a-z0-9]+/g, "");
  return html`
    <form class="mapping" onSubmit=${submit}>
      <p>Or say which column holds what; that is saved as a mapping file, which reads the same export next time:</p>
      <div class="fields">${kind.fields.map((one) => html`
        <label class="field">${one.label}${one.optional ? "" : " (needed)"}
          <select name=${one.name} title=${one.meaning}>
            <option value="">no column</option>
            ${heads.map((head) => html`<option value=${`columns:${head}`} selected=${word(head) === word(one.name)}>${head}</option>`)}
            ${one.role_of && html`<option value=${`roles:${one.role_of}`}>as the staff roster has it</option>`}
            ${Object.keys(one.words).length > 0 && html`<optgroup label="The same in every row">${Object.entries(one.words).map(([name, said]) => html`<option value=${`constants:${name}`}>${said}</option>`)}</optgroup>`}
          </select></label>`)}</div>
      <p><button>Read it with these columns</button></p>
    </form>`;
}

function Office({ one }) {
  return html`
    <h3>${one.office[0].toUpperCase() + one.office.slice(1)}</h3>
    <ul class="plain needs">${one.needs.map((need) => html`
      <li><span><b>${need.label}</b> <span class="soft">(${need.file}; ${plural(need.criteria, "criterion").replace("criterions", "criteria")})</span><br />${need.meaning}</span></li>`)}</ul>`;
}

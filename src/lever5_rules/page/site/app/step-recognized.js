// The second step: what each file was taken for, before any verdict, and how to put it right.
import { html, useEffect, useRef, useState } from "./preact.js";
import { Pick } from "./step-files.js";
import { chosen } from "./chosen.js";
import { plural } from "./contents.js";

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
  const wrong = WRONG.has(file.status);
  const doubtful = wrong || file.problems.some((one) => one.severity !== "note");
  return html`
    <li class=${wrong ? "wrong" : file.status}>
      <div class="file-line">
        <code>${file.path}</code>
        <b>${file.label}</b>
        <span class="state">${file.said}</span>
        <span class="do">
          ${file.table && html`<button type="button" class=${doubtful ? undefined : "look"} aria-expanded=${open} onClick=${() => setOpen(!open)}>Put right<span class="unseen"> ${file.path}</span></button>`}
          ${alone && store.files.has(file.path) && html`<button type="button" class="look" onClick=${() => store.remove(file.path)}>Leave out<span class="unseen"> ${file.path}</span></button>`}
        </span>
      </div>
      ${file.problems.length > 0 && html`<ul class="problems">${file.problems.map((one) => html`<li class=${one.severity}>${one.text}</li>`)}${file.more > 0 && html`<li>and ${file.more} more, which the report has.</li>`}</ul>`}
      ${open && html`<div class="right"><${PutRight} file=${file} store=${store} done=${() => setOpen(false)} /></div>`}
    </li>`;
}

/** What the file or sheet is, and which of its columns holds what. */
function PutRight({ file, store, done }) {
  const [table, setTable] = useState(null);
  const [kind, setKind] = useState(file.kind);
  useEffect(() => {
    let wanted = true;
    store.table(file.path, kind)
      .catch((error) => ({ heads: [], rows: [], columns: [], error: error.message }))
      .then((found) => { if (wanted) setTable({ ...found, kind }); });
    return () => { wanted = false; };
  }, [file.path, kind]);
  if (!table) return html`<p role="status">Looking into it…</p>`;
  const held = table.kind === kind && store.choices.kinds.find((one) => one.name === kind);
  const sheet = file.path.includes("!");
  const ended = (well) => { if (well) done(); };
  const byName = held && !/\.json$/i.test(file.path) && kind !== file.kind && html`
    <p class="buttons"><button type="button" class=${held.table && !table.named ? undefined : "main"} onClick=${() => store.replace(file.path, "name_as", { path: file.path, kind }).then(ended)}>
      ${sheet ? "Name the sheet so" : "Name the file so"}</button>
      <span class="soft">${held.table && !table.named ? "if its columns have the names that this tool knows, which they do not all seem to have." : `It is then read as ${held.label}, and nothing else in it is changed.`}</span></p>`;
  const columns = held?.table && table.columns.length > 0
    && html`<${Columns} key=${kind} file=${file} kind=${held} table=${table} store=${store} ended=${ended} main=${!table.named} />`;
  return html`
    ${table.error && html`<p>${table.error}</p>`}
    ${table.heads.length > 0 && html`<div class="wide" role="region" aria-label="The first rows" tabindex="0"><table class="rows">
      <thead><tr>${table.heads.map((one) => html`<th scope="col">${one}</th>`)}</tr></thead>
      <tbody>${table.rows.map((row) => html`<tr>${row.map((one) => html`<td>${one}</td>`)}</tr>`)}</tbody></table></div>`}
    <label class="field">What this is
      <select value=${kind} onChange=${(event) => setKind(event.target.value)}>
        <option value="">Choose…</option>
        ${store.choices.kinds.filter((one) => sheet || one.table).map((one) => html`<option value=${one.name}>${one.label}</option>`)}
      </select></label>
    ${held && html`<p class="soft">${held.meaning}</p>`}
    ${table.named ? [byName, columns] : [columns, byName]}`;
}

function Columns({ file, kind, table, store, ended, main }) {
  const { columns = table.likely, roles = {}, constants = {}, values = {}, order = "" } = table.before;
  const [unknown, setUnknown] = useState({});
  const form = useRef(null);
  const worded = kind.fields.filter((one) => Object.keys(one.words).length > 0);
  const lookAtWords = async () => {
    const heads = worded.map((one) => [one.name, form.current.elements.namedItem(one.name).value])
      .filter(([, chosen]) => chosen.startsWith("columns:"))
      .map(([name, chosen]) => [name, chosen.slice("columns:".length)]);
    const found = heads.length ? await store.words(file.path, kind.name, Object.fromEntries(heads)).catch(() => ({})) : {};
    if (form.current) setUnknown(found);
  };
  useEffect(() => { lookAtWords(); }, []);
  const submit = (event) => {
    event.preventDefault();
    const form = new FormData(event.target);
    const chosen = { columns: {}, constants: {}, roles: {}, values: {}, order: form.get("order of dates") };
    for (const one of kind.fields) {
      const [how, ...value] = (form.get(one.name) ?? "").split(":");
      if (how) chosen[how][one.name] = value.join(":");
    }
    for (const [name, { words }] of Object.entries(unknown)) {
      const said = words.map(({ word }, at) => [word, form.get(`${name} ${at}`)]).filter(([, meant]) => meant);
      chosen.values[name] = Object.fromEntries(said.map(([word, meant]) => [word, meant.slice("=".length)]));
    }
    store.replace("", "map_columns", { path: file.path, kind: kind.name, ...chosen }).then(ended);
  };
  const field = (one) => html`
    <label class="field">${one.label}${one.optional ? "" : " (needed)"}
      <select name=${one.name} title=${one.meaning} onChange=${worded.includes(one) ? lookAtWords : undefined}>
        <option value="">no column</option>
        ${table.columns.map((head) => html`<option value=${`columns:${head}`} selected=${columns[one.name] === head}>${head}</option>`)}
        ${one.role_of && html`<option value=${`roles:${one.role_of}`} selected=${roles[one.name] === one.role_of}>as the staff roster has it</option>`}
        ${worded.includes(one) && html`<optgroup label="The same in every row">${Object.entries(one.words).map(([name, said]) => html`<option value=${`constants:${name}`} selected=${constants[one.name] === name}>${said}</option>`)}</optgroup>`}
      </select></label>`;
  const asked = worded.filter((one) => unknown[one.name]?.words.length > 0);
  return html`
    <form class="mapping" ref=${form} onSubmit=${submit}>
      <p>Which column holds what? That is saved as a mapping file, which reads the same export next time.</p>
      <div class="fields">${kind.fields.map(field)}
        <label class="field">Order of dates such as 9/4/2026
          <select name="order of dates">
            <option value="">as in the district’s profile</option>
            <option value="mdy" selected=${order === "mdy"}>month, day, year</option>
            <option value="dmy" selected=${order === "dmy"}>day, month, year</option>
          </select></label>
      </div>
      <p role="status" class="soft">${asked.length > 0 && `Words are not known in ${asked.map((one) => one.label).join(", ")}. Say below what they mean here.`}</p>
      ${asked.map((one) => html`<${Words} key=${one.name} field=${one} found=${unknown[one.name]} said=${values[one.name] ?? {}} />`)}
      <p><button class=${main ? "main" : undefined}>Read it with these columns</button></p>
    </form>`;
}

/** What words of one column mean, where the vocabulary of its field does not have them. */
function Words({ field, found, said }) {
  return html`
    <fieldset class="campuses"><legend>Words of ${field.label} that are not known</legend>
      <div class="fields">${found.words.map(({ word, rows }, at) => html`
        <label class="field">${word} (${plural(rows, "row")})
          <select name=${`${field.name} ${at}`}>
            <option value="">not said: it cannot be read</option>
            ${Object.entries(field.words).map(([name, label]) => html`<option value=${`=${name}`} selected=${said[word] === name}>${label}</option>`)}
            <option value="=" selected=${said[word] === ""}>nothing, as if the cell were empty</option>
          </select></label>`)}
      </div>
      ${found.more > 0 && html`<p class="soft">and ${plural(found.more, "more word")}. Is this the right column?</p>`}
    </fieldset>`;
}

function Office({ one }) {
  return html`
    <h3>${one.office[0].toUpperCase() + one.office.slice(1)}</h3>
    <ul class="plain needs">${one.needs.map((need) => html`
      <li><span><b>${need.label}</b> <span class="soft">(${need.file}; ${plural(need.criteria, "criterion").replace("criterions", "criteria")})</span><br />${need.meaning}</span></li>`)}</ul>`;
}

// The first step: the district's files, the example, or a workbook to begin with.
import { chosen } from "./chosen.js";
import { html, useState } from "./preact.js";
import { plural } from "./contents.js";

export function FilesStep({ store }) {
  const [over, setOver] = useState(false);
  return html`
    <h1 tabindex="-1">Check a district’s evidence</h1>
    <p class="lead">Choose the district’s workbook, its folder, or a zip of it. Everything is read and judged in this
      browser: <b>no file leaves this computer</b>, and nothing is kept when the page is closed unless you ask for it.</p>
    <div class=${over ? "drop over" : "drop"} onDragOver=${() => setOver(true)}
      onDragLeave=${() => setOver(false)} onDrop=${() => setOver(false)}>
      <p><b>Drop files or a folder here</b>, or choose them:</p>
      <p class="buttons">
        <${Pick} label="Choose files" main multiple take=${(list) => store.add(chosen(list))} />
        <${Pick} label="Choose a folder" main folder take=${(list) => store.add(chosen(list))} />
        <button type="button" onClick=${() => store.example()}>Try the example</button>
      </p>
    </div>
    ${store.files.size > 0 && html`<${Chosen} store=${store} />`}
    ${store.keep.possible && html`<${Kept} store=${store} />`}
    <${Begin} store=${store} />
    <${Plugins} store=${store} />
    <p class="note">${store.offline
      ? "The page is kept in this browser and works without a network from now on."
      : "This browser does not keep the page, so it needs the network when it is opened."}</p>`;
}

/** A button that opens a choice of files; the input itself is beside it, for the keyboard. */
export function Pick({ label, take, multiple = false, folder = false, main = false, accept }) {
  const pick = (event) => {
    const list = [...event.target.files];
    event.target.value = "";
    if (list.length) take(list);
  };
  return html`<label class=${main ? "pick main" : "pick"}>${label}<input type="file" multiple=${multiple || folder}
    webkitdirectory=${folder} accept=${accept} onChange=${pick} /></label>`;
}

function Chosen({ store }) {
  return html`
    <section aria-labelledby="app-chosen">
      <h2 id="app-chosen">${plural(store.files.size, "file")} so far</h2>
      <p class="buttons">
        <button type="button" class="main" onClick=${() => store.look()}>See what was recognized</button>
        <button type="button" onClick=${() => store.clear()}>Take all out</button>
      </p>
      <p class="note">More files can be added above; a file of the same name takes the place of the one before.</p>
    </section>`;
}

function Kept({ store }) {
  const { keep } = store;
  return html`
    <section aria-labelledby="app-kept">
      <h2 id="app-kept">Keep on this computer</h2>
      <p>${keep.on
        ? `${plural(keep.files, "file")} of a district ${keep.files === 1 ? "is" : "are"} kept in this browser, on this computer. Whoever uses this browser can open what is kept here.`
        : "Nothing is kept. On request the files are kept in this browser, on this computer only, until you say “Forget”."}</p>
      <p class="buttons">
        ${keep.on && html`<button type="button" onClick=${() => store.openKept()}>Open the kept files</button>`}
        ${store.files.size > 0 && html`<button type="button" onClick=${() => store.keepHere()}>Keep these files</button>`}
        ${keep.on && html`<button type="button" onClick=${() => store.forget()}>Forget</button>`}
      </p>
    </section>`;
}

function Begin({ store }) {
  const [campuses, setCampuses] = useState(["", ""]);
  const submit = (event) => {
    event.preventDefault();
    const form = new FormData(event.target);
    const numbers = form.getAll("number");
    const names = form.getAll("campus");
    store.start({
      name: form.get("name"),
      district_id: form.get("district_id"),
      whole: form.get("whole") === "on",
      campuses: names.map((name, at) => ({ campus_id: numbers[at].trim(), name: name.trim() }))
        .filter((one) => one.campus_id || one.name),
    });
  };
  return html`
    <details class="fold">
      <summary>Begin with an empty workbook for a new district</summary>
      <form onSubmit=${submit}>
        <p>It has a sheet for the district and one for each kind of evidence that most depends on. It can be checked at once, and names what to find first.</p>
        <div class="fields">
          <label class="field">Name of the district <input name="name" required autocomplete="organization" /></label>
          <label class="field">Six-digit county-district number <input name="district_id" inputmode="numeric" pattern="[0-9]{6}" title="Six digits, such as 123456" /></label>
        </div>
        <fieldset class="campuses"><legend>Campuses</legend>
          ${campuses.map((_, at) => html`<div class="fields">
            <label class="field">Name of campus ${at + 1} <input name="campus" /></label>
            <label class="field">Its nine-digit number <input name="number" inputmode="numeric" pattern="[0-9]{9}" title="Nine digits, such as 123456101" /></label>
          </div>`)}
          <button type="button" onClick=${() => setCampuses([...campuses, ""])}>One more campus</button>
        </fieldset>
        <label class="choice"><input type="checkbox" name="whole" /> With a sheet for every kind of evidence</label>
        <p><button class="main">Save the workbook</button></p>
      </form>
    </details>`;
}

function Plugins({ store }) {
  return html`
    <details class="fold">
      <summary>Rules of your own${store.pluginList.length ? ` (${store.pluginList.length} loaded)` : ""}</summary>
      <p class="warning">A plugin is a program. It is run in this page’s own worker, where it can read the files that are open here and change every result, but reaches neither the network nor what is kept, nor anything else on this computer. Add one only if you know who wrote it.</p>
      ${store.pluginList.length > 0 && html`<ul class="notes">${store.pluginList.map((one) => html`<li><b>${one.name}</b> ${added(one.adds)}</li>`)}</ul>`}
      <p class="buttons">
        <${Pick} label="Add a plugin of one file" accept=".py" take=${(list) => store.plug(chosen(list))} />
        ${store.pluginList.length > 0 && html`<button type="button" onClick=${() => store.unplug()}>Take plugins out</button>`}
      </p>
    </details>`;
}

function added(adds) {
  const said = Object.entries(adds).filter(([, names]) => names.length);
  return said.map(([what, names]) => `${what}: ${names.join(", ")}`).join("; ");
}

// The page: what it holds, what it does, and which of its four steps is shown.
import { about } from "./about.js";
import { dropped } from "./chosen.js";
import { Engine, Sentence } from "./engine.js";
import { keepSite } from "./offline.js";
import { html, render, useEffect, useRef, useState } from "./preact.js";
import { FilesStep } from "./step-files.js";
import { RecognizedStep } from "./step-recognized.js";
import { ResultsStep } from "./step-results.js";
import { TakeStep } from "./step-take.js";
import { Store } from "./store.js";

const STEPS = [
  ["files", "Files"],
  ["recognized", "What was recognized"],
  ["results", "Results"],
  ["take", "Take away"],
];

function fits() {
  return typeof WebAssembly === "object" && typeof Worker === "function"
    && typeof DecompressionStream === "function" && typeof BigInt64Array === "function";
}

function App({ store }) {
  const [, redraw] = useState(0);
  const heading = useRef(null);
  store.redraw = () => redraw((number) => number + 1);

  useEffect(() => {
    document.title = `${STEPS.find(([id]) => id === store.step)[1]} - Lever 5 check`;
    if (store.moved) heading.current?.querySelector("h1")?.focus();
  }, [store.step, store.visit]);

  // What had the focus may be gone when something was done, such as a file that was left out.
  useEffect(() => {
    if (!store.busy && store.worked && document.activeElement === document.body) {
      heading.current?.querySelector("h1")?.focus({ preventScroll: true });
    }
  }, [store.busy]);

  useEffect(() => {
    const ask = (event) => { if (store.files.size && !store.keep.on) event.preventDefault(); };
    addEventListener("beforeunload", ask);
    return () => removeEventListener("beforeunload", ask);
  }, [store]);

  // A file that is dropped beside the field would be opened by the browser in place of the page.
  useEffect(() => {
    const over = (event) => event.preventDefault();
    const drop = async (event) => {
      event.preventDefault();
      if (event.dataTransfer.types.includes("Files") && store.choices) store.add(await dropped(event.dataTransfer));
    };
    addEventListener("dragover", over);
    addEventListener("drop", drop);
    return () => {
      removeEventListener("dragover", over);
      removeEventListener("drop", drop);
    };
  }, [store]);

  if (!store.choices) return html`<main class="view"><h1 tabindex="-1">Check a district’s evidence</h1><${Loading} store=${store} /></main>`;
  const View = { files: FilesStep, recognized: RecognizedStep, results: ResultsStep, take: TakeStep }[store.step];
  return html`
    <nav class="steps" aria-label="Steps">
      <ol>${STEPS.map(([id, name], at) => html`
        <li><button type="button" aria-current=${store.step === id ? "step" : undefined}
          disabled=${!store.reachable(id)} onClick=${() => store.go(id)}><b>${at + 1}</b> ${name}</button></li>`)}
      </ol>
    </nav>
    <${Told} store=${store} />
    <main class="view" ref=${heading}><${View} store=${store} /></main>`;
}

function Loading({ store }) {
  return html`
    <p>Nothing is installed, and no file leaves this computer: the checker itself comes to the browser
      (${(about.bytes / 1e6).toFixed(1)} MB, once), and everything is read and judged here.</p>
    ${store.failed
      ? html`<p class="warning" role="alert">${store.failed}</p>`
      : html`<p role="status">${store.loading}</p><progress class="bar" aria-label="Loading" max=${store.kept.of} value=${store.kept.now}></progress>`}`;
}

function Told({ store }) {
  return html`<div>
    <div class="told">
      <p role="status" class="soft">${store.busy ? `${store.busy}${store.reading ? `: ${store.reading}` : "…"}` : store.said}</p>
      ${store.busy && html`<button type="button" onClick=${() => store.engine.stop()}>Stop</button>`}
    </div>
    ${store.error && html`<div class="incomplete error-box"><p role="alert">${store.error}</p>
      <button type="button" onClick=${() => store.forgive()}>Close this message</button></div>`}
  </div>`;
}

async function begin() {
  const place = document.getElementById("app");
  place.textContent = "";
  const store = new Store();
  render(html`<${App} store=${store} />`, place);
  if (!fits()) {
    store.fail("This browser is too old for this page: it cannot run WebAssembly in a module worker. Use a current Edge, Chrome, Firefox or Safari, or the installed program, lever5 check.");
    return;
  }
  store.load("Fetching the checker…");
  store.offline = await keepSite((now, of) => store.progress(now, of));
  store.load("Starting the checker…");
  store.engine = new Engine(store);
  try {
    await store.ready(await store.engine.hello());
  } catch (error) {
    store.fail(error instanceof Sentence ? error.message : "The checker could not be started. Reload the page.");
  }
}

begin();

// The last step: files to take away.
import { html } from "./preact.js";
import { Pick } from "./step-files.js";
import { chosen } from "./chosen.js";

const NAMES = { html: "Web page", xlsx: "Workbook", csv: "CSV", markdown: "Markdown", json: "JSON", text: "Text", sarif: "SARIF", junit: "JUnit", github: "GitHub" };
const byUse = ([one], [other]) => FIRST.indexOf(one) - FIRST.indexOf(other);
const FIRST = ["html", "xlsx", "json", "csv", "markdown"];

export function TakeStep({ store }) {
  const { formats } = store.result;
  const first = FIRST.filter((one) => one in formats);
  const others = Object.keys(formats).filter((one) => !FIRST.includes(one));
  const format = (name) => html`<li><button type="button" onClick=${() => store.take("report", name)}>${NAMES[name] ?? name}<span class="unseen"> of the report</span></button> <span class="soft">${formats[name]}${name === "json" ? "; keep it to compare the next check with" : ""}</span></li>`;
  const books = [...store.files.keys()].some((one) => /\.xls[xm]$/i.test(one));
  const mappings = [...store.files.keys()].filter((one) => one.endsWith(".mapping.toml"));
  return html`
    <h1 tabindex="-1">Take away</h1>
    <p class="lead">Each file is written here and saved by your browser; nothing is sent anywhere.</p>
    <section aria-labelledby="app-report"><h2 id="app-report">The report</h2>
      <ul class="takes">${first.map(format)}</ul>
      <details class="fold"><summary>Other forms, for programs</summary><ul class="takes">${others.map(format)}</ul></details>
    </section>
    <section aria-labelledby="app-plan"><h2 id="app-plan">The work list</h2>
      <p class="soft">What would close each gap, with room for owner, due date and notes.</p>
      <ul class="takes">
        ${Object.entries(store.result.plan_formats).sort(byUse).map(([name, meaning]) => html`<li><button type="button" onClick=${() => store.take("plan", name)}>${NAMES[name] ?? name}<span class="unseen"> of the work list</span></button> <span class="soft">${meaning}</span></li>`)}
        <li><${Pick} label="Keep the notes of an earlier plan" accept=".xlsx,.md" take=${(list) => store.keepNotes([...chosen(list).values()][0])} /> <span class="soft">${store.plan ? `those of ${store.plan.name} are kept` : "plan.xlsx or plan.md, as it was filled in"}</span></li>
      </ul>
    </section>
    <section aria-labelledby="app-person"><h2 id="app-person">For a person to look at</h2>
      <ul class="takes">
        <li><button type="button" onClick=${() => store.take("worksheet", "html")}>Web page to print<span class="unseen">: worksheet</span></button> <span class="soft">what the rules did not judge, with the place to look and room to write</span></li>
        <li><button type="button" onClick=${() => store.take("worksheet", "xlsx")}>Workbook<span class="unseen">: worksheet</span></button> <span class="soft">the same, to fill in</span></li>
      </ul>
    </section>
    ${store.result.changes && html`<section aria-labelledby="app-changes"><h2 id="app-changes">What changed</h2>
      <ul class="takes">
        <li><button type="button" onClick=${() => store.take("changes", "html")}>Web page<span class="unseen"> of the changes</span></button> <span class="soft">since the check before</span></li>
        <li><button type="button" onClick=${() => store.take("changes", "xlsx")}>Workbook<span class="unseen"> of the changes</span></button> <span class="soft">to sort and filter</span></li>
      </ul>
    </section>`}
    <section aria-labelledby="app-evidence"><h2 id="app-evidence">The evidence itself</h2>
      <ul class="takes">
        ${books && html`<li><button type="button" onClick=${() => store.take("marked")}>Marked workbook</button> <span class="soft">a copy with a comment at each cell that a finding names; for reading, not for handing in</span></li>`}
        <li><button type="button" onClick=${() => store.take("bundle")}>All files as a zip</button> <span class="soft">with what was put right here</span></li>
        ${mappings.map((one) => html`<li><button type="button" onClick=${() => store.takeFile(one)}>Mapping file<span class="unseen"> ${one}</span></button> <span class="soft">${one}</span></li>`)}
      </ul>
    </section>`;
}

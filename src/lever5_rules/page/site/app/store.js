// What the page holds, and what can be done with it. Files are held here; Python has copies.
import { about } from "./about.js";
import { bytesOf, copied, plural, save } from "./contents.js";
import { Sentence, megabytes } from "./engine.js";
import { Keep } from "./keep.js";

/** Milliseconds between two things that are said of what goes on. */
const RHYTHM = 3000;

export class Store {
  constructor() {
    this.redraw = () => {};
    this.engine = null;
    this.choices = null;
    this.failed = "";
    this.loading = "Fetching the checker…";
    this.kept = { now: 0, of: 1 };
    this.offline = false;
    this.step = "files";
    this.visit = 0;
    this.moved = false;
    this.busy = "";
    this.worked = false;
    this.reading = "";
    this.next = "";
    this.said = "";
    this.error = "";
    /** Sentences on files that were left unread while something went on. */
    this.left = [];
    /** @type {Map<string, Blob | Uint8Array>} */
    this.files = new Map();
    /** @type {Map<string, Uint8Array>} */
    this.plugins = new Map();
    this.pluginList = [];
    this.recognized = null;
    this.result = null;
    this.stale = false;
    this.earlier = null;
    this.plan = null;
    this.planIsGiven = false;
    this.isExample = false;
    this.settings = { as_of: "", ruleset: about.ruleset ?? "default", select: "" };
    this.keep = new Keep();
  }

  load(said) { this.loading = said; this.redraw(); }
  progress(now, of) { this.kept = { now, of }; this.redraw(); }
  fail(said) { this.failed = said; this.redraw(); }
  refuse(said) { this.error = said; this.redraw(); }
  forgive() { this.error = ""; this.redraw(); }

  async ready(choices) {
    this.choices = choices;
    await this.keep.look();
    this.redraw();
  }

  reachable(step) {
    if (step === "files") return true;
    if (step === "recognized") return this.recognized !== null;
    return this.result !== null;
  }

  go(step, error = "") {
    this.step = step;
    this.moved = true;
    this.visit += 1;
    this.error = error;
    this.redraw();
  }

  /** Said now and then, since a screen reader reads each aloud. */
  told(said) {
    this.next = said;
    this.drawing ??= setTimeout(() => {
      this.drawing = undefined;
      this.reading = this.next;
      this.redraw();
    }, RHYTHM);
  }

  /**
   * Do something that takes a while; a failure becomes a sentence on the page.
   * @param {string} busy
   * @param {() => Promise<string | void>} work which may return what is said in the end
   */
  async work(busy, work) {
    if (this.busy) return false;
    Object.assign(this, { busy, worked: true, reading: "", next: "", error: "", said: "", left: [] });
    this.redraw();
    try {
      this.said = (await work()) ?? "";
      this.error = this.left.join(" ");
      return true;
    } catch (error) {
      const said = error instanceof Sentence ? error.message : `Something went wrong in the page (${error?.name ?? "error"}). Your files are unchanged.`;
      if (!(error instanceof Sentence)) console.error(error);
      this.error = [...this.left, said].join(" ");
      return false;
    } finally {
      this.busy = "";
      this.redraw();
    }
  }

  /** A file was left unread when a new checker was given everything. */
  alsoLeft(said) {
    if (this.busy) this.left.push(said);
    else this.refuse(`${this.error} ${said}`.trim());
  }

  /** Ask; a file that hangs the checker, or takes all of its memory, is left unread, and all else goes on. */
  async goOn(ask) {
    for (;;) {
      try {
        return (await ask()).result;
      } catch (error) {
        if (!error.left) throw error;
        this.left.push(error.message);
      }
    }
  }

  /**
   * A new worker is given everything; with care, no more than the files, as plugins or reading may
   * have ended the one before.
   * @param {{ask: import("./engine.js").Ask}} engine
   * @param {boolean} careful
   */
  async restarted(engine, careful) {
    this.planIsGiven = false;
    this.stale = this.result !== null;
    if (careful) {
      this.plugins.clear();
      this.pluginList = [];
      this.said = "";
    }
    try {
      await this.handIn(this.files, engine);
      if (this.plugins.size) await engine.ask("plugin", {}, this.plugins);
      if (this.earlier) await engine.ask("earlier", {}, [[this.earlier.file.name, this.earlier.file]]);
      if (this.recognized) this.recognized = (await engine.ask("recognize", { ruleset: this.settings.ruleset })).result;
    } catch (error) {
      if (careful && !error.left) this.recognized = null;
      if (!this.reachable(this.step)) this.go("files", this.error);
      throw error;
    } finally {
      this.redraw();
    }
  }

  /** How much the files hold together. */
  bytes() { return bytesOf(this.files); }

  /** How much a file holds; not known of one within a zip. */
  sizeOf(name) {
    const held = this.files.get(name);
    return held?.size ?? held?.length;
  }

  async handIn(files, engine = this.engine) {
    const { stuck, full } = this.engine;
    const { result, files: unpacked } = await engine.ask("put", { stuck: [...stuck], full: [...full] }, files);
    for (const [name, content] of files) this.files.set(name, content);
    for (const [name, content] of unpacked) this.files.set(name, content);
    for (const name of [...this.files.keys()]) if (!(name in result.files)) this.files.delete(name);
  }

  recognize() {
    return this.goOn(() => this.engine.ask("recognize", { ruleset: this.settings.ruleset }));
  }

  /** Show what was recognized, which a file that took all memory may have kept from being known. */
  async look() {
    if (this.recognized) this.go("recognized");
    else if (await this.work("Reading the files", async () => {
      await this.handIn(this.files);
      await this.afterChange();
    })) this.go("recognized", this.error);
  }

  /** @param {Map<string, Blob | Uint8Array>} files */
  add(files) {
    if (this.busy) {
      this.error = `What was chosen meanwhile was not read: ${this.busy.toLowerCase()} was not finished. Choose it again.`;
      this.redraw();
      return false;
    }
    return this.work("Reading the files", async () => {
      if (!files.size) throw new Sentence("There is no file in what was chosen.");
      if (this.isExample) await this.empty();
      const all = new Map([...this.files, ...files]);
      const most = this.choices.most_bytes;
      if (bytesOf(all) > most) {
        throw new Sentence(`These files hold ${megabytes(bytesOf(all))} together, and this page reads at most ${megabytes(most)}. Leave out what is not evidence, or check them with the installed program, lever5 check.`);
      }
      this.engine.tryAgain([...files.keys()]);
      await this.handIn(await copied(files));
      await this.afterChange();
      this.go("recognized");
      return `${plural(files.size, "file")} read.`;
    });
  }

  remove(path) {
    return this.work("Leaving out a file", async () => {
      await this.engine.ask("remove", { paths: [path] });
      this.files.delete(path);
      await this.afterChange();
      return `${path} was left out.`;
    });
  }

  async afterChange() {
    this.stale = this.result !== null;
    if (this.files.size) this.recognized = await this.recognize();
    else {
      this.recognized = null;
      this.result = null;
      this.go("files");
    }
    if (this.keep.on) await this.keepFiles();
  }

  /** Begin with nothing, as when the page is opened; plugins stay. */
  async empty() {
    await this.engine.ask("clear");
    this.files.clear();
    this.engine.tryAgain();
    this.settings.as_of = "";
    Object.assign(this, { recognized: null, result: null, earlier: null, plan: null, stale: false, isExample: false });
  }

  clear() {
    return this.work("Taking all files out", async () => {
      await this.empty();
      this.go("files");
      return "All files were taken out.";
    });
  }

  example() {
    return this.work("Fetching the example", async () => {
      const { files } = await this.engine.ask("example");
      await this.empty();
      this.isExample = true;
      this.settings.as_of = "2026-11-23";
      await this.handIn(files);
      await this.afterChange();
      this.go("recognized");
      return "This is Cedar Hollow ISD, which does not exist. Its review is of November 23, 2026.";
    });
  }

  start(district) {
    return this.work("Writing the workbook", async () => {
      const { result, files } = await this.engine.ask("start", district);
      for (const [name, content] of files) save(name, content);
      return `district.xlsx was saved, with ${plural(result.sheets, "sheet")}. Fill it in, begin with its sheet READ ME, and choose it here.`;
    });
  }

  replace(old, action, options) {
    return this.work("Putting it right", async () => {
      const { files } = await this.engine.ask(action, options);
      if (old && !files.has(old)) {
        await this.engine.ask("remove", { paths: [old] });
        this.files.delete(old);
      }
      await this.handIn(files);
      await this.afterChange();
      return `${[...files.keys()].join(", ")} was written; save it under Take away.`;
    });
  }

  table(path, kind) {
    return this.engine.ask("table", { path, kind }).then(({ result }) => result);
  }

  /** Words of columns that no vocabulary has, by field. */
  words(path, kind, columns) {
    const { ruleset } = this.settings;
    return this.engine.ask("words", { path, kind, columns, ruleset }).then(({ result }) => result.words);
  }

  check() {
    return this.work("Checking", async () => {
      const { as_of, ruleset, select } = this.settings;
      const options = { as_of, ruleset, select: select ? [select] : [] };
      this.result = await this.goOn(() => this.engine.ask("check", options));
      this.stale = false;
      if (this.plan && !this.planIsGiven) await this.givePlan(this.plan);
      this.go("results");
      return `The check is ${this.result.complete ? "complete" : "incomplete"}, as of ${this.result.as_of}.`;
    });
  }

  show(element, place, page) {
    return this.engine.ask("show", { element, place, page }).then(({ result }) => result);
  }

  take(what, format = "") {
    return this.work("Writing the file", async () => {
      const { files } = await this.engine.ask("write", { what, format });
      for (const [name, content] of files) save(name, content);
      return `${[...files.keys()].join(", ")} was saved.`;
    });
  }

  takeFile(path) {
    const content = this.files.get(path);
    if (content) save(path.split("/").pop(), content);
  }

  compareWith(file) {
    return this.work("Reading the earlier report", async () => {
      const { result } = await this.engine.ask("earlier", {}, file ? [[file.name, file]] : []);
      this.earlier = file ? { file, said: result.said } : null;
      this.stale = true;
      return file ? `Compared with ${result.said} from the next check on.` : "Nothing earlier is compared with any more.";
    });
  }

  keepNotes(file) {
    return this.work("Reading the earlier plan", async () => {
      await this.givePlan(file);
      this.plan = file;
      return `Owner, due date and notes of ${file.name} are kept in the next plan.`;
    });
  }

  async givePlan(file) {
    await this.engine.ask("plan", {}, [[file.name, file]]);
    this.planIsGiven = true;
  }

  plug(files) {
    return this.work("Loading the plugin", async () => {
      const all = new Map([...this.plugins, ...files]);
      const { result } = await this.engine.ask("plugin", {}, all);
      this.plugins = all;
      this.pluginList = result.plugins;
      this.stale = this.result !== null;
      if (this.files.size) this.recognized = await this.recognize();
      return `Loaded: ${result.plugins.map((one) => one.name).join(", ")}.`;
    });
  }

  unplug() {
    return this.work("Taking plugins out", async () => {
      await this.engine.ask("plugin");
      this.plugins.clear();
      this.pluginList = [];
      this.stale = this.result !== null;
      return "No plugin is loaded any more.";
    });
  }

  keepHere() {
    return this.work("Keeping the files", async () => {
      await this.keepFiles();
      return "The files are kept in this browser, on this computer.";
    });
  }

  /** What there is no room for is told before it is tried, since what is kept is kept twice meanwhile. */
  async keepFiles() {
    const left = await this.keep.room();
    const full = `These files hold ${megabytes(this.bytes())}, and this browser keeps at most ${megabytes(left)} more for this site. They are open still, but not kept; what was kept before is unchanged.`;
    if (this.bytes() > left) throw new Sentence(full);
    try {
      await this.keep.save(this.files);
    } catch (error) {
      throw error.name === "QuotaExceededError" ? new Sentence(full) : error;
    }
  }

  forget() {
    return this.work("Forgetting the files", async () => {
      await this.keep.forget();
      return "Nothing is kept in this browser any more. The files that are open stay until the page is closed.";
    });
  }

  openKept() {
    return this.work("Opening the kept files", async () => {
      const files = await this.keep.open();
      await this.empty();
      await this.handIn(files);
      await this.afterChange();
      this.go("recognized");
      return `${plural(files.size, "file")} opened, as they were kept.`;
    });
  }
}

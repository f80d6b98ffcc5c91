// What the page holds, and what can be done with it. Files are held here; Python has copies.
import { about } from "./about.js";
import { Sentence, megabytes } from "./engine.js";
import { Keep } from "./keep.js";

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
    this.said = "";
    this.error = "";
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

  go(step) {
    this.step = step;
    this.moved = true;
    this.visit += 1;
    this.error = "";
    this.redraw();
  }

  told(said) {
    this.reading = said;
    this.drawing ??= setTimeout(() => {
      this.drawing = undefined;
      this.redraw();
    }, 200);
  }

  /**
   * Do something that takes a while; a failure becomes a sentence on the page.
   * @param {string} busy
   * @param {() => Promise<string | void>} work which may return what is said in the end
   */
  async work(busy, work) {
    if (this.busy) return false;
    Object.assign(this, { busy, worked: true, reading: "", error: "", said: "" });
    this.redraw();
    try {
      this.said = (await work()) ?? "";
      return true;
    } catch (error) {
      this.error = error instanceof Sentence ? error.message : `Something went wrong in the page (${error?.name ?? "error"}). Your files are unchanged.`;
      if (!(error instanceof Sentence)) console.error(error);
      return false;
    } finally {
      this.busy = "";
      this.redraw();
    }
  }

  /** After the worker was started anew, it is given everything again. */
  async restarted() {
    try {
      await this.handIn(this.files);
      if (this.plugins.size) await this.engine.ask("plugin", {}, this.plugins);
      if (this.earlier) await this.engine.ask("earlier", {}, [[this.earlier.file.name, this.earlier.file]]);
      if (this.recognized) this.recognized = await this.recognize();
      this.stale = this.result !== null;
      this.plan = null;
    } catch {
      // the next thing that is asked for tells what is wrong
    }
    this.redraw();
  }

  /** How much the files hold together. */
  bytes() { return bytesOf(this.files); }

  async handIn(files) {
    const { result, files: unpacked } = await this.engine.ask("put", { stuck: [...this.engine.stuck] }, files);
    for (const [name, content] of files) this.files.set(name, content);
    for (const [name, content] of unpacked) this.files.set(name, content);
    for (const name of [...this.files.keys()]) if (!(name in result.files)) this.files.delete(name);
  }

  async recognize() {
    const { result } = await this.engine.ask("recognize", { ruleset: this.settings.ruleset });
    return result;
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
        throw new Sentence(`These files hold ${megabytes(bytesOf(all))} together, and this page reads at most ${megabytes(most)}. Leave out what is no evidence, or check them with the installed program, lever5 check.`);
      }
      for (const name of files.keys()) this.engine.stuck.delete(name);
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
    this.engine.stuck.clear();
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

  check() {
    return this.work("Checking", async () => {
      const { result, left } = await this.checkAll();
      this.result = result;
      this.stale = false;
      this.go("results");
      this.error = left;
      return `The check is ${result.complete ? "complete" : "incomplete"}, as of ${result.as_of}.`;
    });
  }

  /** Check; a document that hangs the checker is left unread, and all else is judged. */
  async checkAll() {
    const { as_of, ruleset, select } = this.settings;
    const options = { as_of, ruleset, select: select ? [select] : [] };
    const left = [];
    for (;;) {
      try {
        const { result } = await this.engine.ask("check", options);
        return { result, left: left.join(" ") };
      } catch (error) {
        if (!error.left) throw error;
        left.push(error.message);
        await this.engine.again;
      }
    }
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
      await this.engine.ask("plan", {}, [[file.name, file]]);
      this.plan = file.name;
      return `Owner, due date and notes of ${file.name} are kept in the next plan.`;
    });
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

/** @param {Map<string, Blob | Uint8Array>} files */
function bytesOf(files) {
  return [...files.values()].reduce((sum, one) => sum + (one.size ?? one.length), 0);
}

/** Copies, which stay what they are when a file is changed or moved on the disk. */
async function copied(files) {
  const found = new Map();
  for (const [name, file] of files) {
    try {
      found.set(name, new Blob([await file.arrayBuffer()]));
    } catch {
      throw new Sentence(`${name} cannot be read. Is it open in another program, or was it moved? Choose it again.`);
    }
  }
  return found;
}

/** @param {string} name @param {Blob | Uint8Array} content */
export function save(name, content) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content instanceof Blob ? content : new Blob([content]));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** @param {number} number @param {string} noun */
export function plural(number, noun) {
  return `${number.toLocaleString("en-US")} ${noun}${number === 1 ? "" : "s"}`;
}

// Asks the worker, notices when it hangs, ends or has no more memory, and starts another in its place.
import { about } from "./about.js";
import { PROTOCOL } from "./protocol.js";

/** @typedef {import("./protocol.js").Action} Action */
/** @typedef {import("./protocol.js").Met} Met */
/** @typedef {(action: Action, options?: Object<string, any>, files?: Iterable<[string, Blob | Uint8Array]>) => Promise<Met>} Ask */

const PATIENCE = 300_000;
const PATIENCE_FOR_A_DOCUMENT = 45_000;
/** Bytes that a file must have taken, for it to be to blame. A file takes some times its own size. */
const MUCH = 4 << 20;
const TIMES = 8;
const TINY = 1 << 16;
/** During these a file may take all memory. */
const READS = new Set(["recognize", "check", "table", "words", "show"]);

/** What a person is told; anything else is a fault of the program. */
export class Sentence extends Error {
  /** @param {string} said @param {string} left a file that was left unread, after which all else can go on */
  constructor(said, left = "") {
    super(said);
    this.left = left;
  }
}

export class Engine {
  /** @param {{told: (said: string) => void, bytes: () => number, sizeOf: (name: string) => number | undefined, refuse: (said: string) => void, alsoLeft: (said: string) => void, restarted: (engine: {ask: Ask}, careful: boolean) => Promise<void>}} page */
  constructor(page) {
    this.page = page;
    this.number = 0;
    this.turn = Promise.resolve();
    this.again = Promise.resolve();
    this.giving = false;
    this.careful = false;
    /** Files that took too long to read, and those that took all memory. */
    this.stuck = new Set();
    this.full = new Set();
    this.begin();
  }

  begin() {
    this.reading = "";
    this.taken = 0;
    this.grown = new Map();
    const name = `lever5-${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`;
    const worker = new Worker(new URL("./worker.js", import.meta.url), { type: "module", name });
    this.worker = worker;
    this.ready = new Promise((met, failed) => {
      worker.onmessage = ({ data }) => {
        if (worker !== this.worker) return;
        if (data.kind === "ready") {
          met();
          this.notice(worker, name);
        } else if (data.kind === "broken") {
          failed(new Sentence(START));
          this.broken(data.why, data.taken);
        } else if (data.kind === "told") this.told(data.said, data.taken);
        else this.answered(data);
      };
      worker.onerror = (event) => {
        event.preventDefault();
        failed(new Sentence(START));
        if (worker === this.worker) this.broken(event.message);
      };
    });
    this.ready.catch(() => {});
  }

  /** The worker holds a lock as long as it lives: who gets it knows that the worker has ended. */
  notice(worker, name) {
    navigator.locks?.request(name, () => {
      if (worker === this.worker) this.ended();
    });
  }

  async hello() {
    await this.ready;
    const { result } = await this.ask("hello");
    if (result.protocol !== PROTOCOL || result.version !== about.version) {
      throw new Sentence("The files of this page are of different versions. Reload it, or tell whoever runs this site to copy the whole folder again.");
    }
    return result;
  }

  /** Ask one thing after the other. @type {Ask} */
  ask(action, options = {}, files = []) {
    const asked = this.turn.then(() => this.again).then(() => this.send(action, options, files));
    this.turn = asked.catch(() => {});
    return asked;
  }

  async send(action, options = {}, files = []) {
    const { worker } = this;
    await this.ready;
    const names = [];
    const contents = [];
    let largest = { name: "", size: 0 };
    for (const [name, file] of files) {
      const size = file.size ?? file.length;
      if (size > largest.size) largest = { name, size };
      names.push(name);
      contents.push(new Uint8Array(file instanceof Uint8Array ? file.slice() : await file.arrayBuffer()));
    }
    if (worker !== this.worker) throw new Sentence("The checker was started anew meanwhile. Your files are unchanged; try again.");
    const id = ++this.number;
    const request = JSON.stringify({ action, names, options });
    const answer = new Promise((met, failed) => { this.waiting = { id, action, met, failed, largest }; });
    this.watch();
    this.worker.postMessage({ id, request, contents }, contents.map((one) => one.buffer));
    return answer;
  }

  answered({ id, answer, contents, taken }) {
    const waiting = this.waiting;
    if (!waiting || waiting.id !== id) return;
    const said = JSON.parse(answer);
    if (said.memory) {
      this.exhausted(said.error, taken);
      return;
    }
    clearTimeout(this.timer);
    this.waiting = null;
    this.reading = "";
    if (said.error) waiting.failed(new Sentence(said.error));
    else waiting.met({ result: said.result, files: new Map(said.names.map((name, at) => [name, contents[at]])) });
  }

  told(said, taken) {
    this.count(taken);
    this.reading = said.startsWith("reading ") ? said.slice("reading ".length) : "";
    this.watch();
    this.page.told(said);
  }

  /** What the memory has grown by is put down to the file that was being read. */
  count(taken) {
    if (this.reading) this.grown.set(this.reading, (this.grown.get(this.reading) ?? 0) + taken - this.taken);
    this.taken = taken;
  }

  watch() {
    clearTimeout(this.timer);
    if (!this.waiting) return;
    const most = /\.(pdf|docx)$/i.test(this.reading) ? PATIENCE_FOR_A_DOCUMENT : PATIENCE;
    this.timer = setTimeout(() => this.stop(true), most);
  }

  /** Stop what is being done, and start anew; the files are handed in again. */
  stop(hangs = false) {
    const file = this.stuck.has(this.reading) ? "" : this.reading;
    if (hangs && file) this.stuck.add(file);
    const left = file ? `${file} took too long to read here, so reading it was stopped. It now counts as a file that cannot be read: save it again from the program that it was written in, or leave it out.` : "It took too long, so it was stopped, and the checker was started anew. Your files are unchanged.";
    this.restart(hangs ? new Sentence(left, file) : new Sentence("Stopped. Your files are unchanged."));
  }

  broken(why, taken = 0) {
    console.warn(why); // for whoever looks after the site; a person is told a sentence
    if (!this.waiting) return;
    if (/memory|allocat|out of bounds/i.test(why)) {
      this.exhausted(`The browser gave the checker no more memory${taken ? `, when it had taken ${megabytes(taken)}` : ""}. The files hold ${megabytes(this.page.bytes())}. The checker was started anew; leave out what is not evidence, or use the installed program, lever5 check.`, taken);
    } else this.restart(new Sentence("The checker broke off and was started anew. Your files are unchanged; try again, and tell its maintainers if it happens twice."));
  }

  /** There is no more memory: the file that took most of it is left unread, and all else goes on. */
  exhausted(said, taken) {
    this.count(taken || this.taken);
    const file = READS.has(this.waiting.action) ? this.greediest() : "";
    const { largest } = this.waiting;
    const full = `The browser gave the checker no more memory${taken ? `, when it had taken ${megabytes(taken)}` : ""}.`;
    if (file) {
      this.full.add(file);
      this.restart(new Sentence(`${full} Most of it went into reading ${file}, which now counts as a file that cannot be read: leave out of it what is not evidence, or use the installed program, lever5 check. Your files are unchanged.`, file));
    } else if (largest.size > MUCH) {
      this.restart(new Sentence(`${full} What was chosen was not read; the largest of it, ${largest.name}, holds ${megabytes(largest.size)}. Leave out of it what is not evidence, or use the installed program, lever5 check. What was read before is unchanged.`));
    } else this.restart(new Sentence(said));
  }

  /** The file that took most memory; how much it took is known only roughly. */
  greediest() {
    let [greediest, most] = ["", MUCH];
    for (const [name, grown] of this.grown) {
      const size = this.page.sizeOf(name);
      const weight = grown + TIMES * (size ?? 0);
      if (weight > most && !(size < TINY) && !this.full.has(name)) [greediest, most] = [name, weight];
    }
    return greediest;
  }

  /** Files that were left unread are read again if they are chosen again, also within a zip. */
  tryAgain(names = [".zip"]) {
    const all = names.some((name) => /\.zip$/i.test(name));
    for (const left of [this.stuck, this.full]) {
      for (const name of all ? [...left] : names) left.delete(name);
    }
  }

  /** The worker is no more, though nobody here has stopped it. */
  ended() {
    this.careful = true;
    this.restart(new Sentence("The checker was ended, by a plugin or by the browser, and was started anew, without plugins. Your files are unchanged."));
  }

  restart(error) {
    clearTimeout(this.timer);
    this.worker.terminate();
    const waiting = this.waiting;
    this.waiting = null;
    this.begin();
    if (!this.giving) this.again = this.giveAgain();
    waiting?.failed(error);
    if (!waiting) this.page.refuse(error.message);
  }

  /** The new worker is given everything; if that breaks it again, as little as can be. */
  async giveAgain() {
    this.giving = true;
    const first = { ask: (...asked) => this.send(...asked) }; // before what waits for its turn
    for (let given = false; !given;) {
      const { careful } = this;
      given = await this.page.restarted(first, careful).then(() => true, (error) => {
        if (error.left) this.page.alsoLeft(error.message);
        else this.careful = true;
        return careful && !error.left;
      });
    }
    this.giving = this.careful = false;
  }
}

/** @param {number} size */
export function megabytes(size) {
  return `${Math.ceil(size / 1048576).toLocaleString("en-US")} MB`;
}

const START = "The checker could not be started in this browser. Reload the page; if that does not help, use a current Edge, Chrome, Firefox or Safari, or the installed program, lever5 check.";

// Asks the worker, notices when it hangs or breaks, and starts another in its place.
import { about } from "./about.js";
import { PROTOCOL } from "./protocol.js";

/** @typedef {import("./protocol.js").Action} Action */
/** @typedef {import("./protocol.js").Met} Met */

const PATIENCE = 300_000;
const PATIENCE_FOR_A_DOCUMENT = 45_000;

/** What a person is told; anything else is a fault of the program. */
export class Sentence extends Error {
  /** @param {string} said @param {string} left a file that was left unread, after which all else can go on */
  constructor(said, left = "") {
    super(said);
    this.left = left;
  }
}

export class Engine {
  /** @param {{told: (said: string) => void, bytes: () => number, restarted: () => Promise<void>}} page */
  constructor(page) {
    this.page = page;
    this.number = 0;
    this.turn = Promise.resolve();
    this.stuck = new Set();
    this.begin();
  }

  begin() {
    this.reading = "";
    this.worker = new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
    this.ready = new Promise((met, failed) => {
      this.worker.onmessage = ({ data }) => {
        if (data.kind === "ready") met();
        else if (data.kind === "broken") {
          failed(new Sentence(START));
          this.broken(data.why, data.taken);
        } else if (data.kind === "told") this.told(data.said);
        else this.answered(data);
      };
      this.worker.onerror = (event) => {
        event.preventDefault();
        failed(new Sentence(START));
        this.broken(event.message);
      };
    });
    this.ready.catch(() => {});
  }

  async hello() {
    await this.ready;
    const { result } = await this.ask("hello");
    if (result.protocol !== PROTOCOL || result.version !== about.version) {
      throw new Sentence("The files of this page are of different versions. Reload it, or tell whoever runs this site to copy the whole folder again.");
    }
    return result;
  }

  /**
   * Ask one thing after the other.
   * @param {Action} action
   * @param {Object<string, any>} options
   * @param {Iterable<[string, Blob | Uint8Array]>} files
   * @returns {Promise<Met>}
   */
  ask(action, options = {}, files = []) {
    const asked = this.turn.then(() => this.send(action, options, files));
    this.turn = asked.catch(() => {});
    return asked;
  }

  async send(action, options, files) {
    await this.ready;
    const names = [];
    const contents = [];
    for (const [name, file] of files) {
      names.push(name);
      contents.push(new Uint8Array(file instanceof Uint8Array ? file.slice() : await file.arrayBuffer()));
    }
    const id = ++this.number;
    const request = JSON.stringify({ action, names, options });
    const answer = new Promise((met, failed) => { this.waiting = { id, met, failed }; });
    this.watch();
    this.worker.postMessage({ id, request, contents }, contents.map((one) => one.buffer));
    return answer;
  }

  answered({ id, answer, contents }) {
    clearTimeout(this.timer);
    const waiting = this.waiting;
    if (!waiting || waiting.id !== id) return;
    this.waiting = null;
    this.reading = "";
    const said = JSON.parse(answer);
    if (said.error) waiting.failed(new Sentence(said.error));
    else waiting.met({ result: said.result, files: new Map(said.names.map((name, at) => [name, contents[at]])) });
  }

  told(said) {
    this.reading = said.startsWith("reading ") ? said.slice("reading ".length) : "";
    this.watch();
    this.page.told(said);
  }

  watch() {
    clearTimeout(this.timer);
    if (!this.waiting) return;
    const most = /\.(pdf|docx)$/i.test(this.reading) ? PATIENCE_FOR_A_DOCUMENT : PATIENCE;
    this.timer = setTimeout(() => this.stop(true), most);
  }

  /** Stop what is being done, and start anew; the files are handed in again. */
  stop(hangs = false) {
    const file = this.reading;
    if (hangs && file) this.stuck.add(file);
    const left = file ? `${file} took too long to read here, so reading it was stopped. It now counts as a file that cannot be read: save it again from the program that it was written in, or leave it out.` : "It took too long, so it was stopped, and the checker was started anew. Your files are unchanged.";
    this.restart(hangs ? new Sentence(left, file) : new Sentence("Stopped. Your files are unchanged."));
  }

  broken(why, taken = 0) {
    console.warn(why); // for whoever looks after the site; a person is told a sentence
    const memory = /memory|allocat|out of bounds/i.test(why);
    const said = memory
      ? `The browser gave the checker no more memory${taken ? `, when it had taken ${megabytes(taken)}` : ""}. The files hold ${megabytes(this.page.bytes())}. The checker was started anew; leave out what is no evidence, or use the installed program, lever5 check.`
      : "The checker broke off and was started anew. Your files are unchanged; try again, and tell its maintainers if it happens twice.";
    if (this.waiting) this.restart(new Sentence(said));
  }

  restart(error) {
    clearTimeout(this.timer);
    this.worker.terminate();
    const waiting = this.waiting;
    this.waiting = null;
    this.begin();
    this.turn = Promise.resolve();
    this.again = this.page.restarted();
    waiting?.failed(error);
  }
}

/** @param {number} size */
export function megabytes(size) {
  return `${Math.ceil(size / 1048576).toLocaleString("en-US")} MB`;
}

const START = "The checker could not be started in this browser. Reload the page; if that does not help, use a current Edge, Chrome, Firefox or Safari, or the installed program, lever5 check.";

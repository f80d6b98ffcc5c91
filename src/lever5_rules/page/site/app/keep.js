// Keeping the files on this computer, in the origin's private file system, only where it is asked for.

const FOLDER = "lever5-district";

export class Keep {
  constructor() {
    this.possible = false;
    this.on = false;
    this.files = 0;
  }

  /** Look whether something is kept. */
  async look() {
    try {
      const folder = await this.folder(false);
      this.possible = true;
      const index = folder && (await readJson(folder, "index.json"));
      this.files = index ? index.length : 0;
      this.on = this.files > 0;
    } catch {
      this.possible = false;
    }
  }

  /**
   * The list of files is written when all of them are, and only then what was kept before is removed,
   * so that a page closed in the middle loses nothing.
   * @param {Map<string, Blob | Uint8Array>} files
   */
  async save(files) {
    const folder = await this.folder(true);
    const round = Date.now().toString(36);
    const index = [];
    for (const [name, content] of files) {
      const kept = `${round}-${index.length}.bin`;
      await write(folder, kept, content);
      index.push([name, kept]);
    }
    await write(folder, "index.json", JSON.stringify(index));
    const held = new Set(["index.json", ...index.map(([, kept]) => kept)]);
    for await (const name of folder.keys()) if (!held.has(name)) await folder.removeEntry(name);
    this.files = index.length;
    this.on = true;
  }

  /** How many bytes can be kept yet, as far as the browser says. */
  async room() {
    const { quota = Infinity, usage = 0 } = await navigator.storage.estimate();
    return Math.max(quota - usage, 0);
  }

  async open() {
    const folder = await this.folder(false);
    const found = new Map();
    for (const [name, kept] of await readJson(folder, "index.json")) {
      const handle = await folder.getFileHandle(kept);
      found.set(name, new Blob([await (await handle.getFile()).arrayBuffer()]));
    }
    return found;
  }

  async forget() {
    const root = await navigator.storage.getDirectory();
    try {
      await root.removeEntry(folderName(), { recursive: true });
    } catch (error) {
      if (error.name !== "NotFoundError") throw error;
    }
    this.files = 0;
    this.on = false;
  }

  async folder(create) {
    const root = await navigator.storage.getDirectory();
    try {
      return await root.getDirectoryHandle(folderName(), { create });
    } catch (error) {
      if (error.name === "NotFoundError") return null;
      throw error;
    }
  }
}

/** Several such pages may lie on one server. */
function folderName() {
  const path = new URL(".", document.baseURI).pathname;
  return FOLDER + path.replace(/[^a-zA-Z0-9]+/g, "-");
}

async function readJson(folder, name) {
  try {
    const handle = await folder.getFileHandle(name);
    return JSON.parse(await (await handle.getFile()).text());
  } catch (error) {
    if (error.name === "NotFoundError") return null;
    throw error;
  }
}

async function write(folder, name, content) {
  const handle = await folder.getFileHandle(name, { create: true });
  const stream = await handle.createWritable();
  await stream.write(content);
  await stream.close();
}

// The contents of files: how large they are, how they are held, and how they are saved.
import { Sentence } from "./engine.js";

/** @param {Map<string, Blob | Uint8Array>} files */
export function bytesOf(files) {
  return [...files.values()].reduce((sum, one) => sum + (one.size ?? one.length), 0);
}

/** @param {Map<string, File>} files @returns copies, which stay what they are when a file is changed or moved on the disk. */
export async function copied(files) {
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

// Files as they are chosen or dropped: single ones, or a folder with all that is in it.

const HIDDEN = /(^|\/)(\.|~\$|__MACOSX)/;

/** @param {Iterable<File>} list @returns {Map<string, File>} */
export function chosen(list) {
  const found = new Map();
  for (const file of list) {
    const path = file.webkitRelativePath.split("/").slice(1).join("/") || file.name;
    if (!HIDDEN.test(path)) found.set(path, file);
  }
  return found;
}

/** @param {DataTransfer} transfer @returns {Promise<Map<string, File>>} */
export async function dropped(transfer) {
  const found = new Map();
  const entries = [...transfer.items].map((one) => one.webkitGetAsEntry?.()).filter(Boolean);
  if (!entries.length) return chosen(transfer.files);
  const alone = entries.length === 1 && entries[0].isDirectory;
  for (const entry of entries) await collect(entry, alone ? null : "", found);
  return found;
}

/** `above` is null for the one folder that is the bundle itself. */
async function collect(entry, above, found) {
  const path = above === null ? "" : above + entry.name;
  if (HIDDEN.test(path)) return;
  if (entry.isFile) {
    found.set(path, await new Promise((met, failed) => entry.file(met, failed)));
    return;
  }
  const reader = entry.createReader();
  for (;;) {
    const some = await new Promise((met, failed) => reader.readEntries(met, failed));
    if (!some.length) return;
    for (const one of some) await collect(one, path ? `${path}/` : "", found);
  }
}

// The worker that holds Python: it starts Pyodide, unpacks the packages, and passes messages on.
// What is compressed in the site is unpacked here, so that no server has to be set up for it.
import { lock } from "../python/lock.js";
import { loadPyodide } from "../python/pyodide.js";

const python = new URL("../python/", import.meta.url).href;
const plainFetch = self.fetch.bind(self);

/** @param {string} url */
async function unpacked(url) {
  const response = await plainFetch(`${url}.bin`);
  if (!response.ok) throw new Error(`${url}.bin is not on this site (${response.status})`);
  return response.body.pipeThrough(new DecompressionStream("gzip"));
}

self.fetch = async (url, options) => {
  const path = String(url.url ?? url);
  if (!path.endsWith(".wasm") && !path.endsWith(".zip")) return plainFetch(url, options);
  const type = path.endsWith(".wasm") ? "application/wasm" : "application/zip";
  return new Response(await unpacked(path), { headers: { "Content-Type": type } });
};

/** How much memory Python has taken. */
const taken = (pyodide) => pyodide?._module.HEAPU8.length ?? 0;

/** What leads to a network, to what is kept in the browser, or to another worker. */
const DOORS = ["fetch", "fetchLater", "XMLHttpRequest", "WebSocket", "WebSocketStream", "WebSocketError", "WebTransport", "EventSource", "RTCPeerConnection", "importScripts", "Worker", "SharedWorker", "BroadcastChannel", "Notification", "caches", "CacheStorage", "indexedDB", "IDBFactory", "cookieStore", "webkitRequestFileSystem", "webkitRequestFileSystemSync", "webkitResolveLocalFileSystemURL", "webkitResolveLocalFileSystemSyncURL"];
const DOORS_OF_NAVIGATOR = ["storage", "storageBuckets", "webkitTemporaryStorage", "webkitPersistentStorage", "serviceWorker", "sendBeacon", "locks", "connection", "usb", "serial", "hid", "gpu"];

/** @param {object} object @param {string[]} names */
function shut(object, names) {
  for (let holder = object; holder; holder = Object.getPrototypeOf(holder)) {
    for (const name of names) delete holder[name];
  }
}

async function start() {
  navigator.locks?.request(self.name, () => new Promise(() => {})); // until this worker ends
  const packages = unpacked(`${python}packages.tar`).then((one) => new Response(one).arrayBuffer());
  const pyodide = await loadPyodide({
    indexURL: python,
    packageBaseUrl: python,
    lockFileContents: lock,
    stdout: () => {},
    stderr: () => {},
  });
  pyodide.unpackArchive(await packages, "tar", { extractDir: "/lever5" });
  pyodide.runPython("import sys; sys.path.insert(0, '/lever5')");
  // From here on nothing is asked of any address, and nothing kept is touched, whatever a plugin tries.
  shut(self, DOORS);
  shut(navigator, DOORS_OF_NAVIGATOR);
  self.fetch = () => Promise.reject(new Error("This page makes no requests."));
  /** @param {string} said */
  const tell = (said) => self.postMessage({ kind: "told", said, taken: taken(pyodide) });
  const { open_session } = pyodide.pyimport("lever5_rules.page.session");
  return { pyodide, session: open_session("/lever5", "/work", tell, () => taken(pyodide)) };
}

const started = start();
started.then(
  () => self.postMessage({ kind: "ready" }),
  (error) => self.postMessage({ kind: "broken", why: String(error) }),
);

self.onmessage = async ({ data: { id, request, contents } }) => {
  try {
    const { pyodide, session } = await started;
    const given = pyodide.toPy(contents);
    const pair = session.respond(request, given);
    const [answer, made] = pair.toJs();
    pair.destroy();
    given.destroy();
    self.postMessage({ kind: "answer", id, answer, contents: made, taken: taken(pyodide) }, made.map((one) => one.buffer));
  } catch (error) {
    const { pyodide } = await started.catch(() => ({}));
    self.postMessage({ kind: "broken", why: String(error), taken: taken(pyodide) });
  }
};

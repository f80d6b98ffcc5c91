// Keeps every file of this site, each checked by its hash, so that the page works without a network
// and asks for nothing once it is kept. A new version of the site is taken when the page is opened
// anew, never under a page that is open.
const NAME = "{{ name }}";
const FILES = "{{ files }}";
const PLACE = ` ${self.registration.scope}`; // several such sites may lie on one server

self.addEventListener("install", (event) => event.waitUntil(keep()));
self.addEventListener("activate", (event) => event.waitUntil(begin()));
self.addEventListener("fetch", (event) => {
  const path = pathOf(event.request.url);
  if (event.request.method !== "GET") return;
  if (path in FILES) event.respondWith(kept(path));
  else if (`${path}.bin` in FILES) event.respondWith(unpacked(path));
});

function pathOf(url) {
  const scope = self.registration.scope;
  const plain = url.split(/[?#]/)[0];
  if (!plain.startsWith(scope)) return "";
  return plain.slice(scope.length) || "index.html";
}

async function kept(path) {
  const cache = await caches.open(NAME + PLACE);
  return (await cache.match(path)) ?? fetch(path);
}

/** A script that is kept compressed: a browser that keeps nothing loads it as it is. */
async function unpacked(path) {
  const packed = await kept(`${path}.bin`);
  const headers = { "content-type": "text/javascript; charset=utf-8" };
  return new Response(packed.body.pipeThrough(new DecompressionStream("gzip")), { headers });
}

async function keep() {
  const cache = await caches.open(NAME + PLACE);
  const paths = Object.keys(FILES);
  let number = 0;
  await tell(0, paths.length);
  await Promise.all(paths.map(async (path) => {
    const response = await fetch(path, { cache: "no-cache" });
    const content = await response.arrayBuffer();
    if (!response.ok || (await hash(content)) !== FILES[path]) throw new Error(`${path} is not that of this version`);
    const headers = {};
    for (const name of ["content-type", "content-security-policy"]) {
      if (response.headers.has(name)) headers[name] = response.headers.get(name);
    }
    await cache.put(path, new Response(content, { headers }));
    await tell(++number, paths.length);
  }));
}

async function begin() {
  for (const name of await caches.keys()) {
    if (name.startsWith("lever5-") && name.endsWith(PLACE) && name !== NAME + PLACE) await caches.delete(name);
  }
  await self.clients.claim();
}

async function tell(kept, of) {
  for (const client of await self.clients.matchAll({ includeUncontrolled: true })) {
    client.postMessage({ kind: "kept", kept, of });
  }
}

async function hash(content) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", content));
  return [...digest].map((one) => one.toString(16).padStart(2, "0")).join("");
}

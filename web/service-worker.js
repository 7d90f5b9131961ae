// Keeps this version of the page whole in the browser, so that it opens without a network after the first visit.
// The recipe that builds the page fills in the version and the files.
const VERSION = "{version}";
const FILES = {files};
const OURS = "diptych-page-";

self.addEventListener("install", (event) => {
  // Asks the server whether what the browser holds is still the newest, lest two versions be mixed.
  const fresh = FILES.map((file) => new Request(file, { cache: "no-cache" }));
  event.waitUntil(caches.open(OURS + VERSION).then((kept) => kept.addAll(fresh)));
});

self.addEventListener("activate", (event) => {
  const old = (name) => name.startsWith(OURS) && name !== OURS + VERSION;
  const swept = caches.keys().then((names) => Promise.all(names.filter(old).map((name) => caches.delete(name))));
  event.waitUntil(swept.then(() => self.clients.claim()));
});

self.addEventListener("message", (event) => {
  if (event.data === "take over") self.skipWaiting();
});

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  // The deep engine's worker keeps its model itself, which comes with its version after a question mark.
  if (event.request.method !== "GET" || url.origin !== self.location.origin || url.search) return;
  event.respondWith(answer(event.request));
});

async function answer(request) {
  const cacheName = OURS + VERSION;
  const held = await caches.match(request, { cacheName });
  if (held) return held;
  const response = await fetch(request);
  // What is only fetched when it is needed: the deep engine's program. Where all has been forgotten, pages that are still
  // open go on asking here, but nothing is kept for them.
  if (response.ok && (await caches.has(cacheName))) await (await caches.open(cacheName)).put(request, response.clone());
  return response;
}

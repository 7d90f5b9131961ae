import init from "./page.js";

init({ module_or_path: new URL("page_bg.wasm", import.meta.url) });

// The copy for use without a network. A newer one takes over now, while nothing has been done yet; not every server may
// have one (it needs HTTPS, or this very machine).
const keep = () => navigator.serviceWorker.register(new URL("service-worker.js", import.meta.url)).then((registration) => {
  if (!registration.waiting || !navigator.serviceWorker.controller) return;
  navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
  registration.waiting.postMessage("take over");
}).catch((error) => console.warn(`no copy is kept for use without a network: ${error}`));

// Once the page stands: what is kept is fetched beside it.
if ("serviceWorker" in navigator) {
  if (document.readyState === "complete") keep();
  else addEventListener("load", keep, { once: true });
}

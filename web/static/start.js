// Starts a program of this folder in a worker, telling the page how much of it has come.
const told = (of) => (done) => self.postMessage(JSON.stringify([0, { Progress: { Program: { done, of } } }]));

function counted(body, bytes, tell) {
  let done = 0, last = 0;
  const count = (chunk, out) => {
    done += chunk.byteLength;
    if (done - last > bytes / 50) tell((last = done));
    out.enqueue(chunk);
  };
  return body.pipeThrough(new TransformStream({ transform: count }));
}

/** `bytes`: how long the program is when unpacked, which no header says. */
export async function start(name, init, bytes) {
  try {
    const response = await fetch(new URL(`${name}_bg.wasm`, import.meta.url));
    if (!response.ok) throw new Error(`${name}_bg.wasm: HTTP ${response.status}`);
    const headers = { "content-type": "application/wasm" };
    await init({ module_or_path: new Response(counted(response.body, bytes, told(bytes)), { headers }) });
  } catch (error) {
    self.postMessage(JSON.stringify([0, { Fault: String(error) }]));
  }
}

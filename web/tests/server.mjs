// Serves dist/web under a sub-path on this machine as a good static host does: in Brotli to whoever takes it, with a tag by which
// a browser that comes again is told that nothing has changed.
import { createHash } from "node:crypto";
import { createServer } from "node:http";
import { readFile, stat } from "node:fs/promises";
import { extname, join, normalize } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants } from "node:zlib";

const TYPES = { ".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".wasm": "application/wasm", ".svg": "image/svg+xml", ".json": "application/json" };
const brotli = promisify(brotliCompress);
// The best, 11, saves a few per cent more and takes half a minute for the programs.
const QUALITY = 9;
const held = new Map();

/** A file as it is sent; packed once, as a host does when it is put there. */
async function load(path, packed) {
  const { mtimeMs } = await stat(path);
  const key = `${path} ${mtimeMs} ${packed}`;
  if (!held.has(key)) {
    const plain = await readFile(path);
    const body = packed ? await brotli(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: QUALITY } }) : plain;
    held.set(key, { body, tag: `"${createHash("sha256").update(body).digest("base64url").slice(0, 20)}"` });
  }
  return held.get(key);
}

export async function serve(folder, prefix = "/some/where/") {
  const server = createServer(async (request, response) => {
    const path = new URL(request.url, "http://localhost").pathname;
    const name = path === prefix ? "index.html" : path.startsWith(prefix) ? normalize(path.slice(prefix.length)) : "..";
    try {
      if (name.startsWith("..")) throw new Error("outside");
      const packed = /\bbr\b/.test(request.headers["accept-encoding"] ?? "");
      const { body, tag } = await load(join(folder, name), packed);
      const headers = { "content-type": TYPES[extname(name)] ?? "application/octet-stream", "cache-control": "no-cache", etag: tag, vary: "accept-encoding", "x-content-type-options": "nosniff" };
      if (request.headers["if-none-match"] === tag) return response.writeHead(304, headers).end();
      response.writeHead(200, { ...headers, "content-length": body.length, ...(packed && { "content-encoding": "br" }) }).end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  return { url: `http://127.0.0.1:${server.address().port}${prefix}`, close: () => { server.close(); server.closeAllConnections(); } };
}

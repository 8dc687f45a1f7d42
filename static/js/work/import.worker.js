import { MalformedCsv } from "../core/importers/csv.js";
import { readFile } from "../core/importers/read.js";
import { UnreadableExport } from "../core/importers/unreadable.js";

/**
 * Answer `{ bytes, format, password }` with `{ read }` or `{ error: { reason, line } }`. Reading here keeps the page
 * responsive, and a worker's policy allows the WebAssembly of Argon2id.
 */
globalThis.addEventListener("message", async ({ data: { bytes, format, password } }) => {
  try {
    globalThis.postMessage({ read: await readFile(bytes, { format, password }) });
  } catch (error) {
    globalThis.postMessage({ error: reasonOf(error) });
  }
});

function reasonOf(error) {
  if (error instanceof MalformedCsv) return { reason: "csv", line: error.line };
  // A file may have any shape; what no reader thought of is still only a file of another shape.
  return { reason: error instanceof UnreadableExport ? error.reason : "shape" };
}

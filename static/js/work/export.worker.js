import { writeExport } from "../core/exporters/write.js";

const TYPES = { csv: "text/csv;charset=utf-8", zip: "application/zip" };

/**
 * Answer `{ vault, how }` with `{ file }`, a Blob, or `{ failed }`. Writing here keeps the page responsive, and a
 * worker's policy allows the WebAssembly of Argon2id.
 */
globalThis.addEventListener("message", async ({ data: { vault, how } }) => {
  try {
    const type = TYPES[how.format] ?? "application/json";
    globalThis.postMessage({ file: new Blob([await writeExport(vault, how)], { type }) });
  } catch {
    globalThis.postMessage({ failed: true });
  }
});

import { decryptBlob } from "../core/file_stream.js";

/** Answer `{ blob, key }` with `{ share }` now and then, and at last `{ file }` or `{ failed: true }`. */
globalThis.addEventListener("message", async ({ data: { blob, key } }) => {
  try {
    globalThis.postMessage({ file: await decryptBlob(blob, key, (share) => globalThis.postMessage({ share })) });
  } catch {
    globalThis.postMessage({ failed: true });
  }
});

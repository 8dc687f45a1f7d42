import { workerURL } from "../core/trusted.js";

/**
 * Decrypt a file outside of the page: its policy allows no WebAssembly, and it stays responsive.
 *
 * @param {string} address of the file worker.
 * @param {Blob} blob
 * @param {FileKey} key as `core/file_stream.js` imports it.
 * @param {(share: number) => void} progress
 * @returns {Promise<Blob>} rejected when the key is wrong or the file was altered.
 */
export async function decryptInWorker(address, blob, key, progress) {
  const worker = new Worker(workerURL(address), { type: "module" });
  try {
    return await new Promise((resolve, reject) => {
      worker.addEventListener("error", () => reject(new Error("the worker failed")));
      worker.addEventListener("message", ({ data: { share, file } }) => {
        if (share !== undefined) progress(share);
        else if (file) resolve(file);
        else reject(new Error("the key is wrong or the file was altered"));
      });
      worker.postMessage({ blob, key });
    });
  } finally {
    worker.terminate();
  }
}

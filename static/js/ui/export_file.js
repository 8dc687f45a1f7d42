import { workerURL } from "../core/trusted.js";

/**
 * Write an export in a worker of its own, which ends with it.
 *
 * @param {string} address of the export worker.
 * @param {{ vault: object, how: object }} source as core/exporters/write.js takes them.
 * @returns {Promise<Blob>}
 */
export async function writeFile(address, source) {
  const worker = new Worker(workerURL(address), { type: "module" });
  try {
    return await new Promise((resolve, reject) => {
      const fail = () => reject(new Error("the export could not be written"));
      worker.addEventListener("error", fail);
      worker.addEventListener("message", ({ data: { file } }) => (file ? resolve(file) : fail()));
      worker.postMessage(source);
    });
  } finally {
    worker.terminate();
  }
}

/** Give a file to the person. */
export function download(file, name) {
  const address = URL.createObjectURL(file);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  // Not at once: a browser may ask first where to keep it.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

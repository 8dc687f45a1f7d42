import { workerURL } from "../core/trusted.js";

/** The export cannot be read; `reason` as in core/importers/unreadable.js, or `csv` with the `line`. */
export class ImportRefused extends Error {
  name = "ImportRefused";

  constructor({ reason, line }) {
    super(reason);
    this.reason = reason;
    this.line = line;
  }
}

/**
 * Read an export in a worker of its own, which ends with it.
 *
 * @param {string} address of the import worker.
 * @param {{ bytes: Uint8Array, format: string, password: string }} source
 * @returns {Promise<object>} what core/importers/read.js returns.
 * @throws {ImportRefused}
 */
export async function readExportFile(address, source) {
  const worker = new Worker(workerURL(address), { type: "module" });
  try {
    return await new Promise((resolve, reject) => {
      worker.addEventListener("error", () => reject(new ImportRefused({ reason: "shape" })));
      worker.addEventListener("message", ({ data: { read, error } }) =>
        error ? reject(new ImportRefused(error)) : resolve(read),
      );
      worker.postMessage(source, [source.bytes.buffer]);
    });
  } finally {
    worker.terminate();
  }
}

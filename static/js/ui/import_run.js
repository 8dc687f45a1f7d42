// Encrypts an import in chunks and sends them, then asks for all of it to be written at once.
import { call } from "../agent/client.js";
import { ApiError, post } from "./http.js";

const CHUNK = 250;
// Long notes make a chunk shorter: a request stays far below what the server takes.
const CHUNK_BYTES = 4_000_000;
const ATTEMPTS = 4;
const FIRST_WAIT = 500;

/**
 * Import items into an organization, or one's own vault: all of them, or none.
 *
 * @param {object} plan what planImport gave, with `items`.
 * @param {{ organizationId: string | null, chunkUrl: string, finishUrl: string, onProgress: (done: number) => void }} where
 * @returns {Promise<{ items: number, collections: number }>} what was written.
 * @throws {ApiError} when the server refuses or cannot be reached; nothing was written.
 */
export async function runImport({ items, places, collections }, { organizationId, chunkUrl, finishUrl, onProgress }) {
  const importId = crypto.randomUUID();
  let sending = Promise.resolve();
  let sequence = 0;
  for (let start = 0, end; start < items.length; start = end) {
    end = endOfChunk(items, start);
    const done = end;
    // The next chunk is encrypted while this one travels.
    const ciphers = await call("sealMany", { organizationId, items: items.slice(start, end).map(({ item }) => item) });
    await sending;
    const chunk = { importId, sequence, ciphers, places: places.slice(start, end) };
    sequence += 1;
    sending = patiently(() => post(chunkUrl, chunk)).then(() => onProgress(done));
    // Its failure is met at the next await; until then it must not count as unhandled.
    sending.catch(() => {});
  }
  await sending;
  const names = await call("encrypt", { organizationId, texts: collections.map(({ name }) => name) });
  const wanted = collections.map(({ id }, i) => (id ? { id } : { name: names[i] }));
  return patiently(() => post(finishUrl, { importId, chunks: sequence, collections: wanted }));
}

function endOfChunk(items, start) {
  let end = start;
  for (let size = 0; end < items.length && end < start + CHUNK; end += 1) {
    size += JSON.stringify(items[end].item).length;
    if (size > CHUNK_BYTES && end > start) break;
  }
  return end;
}

/** Try again while the server cannot be reached; a refusal is final. */
async function patiently(request) {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await request();
    } catch (error) {
      const passing = error instanceof ApiError && (error.status === 0 || error.status >= 502);
      if (!passing || attempt === ATTEMPTS) throw error;
      await new Promise((resolve) => setTimeout(resolve, FIRST_WAIT * 2 ** attempt));
    }
  }
}

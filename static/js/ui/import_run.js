// Encrypts an import in chunks and sends them, then asks for all of it to be written at once. What is encrypted is kept by
// the browser until then, so that the import goes on where it stopped.
import { call } from "../agent/client.js";
import { ApiError, post } from "./http.js";
import { chunkOf, forgetImport, importsOf, keepChunk, keepImport } from "./import_store.js";

const CHUNK = 250;
// Long notes make a chunk shorter: a request stays far below what the server takes.
const CHUNK_BYTES = 4_000_000;
const ATTEMPTS = 4;
const FIRST_WAIT = 500;
// The server knows for longer than this which imports were finished.
const KEPT_FOR = 7 * 24 * 3600 * 1000;

/**
 * Import items into an organization, or one's own vault: all of them, or none.
 *
 * @param {object} plan what planImport gave, with `items`; nothing where `journey` goes on.
 * @param {{ organizationId: string | null, scope: string, chunkUrl: string, finishUrl: string,
 *   onProgress: (sealed: number, sent: number, total: number) => void }} where
 * @param {{ current: object | null }} journey what was begun, to go on with; `current` is set as soon as there is one.
 * @returns {Promise<{ items: number, collections: number }>} what was written.
 * @throws {ApiError} when the server refuses or cannot be reached; nothing was written.
 */
export async function runImport(plan, where, journey) {
  if (!journey.current?.collections) await seal(plan, where, journey);
  const { id, chunks, sizes, collections, total } = journey.current;
  let done = 0;
  for (let sequence = 0; sequence < chunks; sequence += 1) {
    // Sending a chunk again replaces it, so that nothing has to be known of what arrived.
    const chunk = await chunkAt(journey, sequence);
    await patiently(() => post(where.chunkUrl, { importId: id, sequence, ...chunk }));
    done += sizes[sequence];
    where.onProgress(total, done, total);
  }
  const written = await patiently(() => post(where.finishUrl, { importId: id, chunks, collections }));
  journey.current = null;
  await attempt(() => forgetImport(id));
  return written;
}

/** Return an import of this scope that was begun and can go on, or null; what is too old or half encrypted is forgotten. */
export async function interrupted(scope) {
  const found = (await attempt(() => importsOf(scope))) ?? [];
  const fresh = found.filter(({ collections, at }) => collections && Date.now() - at < KEPT_FOR);
  const stale = found.filter((one) => !fresh.includes(one));
  for (const { id } of stale) await attempt(() => forgetImport(id));
  return fresh[0] ?? null;
}

/** Encrypt everything and keep it, before the first of it is sent. */
async function seal({ items, places, collections }, { organizationId, scope, onProgress }, journey) {
  const begun = { id: crypto.randomUUID(), scope, total: items.length, chunks: 0, sizes: [], collections: null, at: Date.now() };
  journey.current = begun;
  journey.unkept = new Map();
  // Half of it can only be forgotten, but must be found for that.
  await attempt(() => keepImport(begun));
  let sealed = 0;
  for (let start = 0, end; start < items.length; start = end) {
    end = endOfChunk(items, start);
    const ciphers = await call("sealMany", { organizationId, items: items.slice(start, end).map(({ item }) => item) });
    const chunk = { ciphers, places: places.slice(start, end) };
    const isKept = await attempt(() => keepChunk(begun.id, begun.chunks, chunk).then(() => true));
    if (!isKept) journey.unkept.set(begun.chunks, chunk);
    begun.sizes.push(end - start);
    begun.chunks += 1;
    sealed += end - start;
    onProgress(sealed, 0, items.length);
  }
  const names = await call("encrypt", { organizationId, texts: collections.map(({ name }) => name) });
  begun.collections = collections.map(({ id }, i) => (id ? { id } : { name: names[i] }));
  await attempt(() => keepImport(begun));
}

async function chunkAt({ current, unkept }, sequence) {
  const chunk = unkept?.get(sequence) ?? (await attempt(() => chunkOf(current.id, sequence)));
  if (!chunk) throw new Error("a part of the import was lost");
  return chunk;
}

/** A browser that keeps nothing is no reason not to import. */
async function attempt(act) {
  try {
    return await act();
  } catch {
    return null;
  }
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
  for (let tried = 1; ; tried += 1) {
    try {
      return await request();
    } catch (error) {
      const passing = error instanceof ApiError && (error.status === 0 || error.status >= 502);
      if (!passing || tried === ATTEMPTS) throw error;
      await new Promise((resolve) => setTimeout(resolve, FIRST_WAIT * 2 ** tried));
    }
  }
}

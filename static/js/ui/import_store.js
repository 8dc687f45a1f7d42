// Imports on their way, kept by the browser until the server has written them: ciphertext only, as it is sent. With it an
// import goes on after a reload; without it, where a browser keeps nothing, it still runs to its end.
const NAME = "imports";
const TABLES = { imports: "imports", chunks: "chunks" };

/** @typedef {{ id: string, scope: string, total: number, chunks: number, sizes: number[], collections: object[] | null, at: number }} Journey */

/** Keep an import; `collections` is null until all of it is encrypted. @param {Journey} journey */
export function keepImport(journey) {
  return write(TABLES.imports, (table) => table.put(journey, journey.id));
}

export function keepChunk(id, sequence, chunk) {
  return write(TABLES.chunks, (table) => table.put(chunk, [id, sequence]));
}

export function chunkOf(id, sequence) {
  return read(TABLES.chunks, (table) => table.get([id, sequence]));
}

/** Return the imports of a scope, a person's or an organization's. @returns {Promise<Journey[]>} */
export async function importsOf(scope) {
  const all = (await read(TABLES.imports, (table) => table.getAll())) ?? [];
  return all.filter((journey) => journey.scope === scope);
}

export async function forgetImport(id) {
  await write(TABLES.imports, (table) => table.delete(id));
  await write(TABLES.chunks, (table) => table.delete(IDBKeyRange.bound([id], [id, []])));
}

function open() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.addEventListener("upgradeneeded", () => {
      for (const table of Object.values(TABLES)) request.result.createObjectStore(table);
    });
    request.addEventListener("success", () => resolve(request.result));
    request.addEventListener("error", () => reject(request.error));
  });
}

async function within(table, mode, act) {
  const database = await open();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction(table, mode);
      const request = act(transaction.objectStore(table));
      transaction.addEventListener("complete", () => resolve(request.result));
      transaction.addEventListener("abort", () => reject(transaction.error));
    });
  } finally {
    database.close();
  }
}

const read = (table, act) => within(table, "readonly", act);
const write = (table, act) => within(table, "readwrite", act);

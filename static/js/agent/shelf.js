const DATABASE = "portal-vault";
const STORE = "lists";

/**
 * Make a place on this device that outlives the worker; only ciphertext is put there. Logging out empties it, by the
 * server's `Clear-Site-Data`. Where the browser has no storage, nothing is kept.
 *
 * @returns {{ get: (name: string) => Promise<any>, put: (name: string, value: any) => Promise<void>,
 *     remove: (name: string) => Promise<void> }} What is asked of it happens in the order of the calls.
 */
export function createShelf() {
  let last = Promise.resolve();
  const inTurn = (mode, act) => {
    const turn = last.then(() => within(mode, act));
    last = turn.catch(() => {});
    return turn;
  };
  return {
    get: (name) => inTurn("readonly", (store) => store.get(name)),
    put: (name, value) => inTurn("readwrite", (store) => store.put(value, name)),
    remove: (name) => inTurn("readwrite", (store) => store.delete(name)),
  };
}

async function within(mode, act) {
  const database = await opened();
  try {
    return await settled(act(database.transaction(STORE, mode).objectStore(STORE)));
  } finally {
    // An open connection would keep the browser from emptying the storage.
    database.close();
  }
}

function opened() {
  const request = indexedDB.open(DATABASE, 1);
  request.addEventListener("upgradeneeded", () => request.result.createObjectStore(STORE));
  return settled(request);
}

function settled(request) {
  return new Promise((resolve, reject) => {
    request.addEventListener("success", () => resolve(request.result));
    request.addEventListener("error", () => reject(request.error));
  });
}

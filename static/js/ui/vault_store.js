import { call } from "../agent/client.js";
import { getDocument, postBuffer } from "./http.js";
import { address } from "./vault_routes.js";

const BATCH = 500;
// With so many changes it is quicker to fetch everything.
const MANY = 4 * BATCH;

/**
 * Make the page's view of one index in the agent.
 *
 * @param {{ scope: string, revision: string, keyring: object }} page `revision`: the server's when it made the page.
 */
export function createStore({ scope, revision, keyring, archives }) {
  let loading = Promise.resolve();

  async function fetchIndex() {
    const fetched = await getDocument(address("itemsUrl"));
    await call("index", { scope, revision: fetched.revision, buffer: fetched.buffer, whole: false }, [fetched.buffer]);
  }

  /** Fetch what differs from what the agent has. */
  async function fetchChanges() {
    if (!(await call("hasIndex", { scope }))) return fetchIndex();
    const { revision: current, buffer: fingerprints } = await getDocument(address("fingerprintsUrl"));
    const { ids } = await call("compare", { scope, fingerprints });
    if (ids.length > MANY) throw new RangeError("too much has changed");
    const items = [];
    for (let start = 0; start < ids.length; start += BATCH) {
      items.push(await postBuffer(address("chosenItemsUrl"), { ids: ids.slice(start, start + BATCH) }));
    }
    await call("patch", { scope, revision: current, fingerprints, items }, [fingerprints, ...items]);
  }

  /** Fetch the changes or, where there are too many or an item went meanwhile, everything. */
  const refresh = () => fetchChanges().catch(fetchIndex);

  return {
    scope,
    /** Hand over the keys, and fetch what the agent does not have yet. */
    async open() {
      await call("open", keyring);
      if (!(await call("hasIndex", { scope, revision }))) await refresh();
    },
    /** Fetch what changed; what is asked of single items meanwhile waits for it. */
    reload() {
      loading = refresh();
      return loading;
    },
    search: (question) => call("search", { scope, ...question }),
    facets: () => call("facets", { scope, archives }),
    /** Count the other logins with this password. */
    passwordUse: async (password, except) => (await call("passwordUse", { scope, password, except })).count,
    async item(id) {
      await loading.catch(() => {});
      return call("item", { scope, id });
    },
  };
}

import { call } from "../agent/client.js";
import { getDocument } from "./http.js";
import { address } from "./vault_routes.js";

/**
 * Make the page's view of one index in the agent.
 *
 * @param {{ scope: string, revision: string, keyring: object }} page `revision`: the server's when it made the page.
 */
export function createStore({ scope, revision, keyring }) {
  let loading = Promise.resolve();

  async function fetchIndex() {
    const fetched = await getDocument(address("itemsUrl"));
    await call("index", { scope, revision: fetched.revision, buffer: fetched.buffer }, [fetched.buffer]);
  }

  return {
    scope,
    /** Hand over the keys, and fetch what the agent does not have yet. */
    async open() {
      await call("open", keyring);
      if (!(await call("hasIndex", { scope, revision }))) await fetchIndex();
    },
    /** Fetch everything anew; what is asked of single items meanwhile waits for it. */
    reload() {
      loading = fetchIndex();
      return loading;
    },
    search: (question) => call("search", { scope, ...question }),
    facets: () => call("facets", { scope }),
    /** Count what is in no collection. */
    unassigned: async () => (await call("search", { scope, filter: { unassigned: true }, size: 1 })).total,
    async item(id) {
      await loading.catch(() => {});
      return call("item", { scope, id });
    },
  };
}

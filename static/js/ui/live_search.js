// Searching while one types: what the server answers to the search form takes the place of what was found before.
import { getPage } from "./http.js";
import { refreshSelection } from "./selection.js";

const PAUSE = 250;

function addressOf(form) {
  const query = new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
  return `${location.pathname}${query.size ? `?${query}` : ""}`;
}

/**
 * Wire a `[data-live-search="id"]` around a search form and a [role="status"]: the element of that id is
 * replaced by the one of the new page; a link with data-follow gets the same query. Without an answer the
 * form is sent as if there were no script.
 */
export function startLiveSearch(place) {
  const form = place.querySelector("form");
  const status = place.querySelector('[role="status"]');
  let timer = 0;
  let asked = new AbortController();

  async function search() {
    asked.abort();
    asked = new AbortController();
    const { signal } = asked;
    const address = addressOf(form);
    try {
      const page = await getPage(address, { signal });
      const found = page.getElementById(place.dataset.liveSearch);
      if (!found) return form.submit();
      show(found, address);
    } catch {
      if (!signal.aborted) form.submit();
    }
  }

  function show(found, address) {
    const before = document.getElementById(place.dataset.liveSearch);
    const area = before.closest("[data-selection]");
    before.replaceWith(document.adoptNode(found));
    history.replaceState(null, "", address);
    for (const link of place.querySelectorAll("a[data-follow]")) link.search = location.search;
    status.textContent = found.querySelector("[data-announce]")?.dataset.announce ?? "";
    if (area) refreshSelection(area);
  }

  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(search, PAUSE);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(timer);
    search();
  });
}

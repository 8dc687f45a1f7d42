import { itemTable } from "./item_table.js";
import { keepFocus } from "./list_focus.js";
import { renderPager } from "./pager.js";
import { filterOf } from "./places.js";
import { refreshSelection } from "./selection.js";
import { emptyList } from "./vault_page.js";
import { say } from "./vault_texts.js";

const SIZE = 50;

/**
 * Wire the list: search words, sort and page are its own; where one is comes from the page.
 *
 * @param {{ store: object, page: object, place: () => object }} surroundings
 * @returns {{ render: () => Promise<void>, first: () => Promise<void>, rows: Map }}
 */
export function createItemList({ store, page, place }) {
  const [list, pages, search, found] = ["list", "pages", "search", "found"].map((id) => document.getElementById(id));
  const area = list.closest("[data-selection]");
  const order = { sort: "name", descending: false };
  const rows = new Map();
  let number = 1;
  let asked = 0;

  async function render() {
    asked += 1;
    const mine = asked;
    const here = place();
    const question = { query: search.value, filter: filterOf(here, page.archives), ...order, page: number, size: SIZE };
    const isLatest = () => mine === asked;
    const result = await store.search({ ...question, whole: false });
    // An older answer must not overtake a newer one.
    if (!isLatest()) return;
    take(result, here);
    // Shown as far as it is decrypted; the rest follows.
    if (result.partial) store.search(question).then((complete) => isLatest() && take(complete, here)).catch(() => {});
  }

  function take(result, here) {
    number = result.page;
    rows.clear();
    for (const row of result.rows) rows.set(row.id, row);
    show(result, here);
  }

  function show(result, here) {
    const narrowed = Boolean(search.value || here.type || !["all", "archive", "trash"].includes(here.kind));
    const shown = { ...order, trash: here.kind === "trash", types: page.types, page };
    const focusAgain = keepFocus(area);
    list.replaceChildren(result.total ? itemTable(result.rows, shown) : emptyList(here.kind, { narrowed }));
    list.setAttribute("aria-busy", String(Boolean(result.partial)));
    renderPager(pages, result, SIZE);
    found.textContent = say(result.partial ? "itemsFoundSoFar" : "itemsFound", String(result.total));
    refreshSelection(area);
    focusAgain();
  }

  function first() {
    number = 1;
    return render();
  }

  search.addEventListener("input", first);
  list.addEventListener("click", (event) => {
    const key = event.target.closest("[data-sort]")?.dataset.sort;
    if (!key) return;
    order.descending = order.sort === key ? !order.descending : key !== "name";
    order.sort = key;
    first().then(() => list.querySelector(`[data-sort="${key}"]`)?.focus());
  });
  pages.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-page]");
    if (!button) return;
    number = Number(button.dataset.page);
    await render();
    area.scrollIntoView({ block: "start" });
  });

  return { render, first, rows };
}

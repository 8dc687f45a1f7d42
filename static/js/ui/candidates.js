// Lists of people that a large organization does not put on the page whole: a search asks the server for the others.
import { get } from "./http.js";
import { toast } from "./toast.js";

const PAUSE = 250;

/**
 * Ask for whom a search field names, once typing pauses.
 *
 * @param {HTMLInputElement} search
 * @param {string | undefined} url without one, everybody is on the page already.
 * @param {(people: object[]) => void} add
 */
export function startCandidates(search, url, add) {
  if (!url) return;
  let asked = 0;
  let timer;

  async function ask() {
    asked += 1;
    const mine = asked;
    try {
      const { people } = await get(`${url}?${new URLSearchParams({ q: search.value })}`);
      // What was asked for last counts, whatever is answered first.
      if (mine === asked) add(people);
    } catch (error) {
      toast(error.message, "danger");
    }
  }

  search.addEventListener("input", () => {
    clearTimeout(timer);
    if (search.value.trim()) timer = setTimeout(ask, PAUSE);
  });
}

/** Say whether every word of a search is part of a row's `data-words`. */
export function namedBy(search, row) {
  const words = search.value.trim().toLocaleLowerCase().split(/\s+/).filter(Boolean);
  return words.every((word) => row.dataset.words.includes(word));
}

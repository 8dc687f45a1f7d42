/**
 * Remember where the focus is in a list that is about to be rendered anew.
 *
 * @param {HTMLElement} area
 * @returns {() => void} puts the focus back: to the same control of the same row or, where that is gone, to what
 *     stands first in the list; without this a keyboard would begin at the top of the page again.
 */
export function keepFocus(area) {
  const focused = document.activeElement;
  if (!area.contains(focused)) return () => {};
  const row = focused.closest("tr[data-item]");
  const place = row && controls(row).indexOf(focused);
  return () => {
    if (focused.isConnected && focused.checkVisibility()) return;
    const same = row && [...area.querySelectorAll("tr[data-item]")].find(({ dataset }) => dataset.item === row.dataset.item);
    const next = same ? controls(same)[place] : area.querySelector("[data-select-all]") ?? area.querySelector("input");
    next?.focus({ preventScroll: Boolean(same) });
  };
}

function controls(row) {
  return [...row.querySelectorAll("input, button")].filter((control) => !control.closest("[popover]"));
}

// Row selection: a [data-selection] holding a .bulk-bar, [data-select-all] and [data-select] boxes (their value is the row's id).

/** Return the ids of the chosen rows. */
export function selected(area) {
  return [...area.querySelectorAll("[data-select]:checked")].map((box) => box.value);
}

/** Bring count, bulk bar and head box in line with the rows; call it after re-rendering rows. */
export function refreshSelection(area) {
  const boxes = [...area.querySelectorAll("[data-select]:not(:disabled)")];
  const count = boxes.filter((box) => box.checked).length;
  const all = area.querySelector("[data-select-all]");
  if (all) {
    all.checked = count > 0 && count === boxes.length;
    all.indeterminate = count > 0 && count < boxes.length;
  }
  const bar = area.querySelector(".bulk-bar");
  if (bar) {
    bar.hidden = count === 0;
    const label = bar.querySelector(".bulk-count");
    if (label) label.textContent = (count === 1 ? label.dataset.one : label.dataset.many).replace("%d", count);
  }
  area.dispatchEvent(new CustomEvent("selectionchange", { detail: selected(area) }));
}

function range(boxes, from, to, checked) {
  const [first, last] = [boxes.indexOf(from), boxes.indexOf(to)].sort((a, b) => a - b);
  if (first >= 0) for (const box of boxes.slice(first, last + 1)) box.checked = checked;
}

/** Wire all selections; Shift and a click choose a range. */
export function startSelections(root = document) {
  let last = null;
  let shift = false;
  root.addEventListener("click", (event) => { shift = event.shiftKey; }, true);
  root.addEventListener("change", (event) => {
    const area = event.target.closest?.("[data-selection]");
    if (!area) return;
    const boxes = [...area.querySelectorAll("[data-select]:not(:disabled)")];
    if (event.target.matches("[data-select-all]")) for (const box of boxes) box.checked = event.target.checked;
    else if (event.target.matches("[data-select]")) {
      if (shift && last && last !== event.target) range(boxes, last, event.target, event.target.checked);
      last = event.target;
    } else return;
    refreshSelection(area);
  });
  root.addEventListener("click", (event) => {
    const area = event.target.closest("[data-select-none]")?.closest("[data-selection]");
    if (!area) return;
    for (const box of area.querySelectorAll("[data-select]:checked")) box.checked = false;
    refreshSelection(area);
  });
  for (const area of root.querySelectorAll("[data-selection]")) refreshSelection(area);
}

// Popover menus: arrow keys, closing after a choice, and places for browsers without anchor positioning.

const anchored = CSS.supports("position-area", "block-end span-inline-start");

function opener(menu) {
  return document.querySelector(`[popovertarget="${CSS.escape(menu.id)}"]`);
}

function place(menu) {
  const button = opener(menu)?.getBoundingClientRect();
  if (!button) return;
  const { width, height } = menu.getBoundingClientRect();
  const toStart = menu.classList.contains("from-start") === (getComputedStyle(menu).direction === "rtl");
  const left = toStart ? button.right - width : button.left;
  const top = button.bottom + height + 8 > innerHeight && button.top > height ? button.top - height - 8 : button.bottom;
  menu.style.left = `${Math.max(8, Math.min(left, innerWidth - width - 8))}px`;
  menu.style.top = `${Math.max(8, top)}px`;
}

function items(menu) {
  return [...menu.querySelectorAll(".menu-item:not(:disabled)")].filter((item) => item.offsetParent !== null);
}

function step(menu, key) {
  const all = items(menu);
  const at = all.indexOf(document.activeElement);
  const next = { ArrowDown: at + 1, ArrowUp: at <= 0 ? all.length - 1 : at - 1, Home: 0, End: all.length - 1 }[key];
  all[next % all.length]?.focus();
}

/** Wire all `.menu[popover]`, also those made later. */
export function startMenus(root = document) {
  root.addEventListener("toggle", (event) => {
    const menu = event.target;
    if (!menu.matches?.(".menu[popover]") || event.newState !== "open") return;
    if (!anchored) place(menu);
  }, true);
  root.addEventListener("keydown", (event) => {
    const button = event.target.closest?.("[popovertarget]");
    const menu = event.target.closest?.(".menu:popover-open");
    if (menu && ["ArrowDown", "ArrowUp", "Home", "End"].includes(event.key) && !event.target.matches("input, textarea, select")) {
      event.preventDefault();
      step(menu, event.key);
    } else if (button && event.key === "ArrowDown") {
      const target = document.getElementById(button.getAttribute("popovertarget"));
      if (!target?.matches(".menu")) return;
      event.preventDefault();
      target.showPopover({ source: button });
      items(target)[0]?.focus();
    }
  });
  root.addEventListener("click", (event) => {
    const item = event.target.closest?.(".menu-item");
    if (item && !("keepOpen" in item.dataset)) item.closest(".menu")?.hidePopover?.();
  });
}

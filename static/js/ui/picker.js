// A search among things that could be added ([role=combobox] and its list), by pointer or keyboard.
import { element } from "./dom.js";

// More would not be read; the search narrows them.
const SHOWN = 50;
const { compare } = new Intl.Collator(document.documentElement.lang, { numeric: true });

/**
 * Wire a `.picker`: what is typed narrows the list, arrows go through it, Enter or a click adds.
 *
 * @param {HTMLElement} picker
 * @param {{ others: { id: string, name: string }[], draw: (one: object) => Node[], choose: (one: object) => void }} options
 *   `others` are those that could be added, each of which leaves the list when it is.
 * @returns {{ offer: (one: object) => void, focus: () => void }} `offer` puts one back into the list.
 */
export function startPicker(picker, { others, draw, choose }) {
  const input = picker.querySelector("[role=combobox]");
  const list = picker.querySelector("[role=listbox]");
  const none = picker.querySelector("[data-no-match]");
  let active = 0;
  let matching = [];
  others.sort((a, b) => compare(a.name, b.name));

  function show() {
    const words = input.value.trim().toLocaleLowerCase().split(/\s+/);
    matching = others.filter(({ name }) => words.every((word) => name.toLocaleLowerCase().includes(word))).slice(0, SHOWN);
    active = Math.max(0, Math.min(active, matching.length - 1));
    list.replaceChildren(...matching.map((one, i) =>
      element("li", { id: `${list.id}-${i}`, class: "picker-option", role: "option", "aria-selected": String(i === active) }, ...draw(one))));
    list.hidden = !matching.length;
    none.hidden = matching.length > 0 || !input.value.trim();
    input.setAttribute("aria-expanded", String(!list.hidden));
    point();
  }

  function hide() {
    list.hidden = none.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function point() {
    [...list.children].forEach((option, i) => option.setAttribute("aria-selected", String(i === active)));
    const option = list.children[active];
    if (!option) return input.removeAttribute("aria-activedescendant");
    input.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  }

  function take(one) {
    others.splice(others.indexOf(one), 1);
    choose(one);
    show();
  }

  const keys = {
    ArrowDown: () => (list.hidden ? show() : move(1)),
    ArrowUp: () => move(-1),
    // The form is sent by its button alone: here Enter adds.
    Enter: () => !list.hidden && matching[active] && take(matching[active]),
    Escape: () => hide(),
  };

  function move(by) {
    active = (active + by + matching.length) % Math.max(1, matching.length);
    point();
  }

  input.addEventListener("keydown", (event) => {
    if (event.isComposing || !keys[event.key] || (event.key === "Escape" && list.hidden)) return;
    event.preventDefault();
    keys[event.key]();
  });
  input.addEventListener("input", () => {
    active = 0;
    show();
  });
  input.addEventListener("focus", show);
  input.addEventListener("click", show);
  input.addEventListener("blur", hide);
  // The focus stays where the next word is typed.
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", ({ target }) => {
    const option = target.closest("[role=option]");
    if (option) take(matching[[...list.children].indexOf(option)]);
  });

  return {
    offer(one) {
      others.push(one);
      others.sort((a, b) => compare(a.name, b.name));
    },
    focus() {
      input.focus();
    },
  };
}

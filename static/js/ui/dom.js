// Small helpers to build elements without HTML strings (Trusted Types forbids them).

const SVG = "http://www.w3.org/2000/svg";

/** Return the content of `<meta name>`, or ''. */
export function meta(name) {
  return document.querySelector(`meta[name="${name}"]`)?.content ?? "";
}

/** Return a translated text that base.html carries as `data-<key>` on #texts. */
export function text(key) {
  return document.getElementById("texts")?.dataset[key] ?? "";
}

/**
 * Create an element. `properties`: class, dataset, on (event -> listener); other names are attributes,
 * where true sets an empty one and false, null, undefined leave it out. Children are nodes or strings.
 */
export function element(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === "class") node.className = value;
    else if (name === "dataset") Object.assign(node.dataset, value);
    else if (name === "on") for (const [event, listener] of Object.entries(value)) node.addEventListener(event, listener);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

/** Create an icon of the sprite. */
export function icon(name, extra = "") {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", `icon ${extra}`.trim());
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `${meta("portal-icons")}#${name}`);
  svg.append(use);
  return svg;
}

/** Create an icon button with an accessible name. */
export function iconButton(name, label, properties = {}) {
  const { class: extra = "ghost small", ...rest } = properties;
  return element("button", { type: "button", class: `btn icon-only ${extra}`, "aria-label": label, title: label, ...rest }, icon(name));
}

/** Create an avatar with the stable tone of `id`. */
export function avatar(name, id, extra = "") {
  const tone = String(id).slice(-1).toLowerCase();
  return element("span", { class: `avatar tone-${tone} ${extra}`.trim(), "aria-hidden": "true" }, [...name.trim()][0] ?? "?");
}

/** Create a status pill. Kinds: '', info, success, warning, danger. */
export function badge(label, kind = "") {
  return element("span", { class: `badge ${kind}`.trim() }, label);
}

/** Show or end the busy state of a button; a busy button ignores further clicks. */
export function busy(button, on = true) {
  button.toggleAttribute("aria-busy", false);
  if (on) button.setAttribute("aria-busy", "true");
  button.disabled = on;
}

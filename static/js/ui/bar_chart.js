import { element } from "./dom.js";

const SVG = "http://www.w3.org/2000/svg";

/**
 * Make a chart of bars. Its numbers are text, so that nothing is said by length or color alone.
 *
 * @param {{ label: string, value: number, kind?: "danger" | "warning" | "success" }[]} rows
 * @returns {HTMLElement} a list.
 */
export function barChart(rows) {
  const most = Math.max(1, ...rows.map(({ value }) => value));
  return element("ul", { class: "bar-chart", role: "list" }, rows.map(({ label, value, kind = "" }) =>
    element("li", {}, element("span", {}, label), bar(value / most, kind), element("b", { class: "numeric" }, String(value)))));
}

function bar(part, kind) {
  const svg = shape("svg", { viewBox: "0 0 100 8", preserveAspectRatio: "none", "aria-hidden": "true", class: kind });
  svg.append(shape("rect", { class: "track", width: 100, height: 8, rx: 2 }), shape("rect", { width: 100 * part, height: 8, rx: 2 }));
  return svg;
}

function shape(name, attributes) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

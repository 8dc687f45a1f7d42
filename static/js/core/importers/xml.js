import { UnreadableExport } from "./unreadable.js";

const ENTITIES = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
const DEEPEST = 200;
const TOKEN =
  /<!--[\s\S]*?-->|<!\[CDATA\[([\s\S]*?)\]\]>|<\?[\s\S]*?\?>|<(\/?)([^\s<>/!?="']+)((?:\s+[^\s<>/=]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|([^<]+)/y;
const ATTRIBUTE = /([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

/**
 * @typedef {object} XmlElement
 * @property {string} name
 * @property {Record<string, string>} attributes
 * @property {XmlElement[]} children
 * @property {string} text of the element itself, without its children's.
 */

/**
 * Read XML without a document type: only its five entities and characters by number exist, so that nothing expands.
 *
 * @param {string} text
 * @returns {XmlElement} the root.
 * @throws {UnreadableExport} `xml` for anything that is not well formed, or has a document type.
 */
export function parseXml(text) {
  const top = { name: "", attributes: {}, children: [], text: "" };
  const open = [top];
  TOKEN.lastIndex = text.startsWith("\ufeff") ? 1 : 0;
  while (TOKEN.lastIndex < text.length) {
    const token = TOKEN.exec(text);
    if (!token) throw new UnreadableExport("xml");
    take(token, open);
  }
  if (open.length !== 1 || top.children.length !== 1 || top.text.trim()) throw new UnreadableExport("xml");
  return top.children[0];
}

/** Return the first child of a name. */
export function childOf(element, name) {
  return element?.children.find((child) => child.name === name);
}

/** Return the text of the first child of a name, or "". */
export function textIn(element, name) {
  return childOf(element, name)?.text ?? "";
}

function take([, cdata, closing, name, attributes, empty, text], open) {
  const current = open.at(-1);
  if (cdata !== undefined) current.text += cdata;
  else if (text !== undefined) current.text += unescaped(text);
  else if (closing) {
    if (current.name !== name || attributes || empty || open.length === 1) throw new UnreadableExport("xml");
    open.pop();
  } else if (name !== undefined) {
    const element = { name, attributes: attributesOf(attributes), children: [], text: "" };
    current.children.push(element);
    if (!empty) open.push(element);
    if (open.length > DEEPEST) throw new UnreadableExport("xml");
  }
}

function attributesOf(text) {
  return Object.fromEntries(
    [...text.matchAll(ATTRIBUTE)].map(([, name, double, single]) => [name, unescaped(double ?? single)]),
  );
}

function unescaped(text) {
  if (!text.includes("&")) return text;
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{1,8}));|&/gi, (_, decimal, hex, name) => {
    if (name !== undefined && Object.hasOwn(ENTITIES, name)) return ENTITIES[name];
    const code = decimal !== undefined ? Number(decimal) : Number.parseInt(hex, 16);
    if (!(code > 0 && code <= 0x10ffff)) throw new UnreadableExport("xml");
    return String.fromCodePoint(code);
  });
}

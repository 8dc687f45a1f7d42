/**
 * Write rows as RFC 4180 has it. Texts are kept as they are: what reads the file must get every password back.
 *
 * @param {(string | null | undefined)[][]} rows
 * @returns {string}
 */
export function writeCsv(rows) {
  return rows.map((cells) => `${writeCells(cells)}\r\n`).join("");
}

/** Write one row without its end: also several addresses or collections within one cell. */
export function writeCells(cells) {
  return cells.map(cell).join(",");
}

function cell(value) {
  const text = value ?? "";
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

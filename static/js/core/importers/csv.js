/** The file is not CSV. `line` is where reading stopped, counted from 1. */
export class MalformedCsv extends Error {
  name = "MalformedCsv";

  constructor(line) {
    super("a quoted field does not end as one");
    this.line = line;
  }
}

/**
 * Read CSV as RFC 4180 has it, with line ends of any system and an optional byte order mark.
 *
 * A quote inside a field that was not opened by one stands for itself, as spreadsheets write it.
 *
 * @param {string} text
 * @returns {{ line: number, cells: string[] }[]} each row with the line it begins on; empty lines are left out.
 * @throws {MalformedCsv} when a quoted field is never closed, or goes on after its closing quote.
 */
export function parseCsv(text) {
  const rows = [];
  let at = text.startsWith("\ufeff") ? 1 : 0;
  let line = 1;
  while (at < text.length) {
    const row = { line, cells: [] };
    do {
      const field = text[at] === '"' ? quoted(text, at, line) : bare(text, at);
      row.cells.push(field.value);
      at = field.end;
      line += field.lines;
    } while (text[at++] === ",");
    if (text[at - 1] === "\r" && text[at] === "\n") at += 1;
    line += 1;
    if (row.cells.length > 1 || row.cells[0] !== "") rows.push(row);
  }
  return rows;
}

/**
 * Read CSV with a header row.
 *
 * @param {string} text
 * @returns {{ header: string[], rows: { line: number, values: Record<string, string>, fits: boolean }[] }} keys are
 *   the header's names, trimmed and in lower case; a cell missing at the end is "", and a row with more cells than
 *   the header does not fit. Rows without any text are left out.
 * @throws {MalformedCsv}
 */
export function parseTable(text) {
  const [first, ...rest] = parseCsv(text);
  const header = (first?.cells ?? []).map((name) => name.trim().toLowerCase());
  const filled = rest.filter(({ cells }) => cells.some((cell) => cell !== ""));
  const rows = filled.map(({ line, cells }) => ({
    line,
    values: Object.fromEntries(header.map((name, i) => [name, cells[i] ?? ""])),
    fits: cells.length <= header.length,
  }));
  return { header, rows };
}

function bare(text, start) {
  let end = start;
  while (end < text.length && text[end] !== "," && text[end] !== "\n" && text[end] !== "\r") end += 1;
  return { value: text.slice(start, end), end, lines: 0 };
}

function quoted(text, start, line) {
  let value = "";
  let from = start + 1;
  for (;;) {
    const quote = text.indexOf('"', from);
    if (quote < 0) throw new MalformedCsv(line);
    value += text.slice(from, quote);
    if (text[quote + 1] !== '"') return closed(text, quote + 1, value, line);
    value += '"';
    from = quote + 2;
  }
}

function closed(text, end, value, line) {
  if (end < text.length && !",\r\n".includes(text[end])) throw new MalformedCsv(line);
  return { value, end, lines: value.split(/\r\n|\r|\n/).length - 1 };
}

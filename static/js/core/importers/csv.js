/** The file is not CSV. `line` is where reading stopped, counted from 1. */
export class MalformedCsv extends Error {
  name = "MalformedCsv";

  constructor(line) {
    super("a quoted field does not end as one");
    this.line = line;
  }
}

/** The line before the header that names the separator. */
export const SAID = /^\ufeff?"?sep=([,;\t])"?(?=[\r\n])/i;

/**
 * Read CSV as RFC 4180 has it, with line ends of any system and an optional byte order mark.
 *
 * A quote inside a field that was not opened by one stands for itself, as spreadsheets write it.
 *
 * @param {string} text
 * @param {{ separator?: string, escape?: string }} [dialect] `escape` is the character that, before a quote, keeps it
 *   from closing the field; without it only a doubled quote does.
 * @returns {{ line: number, cells: string[] }[]} each row with the line it begins on; empty lines are left out.
 * @throws {MalformedCsv} when a quoted field is never closed, or goes on after its closing quote.
 */
export function parseCsv(text, { separator = ",", escape = "" } = {}) {
  const dialect = { ends: `${separator}\r\n`, escape };
  const rows = [];
  let at = text.startsWith("\ufeff") ? 1 : 0;
  let line = 1;
  while (at < text.length) {
    const row = { line, cells: [] };
    do {
      const field = text[at] === '"' ? quoted(text, at, line, dialect) : bare(text, at, dialect);
      row.cells.push(field.value);
      at = field.end;
      line += field.lines;
    } while (text[at++] === separator);
    if (text[at - 1] === "\r" && text[at] === "\n") at += 1;
    line += 1;
    if (row.cells.length > 1 || row.cells[0] !== "") rows.push(row);
  }
  return rows;
}

/**
 * Read CSV with a header row, parted by commas or, as spreadsheets of some countries save it, semicolons or tabs.
 *
 * @param {string} text
 * @param {{ escape?: string, mends?: boolean }} [dialect] as parseCsv has it; `mends` puts rows together that a line
 *   break without quotes has torn, and lets none be short.
 * @returns {{ header: string[], titles: Record<string, string>,
 *   rows: { line: number, values: Record<string, string>, fits: boolean }[] }} keys are the header's names, trimmed and
 *   in lower case, with a number where a name comes again; `titles` has them as written. A cell missing at the end is
 *   "", and a row with more cells than the header does not fit. Rows without any text are left out.
 * @throws {MalformedCsv}
 */
export function parseTable(text, { mends = false, ...dialect } = {}) {
  const { separator, table } = separated(text);
  const [first, ...torn] = parseCsv(table, { separator, ...dialect });
  const rest = mends ? mended(torn, first?.cells.length) : torn;
  const titles = (first?.cells ?? []).map((name) => name.trim());
  const header = distinct(titles.map((name) => name.toLowerCase()));
  const filled = rest.filter(({ cells }) => cells.some((cell) => cell.trim() !== ""));
  const rows = filled.map(({ line, cells }) => ({
    line,
    values: Object.fromEntries(header.map((name, i) => [name, cells[i] ?? ""])),
    // Some programs end each line with a separator.
    fits: cells.slice(header.length).every((cell) => cell === "") && !(mends && cells.length < header.length),
  }));
  return { header, titles: Object.fromEntries(header.map((name, i) => [name, titles[i]])), rows };
}

/** Read CSV that may have no header, parted as parseTable finds it. */
export function parseRows(text) {
  const { separator, table } = separated(text);
  return parseCsv(table, { separator });
}

/** Find what parts the cells: what a first line `sep=;` says, as spreadsheets write it, or what the header has. */
function separated(text) {
  const said = SAID.exec(text);
  // The line stays, empty, so that all others keep their numbers.
  if (said) return { separator: said[1], table: text.slice(said[0].length) };
  const first = /[^\r\n]+/.exec(text)?.[0] ?? "";
  return { separator: [",", ";", "\t"].find((separator) => first.includes(separator)) ?? ",", table: text };
}

function mended(rows, width) {
  const whole = [];
  for (const { line, cells } of rows) {
    const last = whole.at(-1);
    if (last && last.cells.length < width && last.cells.length + cells.length - 1 <= width) {
      last.cells.push(`${last.cells.pop()}${"\n".repeat(line - last.end)}${cells[0]}`, ...cells.slice(1));
      last.end = line;
    } else whole.push({ line, end: line, cells: [...cells] });
  }
  return whole;
}

function distinct(names) {
  const seen = new Map();
  return names.map((name) => {
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return times === 1 ? name : `${name} ${times}`;
  });
}

function bare(text, start, { ends }) {
  let end = start;
  while (end < text.length && !ends.includes(text[end])) end += 1;
  return { value: text.slice(start, end), end, lines: 0 };
}

function quoted(text, start, line, dialect) {
  let value = "";
  let from = start + 1;
  for (;;) {
    const quote = text.indexOf('"', from);
    if (quote < 0) throw new MalformedCsv(line);
    value += text.slice(from, quote);
    const escaped = dialect.escape !== "" && value.endsWith(dialect.escape);
    if (!escaped && text[quote + 1] !== '"') return closed(text, quote + 1, value, line, dialect);
    value = `${escaped ? value.slice(0, -1) : value}"`;
    from = quote + (escaped ? 1 : 2);
  }
}

function closed(text, end, value, line, { ends }) {
  if (end < text.length && !ends.includes(text[end])) throw new MalformedCsv(line);
  return { value, end, lines: value.split(/\r\n|\r|\n/).length - 1 };
}

// What an import left out, as a file the browser makes itself.

/** Give the list to the person as a CSV file. */
export function downloadReport(name, header, rows) {
  const content = [header, ...rows].map((cells) => cells.map(cellOf).join(",")).join("\r\n");
  // The mark tells spreadsheets that it is UTF-8.
  const address = URL.createObjectURL(new Blob([`\ufeff${content}\r\n`], { type: "text/csv;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}

/** Quote a cell; an apostrophe keeps a spreadsheet from running it as a formula. */
function cellOf(text) {
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return `"${harmless.replaceAll('"', '""')}"`;
}

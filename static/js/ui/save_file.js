const PATIENCE = 60_000;

/** Hand a file to the browser's downloads. */
export function saveFile(file, name) {
  const anchor = document.createElement("a");
  anchor.href = URL.createObjectURL(file);
  anchor.download = name;
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(anchor.href), PATIENCE);
}

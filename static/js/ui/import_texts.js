const root = document.getElementById("import");

/** Return the element of the import page whose id is `import-<name>`. */
export const part = (name) => document.getElementById(`import-${name}`);

/** Return a text of the page with its `%s` filled in order. */
export function say(key, ...values) {
  // A function, since a value may hold what replace() reads as a pattern.
  return values.reduce((text, value) => text.replace("%s", () => value), root.dataset[`text${key}`] ?? "");
}

/** Return the text of a number: `key`, or `keyOne` for 1. */
export function sayCount(key, count) {
  return say(count === 1 ? `${key}One` : key, count);
}

/** Say in words where an entry stands and why it is left out. */
export function explain({ where, name, reason, field }, isTable) {
  const place = say(isTable ? "Line" : "Item", where);
  return [place, name, say(`Reason${reason[0].toUpperCase()}${reason.slice(1)}`, field ?? "")];
}

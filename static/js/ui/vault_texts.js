const words = document.getElementById("vault-texts")?.dataset ?? {};

/** Return a text of `#vault-texts`, its `%s` and `%d` replaced in order, or its `%(name)s` by name. */
export function say(key, ...values) {
  let text = words[key] ?? "";
  const [named] = values;
  if (named && typeof named === "object") return text.replace(/%\((\w+)\)s/g, (_, name) => named[name]);
  for (const value of values) text = text.replace(/%[sd]/, () => value);
  return text;
}

/** Return the several texts that one key holds, parted by bars. */
export function sayAll(key) {
  return say(key).split("|");
}

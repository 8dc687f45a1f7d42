// A classic script in the head: the chosen theme must stand before the first paint, which a deferred module would miss.
try {
  const chosen = localStorage.getItem("theme");
  if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen;
} catch {
  // Storage may be forbidden; the system's theme then applies.
}

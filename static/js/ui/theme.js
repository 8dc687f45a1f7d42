// A classic script in the head: the chosen theme must stand before the first paint, which a deferred module would miss.
// It is kept in a cookie, because logging out clears the browser's storage.
{
  const [, chosen] = /(?:^|; )theme=(light|dark)(?:;|$)/.exec(document.cookie) ?? [];
  if (chosen) document.documentElement.dataset.theme = chosen;
}

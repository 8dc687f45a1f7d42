// Links to a Send that Bitwarden's clients make: `<portal>/#/send/<access id>/<key>`.
const LINK = /^#\/send\/([\w-]{22})\/([\w-]{22})$/;

/** Go to the page of the Send when the address is such a link, wherever it led. */
export function followSendLink() {
  const [, accessId, key] = LINK.exec(location.hash) ?? [];
  if (accessId) location.assign(`/send/${accessId}/#${key}`);
}

// Tells the server which zone this browser is in: pages show and read times in it.
const YEAR = 365 * 24 * 60 * 60;

export function rememberZone() {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone ?? "UTC";
  const known = document.cookie.split("; ").includes(`timezone=${zone}`);
  if (known) return;
  const secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `timezone=${zone}; Path=/; Max-Age=${YEAR}; SameSite=Lax${secure}`;
}

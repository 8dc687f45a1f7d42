const KEPT = 50;

/** Note a password, passphrase or user name that was made and used; in memory only, until the vault locks. */
async function noteGenerated({ generated }, { text, date }) {
  if (!text || generated[0]?.text === text) return;
  generated.unshift({ text, date });
  generated.splice(KEPT);
}

/** Return what was noted, the newest first. */
async function listGenerated({ generated }) {
  return generated;
}

async function forgetGenerated({ generated }) {
  generated.length = 0;
}

export const generatedOperations = { noteGenerated, listGenerated, forgetGenerated };

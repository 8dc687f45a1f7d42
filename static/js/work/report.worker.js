import { adjacencyGraphs, dictionary, ZxcvbnFactory } from "../../vendor/zxcvbn-ts/zxcvbn.js";
import { exposed, rangesOf } from "../core/reports/exposed.js";
import { parseSites, reused, unsecured, withoutTwoStep } from "../core/reports/findings.js";

// Longer input adds nothing to the score and takes quadratic time.
const LONGEST = 100;
const WEAK = 2;
const STEP = 100;
const SCORES = 5;
let ranges = new Map();

/**
 * Answer `{ logins, sites }` with `{ progress }` many times, then `{ findings, strength, prefixes }`; answer
 * `{ answers }`, what a list has of the prefixes, with `{ exposed }`.
 */
globalThis.addEventListener("message", async ({ data: { logins, sites, answers } }) => {
  if (answers) return globalThis.postMessage({ exposed: exposed(ranges, answers) });
  ranges = await rangesOf(logins);
  const scores = score(logins);
  const strength = Array.from({ length: SCORES }, (_, value) => scores.filter((one) => one.score === value).length);
  const weak = scores.filter((one) => one.score <= WEAK).sort((one, other) => one.score - other.score);
  const twoStep = sites ? withoutTwoStep(logins, parseSites(sites)) : null;
  const findings = { weak, reused: reused(logins), unsecured: unsecured(logins), twoStep };
  globalThis.postMessage({ findings, strength, prefixes: [...ranges.keys()] });
});

/** Score each password; words of the login's own are easy to guess. */
function score(logins) {
  const estimator = new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs });
  return logins.filter(({ password }) => password).map(({ id, username, password }, i, { length }) => {
    if (i % STEP === 0) globalThis.postMessage({ progress: i / length });
    const inputs = (username ?? "").split(/[\s@.]+/).filter(Boolean);
    return { id, score: estimator.check(password.slice(0, LONGEST), inputs).score };
  });
}

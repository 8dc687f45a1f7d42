import { adjacencyGraphs, dictionary, ZxcvbnFactory } from "../../vendor/zxcvbn-ts/zxcvbn.js";

// Longer input adds nothing to the score and takes quadratic time.
const LONGEST = 100;
const estimator = new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs });

/**
 * Answer `{ id, password, inputs }` with `{ id, score, guessesLog10, warning }`: a score from 0 to 4,
 * and the key of a warning or null. `inputs` are words that are easy to guess for this person.
 */
globalThis.addEventListener("message", ({ data: { id, password, inputs = [] } }) => {
  const { score, guessesLog10, feedback } = estimator.check(password.slice(0, LONGEST), inputs);
  globalThis.postMessage({ id, score, guessesLog10, warning: feedback.warning ?? null });
});

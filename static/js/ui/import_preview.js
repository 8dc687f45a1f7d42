import { element } from "./dom.js";
import { explain, part, say, sayCount } from "./import_texts.js";

// A list that nobody reads to its end is given as a file.
const SHOWN = 100;

/**
 * Show what an import would do.
 *
 * @param {object} preview
 * @param {object} preview.plan what planImport gave.
 * @param {object[]} preview.duplicates
 * @param {object[]} preview.leftOut all that is not imported.
 * @param {string} preview.formatName
 * @param {boolean} preview.isTable
 * @param {boolean} preview.creates whether the person may create collections.
 */
export function showPreview({ plan, duplicates, leftOut, formatName, isTable, creates }) {
  const numbers = {
    count: plan.items.length,
    "new-collections": plan.collections.filter(({ id }) => !id).length,
    duplicates: duplicates.length,
    "left-out": leftOut.length,
  };
  for (const [name, number] of Object.entries(numbers)) part(name).textContent = number;
  part("found-format").textContent = formatName;
  part("duplicate-choice").hidden = !duplicates.length;
  part("skip-label").textContent = sayCount("Skip", duplicates.length);
  const mayNot = !creates && numbers["new-collections"] > 0;
  part("may-not").hidden = !mayNot;
  part("unassigned").hidden = !plan.unassigned;
  part("unassigned-text").textContent = sayCount("Unassigned", plan.unassigned);
  part("problems").hidden = !leftOut.length;
  part("problem-rows").replaceChildren(...leftOut.slice(0, SHOWN).map((one) => row(explain(one, isTable))));
  part("more").hidden = leftOut.length <= SHOWN;
  part("more").textContent = say("More", SHOWN, leftOut.length);
  part("start").textContent = sayCount("Import", plan.items.length);
  part("start").disabled = mayNot || !plan.items.length;
}

function row([place, name, why]) {
  const [, nameLabel, whyLabel] = [...part("problems").querySelectorAll("th")].map(({ textContent }) => textContent);
  return element(
    "tr",
    {},
    element("td", { class: "nowrap" }, place),
    element("td", { class: "cell-words", dir: "auto", dataset: { secret: "", label: nameLabel } }, name),
    element("td", { dataset: { label: whyLabel } }, why),
  );
}

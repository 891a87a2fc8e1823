/** Sites of unusual shape, in English and in Traditional look right as well: their kinds of
 * page where there is least room, where there is most, and with all settings at once. */
import { lookAtSite } from "./look.js";
import { fewCells } from "./modes.js";
import { folder, sites } from "./site.js";

for (const [name, root] of Object.entries(sites())) {
  // Traditional characters are as wide as those that they stand for: a page of each template is enough.
  const wanted = name === "traditional" ? (/** @type {string} */ kind) => !/ with | that is | without |^long /.test(kind.split(" in ")[0]) : undefined;
  if (root !== folder) lookAtSite(name, root, fewCells(), wanted);
}

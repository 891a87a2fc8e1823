/** Answers questions with the theme's own search engine over a site's folder, without
 * a browser: `node search-answers.js SITE < QUERIES` reads a JSON list of texts and
 * prints one answer a line, for comparison with package query. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { open, plainResponse } from "./search-engine-site.js";

const folder = process.argv[2];
const { searcher } = open((name) => {
  const file = join(folder, name.replace(/^site\//, ""));
  return existsSync(file) ? readFileSync(file) : undefined;
});
for (const q of JSON.parse(readFileSync(0, "utf8"))) {
  const response = await searcher.search({ q });
  console.log(JSON.stringify({ q, ...plainResponse(response), notes: response.notes }));
}

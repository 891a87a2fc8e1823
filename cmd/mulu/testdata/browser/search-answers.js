/** Answers questions with the search engine that a site's folder has, as it is published,
 * without a browser: `node search-answers.js SITE < REQUESTS` reads a JSON list of requests and
 * prints one answer a line, for comparison with package query. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { open, plainResponse } from "./search-engine-site.js";

const folder = process.argv[2];
const script = readdirSync(join(folder, "assets")).find((name) => /^search-engine\.\w+\.js$/.test(name)) ?? "";
const { Engine } = await import(pathToFileURL(join(folder, "assets", script)).href);
/** First looks have an engine of their own, as what one has read shapes what follows. */
const [slow, quick] = [0, 1].map(() => open((name) => {
  const file = join(folder, name.replace(/^site\//, ""));
  return existsSync(file) ? readFileSync(file) : undefined;
}, undefined, undefined, Engine).searcher);
for (const request of JSON.parse(readFileSync(0, "utf8"))) {
  const response = await (request.quick ? quick : slow).search(request);
  console.log(JSON.stringify({ q: request.q, ...plainResponse(response), notes: response.notes }));
}

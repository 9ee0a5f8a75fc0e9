import { page } from "../_includes/parts.js";
import { counted } from "../_includes/words.js";

export const data = { permalink: "/regions/index.html", eleventyExcludeFromCollections: true };

export function render({ collections: { regions }, page: { url } }) {
  const rows = regions.map(
    (term) =>
      `<li><a href="/regions/${term.path}/">${term.path}</a> ${counted(term.entries.length, "entry", "entries")}</li>`,
  );
  return page("Regions", undefined, url, `<h1>Regions</h1>\n<ul>\n${rows.join("\n")}\n</ul>`);
}

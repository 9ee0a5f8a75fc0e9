import { page } from "../_includes/parts.js";
import { counted } from "../_includes/words.js";

export const data = { permalink: "/topics/index.html", eleventyExcludeFromCollections: true };

export function render({ collections: { topics }, page: { url } }) {
  const rows = topics.map(
    (term) =>
      `<li><a href="/topics/${term.path}/">${term.path}</a> ${counted(term.entries.length, "entry", "entries")}</li>`,
  );
  return page("Topics", undefined, url, `<h1>Topics</h1>\n<ul>\n${rows.join("\n")}\n</ul>`);
}

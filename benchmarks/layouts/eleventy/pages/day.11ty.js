import { card, page, pager } from "../_includes/parts.js";
import { dayName } from "../_includes/words.js";

export const data = {
  pagination: { data: "collections.days", size: 1, alias: "day" },
  permalink: ({ day }) => `/${day.path}/index.html`,
  eleventyExcludeFromCollections: true,
};

export function render({ day, page: { url } }) {
  const main = `<h1>${dayName(day.date)}</h1>
${pager(day.older, day.newer, dayName)}
${day.entries.map(card).join("\n")}`;
  return page(dayName(day.date), undefined, url, main);
}

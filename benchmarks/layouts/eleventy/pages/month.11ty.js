import { card, page, pager } from "../_includes/parts.js";
import { monthName } from "../_includes/words.js";

export const data = {
  pagination: { data: "collections.months", size: 1, alias: "month" },
  permalink: ({ month }) => `/${month.path}/index.html`,
  eleventyExcludeFromCollections: true,
};

export function render({ month, page: { url } }) {
  const main = `<h1>${monthName(month.date)}</h1>
${pager(month.older, month.newer, monthName)}
${month.entries.map(card).join("\n")}`;
  return page(monthName(month.date), undefined, url, main);
}

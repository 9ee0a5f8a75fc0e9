import { termPage } from "../_includes/term.js";

const place = ({ path, number }) => (number === 1 ? `/regions/${path}/` : `/regions/${path}/page/${number}/`);

export const data = {
  pagination: { data: "collections.regionsPages", size: 1, alias: "term" },
  permalink: ({ term }) => `${place(term)}index.html`,
  eleventyExcludeFromCollections: true,
};

export function render({ term, page: { url } }) {
  return termPage(term, url, place);
}

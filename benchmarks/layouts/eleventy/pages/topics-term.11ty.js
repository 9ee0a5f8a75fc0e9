import { termPage } from "../_includes/term.js";

const place = ({ path, number }) => (number === 1 ? `/topics/${path}/` : `/topics/${path}/page/${number}/`);

export const data = {
  pagination: { data: "collections.topicsPages", size: 1, alias: "term" },
  permalink: ({ term }) => `${place(term)}index.html`,
  eleventyExcludeFromCollections: true,
};

export function render({ term, page: { url } }) {
  return termPage(term, url, place);
}

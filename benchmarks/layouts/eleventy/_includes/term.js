import { card, page } from "./parts.js";

export function termPage(term, url, place) {
  const pages = Array.from({ length: term.count }, (_, index) => {
    const number = index + 1;
    return `<a href="${place({ path: term.path, number })}">${number}</a>`;
  });
  const main = `<h1>${term.path}</h1>
<nav class="pager">
${pages.join("\n")}
</nav>
${term.entries.map(card).join("\n")}`;
  return page(term.path, undefined, url, main);
}

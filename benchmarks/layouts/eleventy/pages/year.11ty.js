import { page } from "../_includes/parts.js";
import { dayName, monthName } from "../_includes/words.js";

export const data = {
  pagination: { data: "collections.years", size: 1, alias: "year" },
  permalink: ({ year }) => `/${year.path}/index.html`,
  eleventyExcludeFromCollections: true,
};

export function render({ year, page: { url } }) {
  const months = year.months.map((month) => {
    const days = month.days.map(
      (day) => `<li><a href="/${day.path}/">${dayName(day.date)}</a></li>`,
    );
    return `<h2><a href="/${month.path}/">${monthName(month.date)}</a></h2>
<ul>
${days.join("\n")}
</ul>`;
  });
  return page(year.path, undefined, url, `<h1>${year.path}</h1>\n${months.join("\n")}`);
}

import { card, page } from "../_includes/parts.js";
import { dayName } from "../_includes/words.js";

export const data = { permalink: "/index.html", eleventyExcludeFromCollections: true };

export function render({ collections: { days } }) {
  const earlier = days
    .slice(1, 7)
    .map((day) => `<li><a href="/${day.path}/">${dayName(day.date)}</a></li>`);
  const main = `<h1>The Daily Measure</h1>
${days[0].entries.map(card).join("\n")}
<ul>
${earlier.join("\n")}
</ul>`;
  return page("A digest made of dice", undefined, "/", main);
}

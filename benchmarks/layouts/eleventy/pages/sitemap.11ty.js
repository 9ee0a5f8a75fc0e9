import { machine } from "../_includes/words.js";

export const data = { permalink: "/sitemap.xml", eleventyExcludeFromCollections: true };

const row = (path, changed = "") => `<url><loc>https://example.org${path}</loc>${changed}</url>`;

export function render({ collections: { entries, days, topics, regions } }) {
  const rows = [
    row("/"),
    ...days.map((day) => row(`/${day.path}/`)),
    ...topics.map((term) => row(`/topics/${term.path}/`)),
    ...regions.map((term) => row(`/regions/${term.path}/`)),
    ...entries.map((entry) => row(entry.url, `<lastmod>${machine(entry.date)}</lastmod>`)),
  ];
  return `<?xml version="1.0" encoding="utf-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${rows.join("\n")}
</urlset>
`;
}

import { machine, text } from "../_includes/words.js";

export const data = { permalink: "/feed.xml", eleventyExcludeFromCollections: true };

export function render({ collections: { entries } }) {
  const rows = entries.slice(0, 30).map(
    (entry) => `<entry>
<id>https://example.org${entry.url}</id>
<title>${text(entry.data.title)}</title>
<link href="https://example.org${entry.url}"/>
<author><name>${text(entry.data.desk)}</name></author>
<published>${machine(entry.date)}</published>
<updated>${machine(entry.date)}</updated>
<summary>${text(entry.data.summary)}</summary>
<content type="html">${text(entry.content)}</content>
</entry>`,
  );
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
<id>https://example.org/</id>
<title>The Daily Measure</title>
<updated>${machine(entries[0].date)}</updated>
<link rel="self" href="https://example.org/feed.xml"/>
<link href="https://example.org/"/>
${rows.join("\n")}
</feed>
`;
}

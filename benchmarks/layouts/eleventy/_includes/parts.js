// The parts that pages share.
import { counted, machine, stamp, text } from "./words.js";

const MENU = `<nav><ul>
<li><a href="/">Today</a></li>
<li><a href="/topics/">Topics</a></li>
<li><a href="/regions/">Regions</a></li>
<li><a href="/feed.xml">Feed</a></li>
</ul></nav>`;

export function page(title, description, url, main) {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${text(title)} · The Daily Measure</title>
<meta name="description" content="${text(description ?? "A digest made of dice")}">
<link rel="canonical" href="https://example.org${url}">
<link rel="stylesheet" href="/bench.css">
<link rel="alternate" type="application/atom+xml" href="https://example.org/feed.xml">
</head>
<body>
<header>
<p><a href="/">The Daily Measure</a></p>
${MENU}
</header>
<main>
${main}
</main>
<footer>
${MENU}
<p>© 2025 The Daily Measure</p>
</footer>
</body>
</html>
`;
}

export function meta(data, date) {
  return `<p class="meta">${text(data.desk)} · ${text(data.kind)} · <time datetime="${machine(date)}">${stamp(date)}</time> · ${counted(data.sources.length, "source", "sources")}</p>`;
}

// An entry's card is the same on every page.
const cards = new WeakMap();

export function card(entry) {
  if (!cards.has(entry)) cards.set(entry, makeCard(entry));
  return cards.get(entry);
}

function makeCard({ url, data, date }) {
  const image = data.image
    ? `
<div class="shot"><img src="/images/${text(data.image.src)}" alt="${text(data.image.alt)}" width="640" height="360" loading="lazy"><span class="badge">AI-generated image</span></div>`
    : "";
  return `<article class="card">
<h2><a href="${url}">${text(data.title)}</a></h2>
<p class="summary">${text(data.summary)}</p>
${meta(data, date)}${image}
</article>`;
}

export function pager(older, newer, name) {
  const links = [];
  if (older) links.push(`<a rel="prev" href="/${older.path}/">${name(older.date)}</a>`);
  if (newer) links.push(`<a rel="next" href="/${newer.path}/">${name(newer.date)}</a>`);
  return `<nav class="pager">\n${links.join("\n")}\n</nav>`;
}

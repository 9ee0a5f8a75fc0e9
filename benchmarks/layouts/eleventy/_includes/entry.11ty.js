import { meta, page } from "./parts.js";
import { text } from "./words.js";

export default function ({ content, neighbours, page: here, ...data }) {
  const { older, newer } = neighbours;
  const image = data.image
    ? `
<figure><img src="/images/${text(data.image.src)}" alt="${text(data.image.alt)}" width="640" height="360"><span class="badge">AI-generated image</span><figcaption>A computer model made this image. It is an illustration and shows no real event, place or person.</figcaption></figure>`
    : "";
  const sources = data.sources.map(
    (source) => `<li><a href="${text(source.url)}">${text(source.name)}</a></li>`,
  );
  const terms = [
    ...data.topics.map((term) => `<li><a href="/topics/${term}/">${term}</a></li>`),
    ...data.regions.map((term) => `<li><a href="/regions/${term}/">${term}</a></li>`),
  ];
  return page(
    data.title,
    data.summary,
    here.url,
    `<article class="entry">
<h1>${text(data.title)}</h1>
<p class="summary">${text(data.summary)}</p>
${meta(data, here.date)}${image}
<div class="body">
${content}
</div>
<h2>Sources</h2>
<ol class="sources">
${sources.join("\n")}
</ol>
<ul class="terms">
${terms.join("\n")}
</ul>
<nav class="pager">
${older ? `<a rel="prev" href="${older.url}">${text(older.data.title)}</a>` : ""}
${newer ? `<a rel="next" href="${newer.url}">${text(newer.data.title)}</a>` : ""}
</nav>
</article>`,
  );
}

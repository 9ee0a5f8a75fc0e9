// Addresses follow from where the files lie: content/2025/06/30/slug.md is /2025/06/30/slug/.
export default {
  layout: "entry.11ty.js",
  permalink: ({ page }) => `${page.filePathStem.slice("/content".length)}/index.html`,
  // A place for what the configuration finds out once all entries are known.
  eleventyComputed: { neighbours: () => ({}) },
};

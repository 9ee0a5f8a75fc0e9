// Eleventy with the Markdown library it brings; templates are plain JavaScript, its fastest kind.
import MarkdownIt from "markdown-it";

import { dayPath, monthPath, yearPath } from "./_includes/words.js";

const PAGE_SIZE = 300;

export default function (config) {
  config.setLibrary("md", new MarkdownIt());
  config.setQuietMode(true);
  config.addPassthroughCopy({ static: "/" });

  let digest;
  config.on("eleventy.before", () => {
    digest = undefined;
  });
  // All collections are views of one pass over the entries.
  const arranged = (api) => (digest ??= arrange(api.getFilteredByGlob("content/2*/**/*.md")));
  for (const name of ["entries", "days", "months", "years", "topics", "regions"]) {
    config.addCollection(name, (api) => arranged(api)[name]);
  }
  for (const name of ["topics", "regions"]) {
    config.addCollection(`${name}Pages`, (api) => paged(arranged(api)[name]));
  }

  return {
    dir: { input: ".", includes: "_includes", output: "_site" },
    markdownTemplateEngine: false,
    htmlTemplateEngine: false,
    templateFormats: ["md", "11ty.js"],
  };
}

function arrange(oldestFirst) {
  const entries = oldestFirst.toReversed();
  entries.forEach((entry, place) => {
    entry.data.neighbours.older = entries[place + 1];
    entry.data.neighbours.newer = entries[place - 1];
  });
  const days = linked(groups(entries, (entry) => [dayPath(entry.date)]));
  const months = linked(groups(entries, (entry) => [monthPath(entry.date)]));
  for (const month of months) {
    month.days = days.filter((day) => day.path.startsWith(month.path));
  }
  const years = groups(entries, (entry) => [yearPath(entry.date)]);
  for (const year of years) {
    year.months = months.filter((month) => month.path.startsWith(year.path));
  }
  const topics = groups(entries, (entry) => entry.data.topics).sort(byPath);
  const regions = groups(entries, (entry) => entry.data.regions).sort(byPath);
  return { entries, days, months, years, topics, regions };
}

function groups(entries, pathsOf) {
  const found = new Map();
  for (const entry of entries) {
    for (const path of pathsOf(entry)) {
      if (!found.has(path)) found.set(path, { path, date: entry.date, entries: [] });
      found.get(path).entries.push(entry);
    }
  }
  return [...found.values()];
}

function linked(newestFirst) {
  newestFirst.forEach((group, place) => {
    group.older = newestFirst[place + 1];
    group.newer = newestFirst[place - 1];
  });
  return newestFirst;
}

function paged(terms) {
  return terms.flatMap((term) => {
    const count = Math.ceil(term.entries.length / PAGE_SIZE);
    return Array.from({ length: count }, (_, place) => ({
      path: term.path,
      number: place + 1,
      count,
      entries: term.entries.slice(place * PAGE_SIZE, (place + 1) * PAGE_SIZE),
    }));
  });
}

function byPath(one, other) {
  return one.path < other.path ? -1 : 1;
}

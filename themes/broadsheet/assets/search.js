// The search page. Pagefind finds words, facets.json says all else. Parts are asked newest first,
// and none before the reader means to search. Words and templates are those of the page.

const SHOWN = 20; // results at a time
// Entries that a first search looks through, and how many it may: what is fetched grows.
const COVERED = [200, 1200];
const VALUES = 8; // of a facet, before the rest is folded
const PAUSE = 90; // milliseconds after a key
const DAY = 86_400_000;
const FACETS = ["topic", "region", "desk", "kind", "source", "lang", "year", "month", "ai"];
const FILTERS = [...FACETS, "from", "to"];
// Days, months and years that are none could not be shown.
const real = (length) => (text) =>
  text.length === length && new Date(text).toJSON()?.startsWith(text);
const SHAPES = {
  from: real(10), to: real(10), month: real(7), year: real(4), ai: (text) => text === "1",
};
// Of facets.json, in the order of the first facets.
const COLUMNS = ["topics", "regions", "desks", "kinds", "sources", "languages"];

const at = (id) => document.getElementById(id);
const page = at("search");
const form = page.querySelector("form");
const field = form.elements.q;
const list = at("hits");
const words = JSON.parse(at("words").textContent);
const language = document.documentElement.lang;
const base = new URL("./", location.href);
const root = new URL("../", base).pathname;
const options = {
  baseUrl: root,
  excerptLength: 32,
  ranking: { metaWeights: { title: 8, sources: 1 } },
};

// Digits, calendar and patterns are those of all pages.
const digits = (text) => text.replace(/\d/g, (digit) => words.digits[digit]);
const written = new Intl.Locale(language, { calendar: "gregory", numberingSystem: "latn" });
const { format } = new Intl.NumberFormat(written);
const number = (n) => digits(format(n));
const plurals = new Intl.PluralRules(language);
const [short, long] = ["short", "long"].map((month) =>
  new Intl.DateTimeFormat(written, { month, timeZone: "UTC" }).format);
const tongues = new Intl.DisplayNames(language, { type: "language" });
const tongue = (code) => {
  try {
    return tongues.of(code);
  } catch {
    return code;
  }
};
const rtl = (code) =>
  /-(arab|hebr)\b/i.test(code) || words.rtl.includes(code.split("-")[0].toLowerCase());

const fill = (text, values) => text.replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);
const count = (forms, n) => fill(forms[plurals.select(n)] ?? forms.other, { n: number(n) });
const dated = (day, pattern) => {
  const [y, MM, dd] = day.toJSON().split(/[-T]/);
  const pieces = { y, MM, dd, M: +MM, d: +dd, MMM: short(day), MMMM: long(day) };
  return digits(pattern.replace(/'([^']*)'|y+|[ML]+|d+/g, (letters, quoted) =>
    quoted ?? pieces[letters.replaceAll("L", "M")] ?? y));
};
const made = (id) => at(id).content.firstElementChild.cloneNode(true);

let asked = new URLSearchParams(location.search); // all that is searched for
let limit = SHOWN;
let turn = 0; // the newest search: answers to older ones are dropped
const rows = new Map(); // what is known of an entry, by the id of its result
const unfolded = new Set();

let ready;
const start = () =>
  (ready ??= (async () => {
    rows.clear();
    const told = await fetch(new URL("parts.json", base), { cache: "no-cache" });
    const { program, parts } = await told.json();
    const place = new URL(program.path, base);
    const { createInstance } = await import(new URL("pagefind.js", place));
    const engine = createInstance({
      ...options, basePath: place.pathname, metaCacheTag: program.tag,
    });
    await engine.init();
    return { engine, parts };
  })());

const load = (part, engine) =>
  (part.loaded ??= Promise.all([
    fetch(new URL(`${part.path}facets.json?${part.tag}`, base)).then((told) => told.json()),
    engine.mergeIndex(new URL(part.path, base).pathname, {
      ...options, language: part.language, metaCacheTag: part.tag,
    }),
  ]).then(([facets]) => {
    keep(facets);
    part.asked = true;
  }));

function keep(facets) {
  facets.ids.split(" ").forEach((id, n) => {
    if (!id) return;
    const day = new Date(facets.days[n] * DAY);
    const written = day.toISOString().slice(0, 10);
    const row = {
      day, written, year: [written.slice(0, 4)], month: [written.slice(0, 7)],
      ai: facets.made[n] ? ["1"] : [], made: facets.made[n], state: facets.states[n],
      order: rows.size,
    };
    COLUMNS.forEach((column, at) => {
      row[FACETS[at]] = [facets[column][n]].flat().map((number) => facets.labels[column][number]);
    });
    // Ids are those of a part: where two meet, the gravest holds.
    const other = rows.get(id);
    if (other) {
      row.made |= other.made;
      row.ai.push(...other.ai);
      row.state = Math.max(row.state, other.state);
    }
    rows.set(id, row);
  });
}

const term = () => asked.get("q")?.trim() ?? "";
const filters = () => [...asked].filter(([name]) => FILTERS.includes(name));
const span = () => [asked.get("from") || "0000", asked.get("to") || "9999-99"];
let wanted; // values by facet: read from the address once a search, not once an entry
const fails = (row) =>
  FACETS.filter((name) =>
    wanted[name].length && !wanted[name].some((value) => row[name].includes(value)));

async function search(all) {
  const mine = ++turn;
  wanted = Object.fromEntries(FACETS.map((name) => [name, asked.getAll(name)]));
  const meant = term() || filters().length;
  page.classList.toggle("asked", Boolean(meant));
  at("found").hidden = !meant;
  if (!meant) {
    at("count").textContent = "";
    return;
  }
  list.setAttribute("aria-busy", "true");
  try {
    const { engine, parts } = await start();
    const [from, to] = span();
    const near = parts.filter((part) => part.from <= to && part.to >= from);
    const first = all ? near : newest(near);
    await Promise.all(first.map((part) => load(part, engine)));
    for (;;) {
      const { results } = await engine.search(term() || null);
      if (mine !== turn) return;
      const found = results.filter(({ id }) => within(rows.get(id), from, to));
      const hits = found.filter(({ id }) => !fails(rows.get(id)).length);
      const next = near.find((part) => !part.asked);
      // By date the next part follows what is shown; by relevance it would mix with it.
      if (hits.length >= (byDate() ? limit : SHOWN) || !next) {
        await show(hits, found, near, mine);
        return;
      }
      await load(next, engine);
    }
  } catch (problem) {
    console.error(problem);
    if (mine !== turn) return;
    ready = undefined; // the next search tries again, from the start
    list.replaceChildren();
    page.classList.remove("asked");
    at("count").textContent = words.failed;
  } finally {
    if (mine === turn) list.removeAttribute("aria-busy");
  }
}

function newest(near) {
  const [least, most] = COVERED;
  let entries = 0;
  for (const [n, part] of near.entries()) {
    if (entries >= least && entries + part.entries > most) return near.slice(0, n);
    entries += part.entries;
  }
  return near;
}

const within = (row, from, to) => row && row.written >= from && row.written <= to;

const byDate = () => !term() || asked.get("sort") === "date";

function sorted(hits) {
  const later = ({ id: a }, { id: b }) =>
    rows.get(b).day - rows.get(a).day || rows.get(a).order - rows.get(b).order;
  return hits.sort(byDate() ? later : (a, b) => b.score - a.score || later(a, b));
}

async function show(hits, found, near, mine) {
  const shown = sorted(hits).slice(0, limit);
  const data = await Promise.all(shown.map((hit) => hit.data()));
  if (mine !== turn) return;
  list.replaceChildren(...shown.map((hit, n) => result(rows.get(hit.id), data[n])));
  const left = near.filter((part) => !part.asked);
  const oldest = near.filter((part) => part.asked).map((part) => part.from).sort()[0];
  const since = left.length ? ` ${fill(words.since, { day: dated(new Date(oldest), words.day) })}` : "";
  at("count").textContent = hits.length
    ? count(words.results, hits.length) + since
    : (term() ? fill(words.none, { query: term() }) : words.nothing) + since;
  at("more").hidden = hits.length <= limit && !(byDate() && left.length && hits.length);
  at("older").hidden = !left.length;
  at("none").hidden = hits.length > 0;
  facets(found);
  active();
}

function result(row, { url, meta, excerpt, content }) {
  const item = made("hit");
  const part = (name) => item.querySelector(`.hit-${name}`);
  const article = item.querySelector("article");
  if (row.lang[0] !== language) article.lang = row.lang[0];
  article.dir = rtl(row.lang[0]) ? "rtl" : "ltr";
  part("date").dateTime = row.written;
  part("date").textContent = dated(row.day, words.day);
  part("about").textContent = [...row.topic.slice(0, 1), ...row.region.slice(0, 1)].join(" · ");
  part("gone").hidden = row.state !== 2;
  part("title").href = url;
  part("title").textContent = meta.title.replaceAll("\u200b", "");
  const text = plain(excerpt.replace(/<\/?mark>/g, ""));
  const [before, after] = [content.startsWith(text) ? "" : "… ", content.endsWith(text) ? "" : " …"];
  part("words").replaceChildren(before, ...marked(excerpt), after);
  part("meta").textContent = [...row.desk, ...(row.state === 1 ? [words.corrected] : [])].join(" · ");
  const labels = Object.entries(words.made).filter(([bit]) => row.made & bit);
  part("made").replaceChildren(...labels.flatMap(([, text]) => [element("span", text, "label"), " "]));
  return item;
}

const element = (tag, textContent, className = "") =>
  Object.assign(document.createElement(tag), { textContent, className });
// Pagefind escapes angles, and marks words where no spaces part them.
const plain = (text) =>
  text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("\u200b", "");
const marked = (excerpt) =>
  excerpt.split(/<mark>(.*?)<\/mark>/s).map((text, n) =>
    n % 2 ? element("mark", plain(text)) : plain(text));

const shownAs = (name, value) =>
  name === "ai" ? words.ai
  : name === "lang" ? tongue(value)
  : name === "month" ? dated(new Date(value), words.month)
  : name === "year" ? digits(value)
  : name === "kind" ? words.kinds[value] ?? value
  : value;

function facets(found) {
  const { form: within, name: focused, value: held } = document.activeElement;
  const values = FACETS.map((name) => [name, new Map(wanted[name].map((value) => [value, 0]))]);
  for (const { id } of found) {
    const row = rows.get(id);
    const failed = fails(row);
    // What one facet alone leaves out, another of its values would find.
    if (failed.length > 1) continue;
    for (const [name, counts] of values) {
      if (failed.length && failed[0] !== name) continue;
      for (const value of row[name]) counts.set(value, (counts.get(value) ?? 0) + 1);
    }
  }
  // Months are worth choosing within a year, languages where there are several.
  const year = values.find(([name]) => name === "year")[1];
  const worth = ([name, counts]) =>
    (counts.size > (name === "lang" || name === "year" ? 1 : 0) || wanted[name].length) &&
    (name !== "month" || year.size === 1 || wanted.year.length === 1 || wanted.month.length);
  at("facets").replaceChildren(...values.filter(worth).map(([name, counts]) => facet(name, counts)));
  // Focus stays on its filter.
  if (within === form && document.activeElement === document.body) {
    const same = [...form.elements].find((one) => one.name === focused && one.value === held);
    (same ?? field).focus();
  }
}

function facet(name, counts) {
  const group = made("facet");
  group.querySelector("legend").textContent = words.facets[name];
  const timely = name === "year" || name === "month";
  const ordered = [...counts].sort(([a, m], [b, n]) =>
    timely ? b.localeCompare(a) : n - m || a.localeCompare(b, language));
  const boxes = ordered.map(([value, n]) => {
    const box = made("value");
    const input = box.querySelector("input");
    Object.assign(input, { name, value, checked: wanted[name].includes(value) });
    box.querySelector(".value").textContent = shownAs(name, value);
    box.querySelector(".count").textContent = number(n);
    return box;
  });
  const rest = group.querySelector("details");
  rest.before(...boxes.slice(0, VALUES));
  if (boxes.length > VALUES) {
    rest.querySelector("summary").textContent = count(words.more, boxes.length - VALUES);
    rest.append(...boxes.slice(VALUES));
    rest.open = unfolded.has(name) || rest.querySelector(":checked") !== null;
    rest.addEventListener("toggle", () => unfolded[rest.open ? "add" : "delete"](name));
  } else {
    rest.remove();
  }
  return group;
}

function active() {
  const chosen = filters();
  at("active").replaceChildren(...chosen.map(([name, value]) => {
    const item = made("chosen");
    const button = item.querySelector("button");
    const text = name === "from" || name === "to"
      ? fill(words[name], { day: dated(new Date(value), words.day) })
      : shownAs(name, value);
    button.textContent = text;
    button.setAttribute("aria-label", fill(words.remove, { filter: text }));
    button.addEventListener("click", () => {
      asked.delete(name, value);
      change();
      field.focus();
    });
    return item;
  }));
  at("active").hidden = !chosen.length;
  at("clear").hidden = !chosen.length;
  at("filters").querySelector("summary").textContent = chosen.length
    ? fill(words.filtered, { n: number(chosen.length) })
    : words.filters;
}

function address() {
  const text = asked.toString();
  return location.pathname + (text && `?${text}`);
}

function change() {
  // What was just typed counts.
  clearTimeout(waiting);
  set("q", field.value.trim());
  limit = SHOWN;
  if (address() !== location.pathname + location.search) history.pushState(null, "", address());
  restore();
  search();
}

function restore() {
  if (document.activeElement !== field) field.value = asked.get("q") ?? "";
  for (const name of ["from", "to"]) form.elements[name].value = asked.get(name) ?? "";
  form.elements.sort.value = asked.get("sort") === "date" ? "date" : "relevance";
}

// What no search understands is left out.
function understood(given) {
  const kept = new URLSearchParams();
  for (const [name, value] of given) {
    const known = [...FILTERS, "q", "sort"].includes(name);
    if (known && (SHAPES[name] ?? Boolean)(value)) kept.append(name, value);
  }
  return kept;
}

function set(name, value) {
  if (value) asked.set(name, value);
  else asked.delete(name);
}

let waiting;
field.addEventListener("focus", () => start().catch(() => (ready = undefined)), { once: true });
field.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    set("q", field.value.trim());
    limit = SHOWN;
    history.replaceState(null, "", address());
    search();
  }, PAUSE);
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  change();
});
// Filters stand outside the form.
page.addEventListener("change", ({ target }) => {
  if (target === field) return;
  if (target.type === "checkbox") {
    if (target.checked) asked.append(target.name, target.value);
    else asked.delete(target.name, target.value);
  } else {
    set(target.name, target.value === "relevance" ? "" : target.value);
  }
  change();
});
at("more").addEventListener("click", async () => {
  const seen = limit;
  limit += SHOWN;
  await search();
  list.children[seen]?.querySelector("a").focus();
});
at("older").addEventListener("click", async () => {
  await search(true);
  at("count").focus();
});
at("clear").addEventListener("click", () => {
  for (const name of FILTERS) asked.delete(name);
  change();
  field.focus();
});
addEventListener("popstate", () => {
  asked = understood(new URLSearchParams(location.search));
  field.value = asked.get("q") ?? "";
  limit = SHOWN;
  restore();
  search();
});

const links = () => [...list.querySelectorAll(".hit-title")];
document.addEventListener("keydown", (event) => {
  const { key, target } = event;
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const place = links().indexOf(target);
  if (key === "/" && !target.closest("input:not([type=checkbox]), select, textarea")) {
    field.focus();
    field.select();
  } else if (key === "ArrowDown" && (target === field || place >= 0)) {
    links()[place + 1]?.focus();
  } else if (key === "ArrowUp" && place >= 0) {
    (links()[place - 1] ?? field).focus();
  } else if (key === "Escape" && place >= 0) {
    field.focus();
  } else if (key === "Escape" && target === field && field.value) {
    field.value = ""; // not every browser does
    field.dispatchEvent(new Event("input"));
  } else if (key === "Escape" && target === field) {
    field.blur();
  } else {
    return;
  }
  event.preventDefault();
});

// From 64rem on the filters stand beside the results.
const wide = matchMedia("(min-width: 64rem)");
const folded = getComputedStyle(at("search")).getPropertyValue("--folded");
const unfold = () => (at("filters").open = wide.matches && !folded);
wide.addEventListener("change", unfold);
unfold();

asked = understood(asked);
field.value = asked.get("q") ?? "";
restore();
active();
search();

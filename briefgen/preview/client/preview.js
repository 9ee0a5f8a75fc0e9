// The preview's own script, added to the pages that it answers and to no file.
//
// It listens for builds. When the page that is shown has changed it reloads it, where it was; a
// stylesheet or an image it swaps; of anything else it does nothing. What a build finds is shown
// over the page, in a shadow tree, so that neither has to know the other's styles.
(() => {
  "use strict";

  const OWN = "/.briefgen/";
  const known = document.currentScript.dataset;
  let run = known.run;
  let build = Number(known.build);

  // The stream of news. A browser opens six connections to a host: hidden pages give theirs up,
  // and ask what they have missed when they are looked at again.
  let stream = null;
  let again = 0;
  let pause = 300;

  const connect = () => {
    clearTimeout(again);
    if (stream || document.hidden) return;
    const asked = new URLSearchParams({ run, build, path: known.path });
    stream = new EventSource(`${OWN}events?${asked}`);
    stream.addEventListener("open", () => (pause = 300));
    stream.addEventListener("build", (event) => hear(JSON.parse(event.data)));
    stream.addEventListener("error", () => {
      disconnect();
      again = setTimeout(connect, pause);
      pause = Math.min(pause * 1.5, 1500);
    });
  };

  const disconnect = () => {
    stream?.close();
    stream = null;
  };

  document.addEventListener("visibilitychange", () => {
    document.hidden ? disconnect() : connect();
  });
  addEventListener("pagehide", disconnect);
  addEventListener("pageshow", connect);

  // What a build means for this page.

  const hear = (news) => {
    run = news.run;
    build = news.build;
    if (known.waiting && news.ok) return reload();
    if (news.changed === null) {
      // Nobody knows what was missed: the page says whether it is still the same.
      if (news.page !== known.page && !known.waiting) return reload();
      swapStyles(() => true);
    } else if (news.changed.length) {
      const changed = new Set(news.changed);
      if (changed.has(known.path) || changed.has(known.shown)) return reload();
      swapStyles((path) => changed.has(path));
      if (swapImages(changed) || usesOther(changed)) return reload();
    }
    tell(news);
  };

  const pathOf = (address) => {
    const url = new URL(address, location.href);
    if (url.origin !== location.origin) return null;
    const path = decodeURIComponent(url.pathname);
    return path.startsWith(known.base) ? path.slice(known.base.length) : null;
  };

  const fresh = (address) => {
    const url = new URL(address, location.href);
    url.searchParams.set("preview", build);
    return url.href;
  };

  const swapStyles = (wanted) => {
    for (const link of document.querySelectorAll('link[rel~="stylesheet"]')) {
      const path = pathOf(link.href);
      if (path === null || !wanted(path)) continue;
      const next = link.cloneNode();
      next.href = fresh(link.href);
      // The old one stays until the new one is there: no flash of a page without styles.
      next.addEventListener("load", () => link.remove());
      next.addEventListener("error", () => next.remove());
      link.after(next);
    }
  };

  // True when a changed image cannot be swapped.
  const swapImages = (changed) => {
    for (const image of document.images) {
      if (!changed.has(pathOf(image.currentSrc || image.src))) continue;
      if (image.srcset || image.closest("picture")) return true;
      image.src = fresh(image.src);
    }
    return false;
  };

  // Fonts, scripts, imported styles: whatever else was loaded for this page.
  const usesOther = (changed) => {
    const swapped = new Set();
    for (const link of document.querySelectorAll('link[rel~="stylesheet"]')) swapped.add(pathOf(link.href));
    for (const image of document.images) swapped.add(pathOf(image.currentSrc || image.src));
    return performance
      .getEntriesByType("resource")
      .map((entry) => pathOf(entry.name))
      .some((path) => path !== null && changed.has(path) && !swapped.has(path));
  };

  // Browsers keep the place of a page that is reloaded, but not of one that grows late.
  const PLACE = `briefgen-preview:${location.pathname}`;

  const reload = () => {
    disconnect();
    try {
      sessionStorage.setItem(PLACE, String(scrollY));
    } catch {
      // Without storage the browser's own memory has to do.
    }
    location.reload();
  };

  addEventListener("load", () => {
    try {
      const place = sessionStorage.getItem(PLACE);
      sessionStorage.removeItem(PLACE);
      if (place !== null && Math.abs(scrollY - Number(place)) > 1) {
        scrollTo({ top: Number(place), behavior: "instant" });
      }
    } catch {
      // As above.
    }
  });

  // What the build found.

  let panel = null;
  let closed = "";
  let shown = "";
  let latest = null;

  const tell = async (news) => {
    latest = news;
    if (!news.errors && !news.warnings) {
      panel?.dialog.close();
      panel?.host.remove();
      panel = null;
      shown = closed = "";
      return;
    }
    const answer = await fetch(`${OWN}findings`);
    const { findings, more } = await answer.json();
    const parts = await view();
    // Another build may have ended meanwhile, and tells its own findings.
    if (latest !== news) return;
    const sum = count(news);
    parts.button.textContent = sum;
    parts.button.className = news.errors ? "errors" : "warnings";
    const now = JSON.stringify(findings);
    if (now !== shown) fill(parts, news, findings, more);
    shown = now;
    if (!news.errors) {
      if (parts.dialog.role === "alertdialog") parts.dialog.close();
      parts.dialog.role = "dialog";
    } else if (now !== closed) {
      parts.dialog.role = "alertdialog";
      open(parts);
    }
  };

  const open = (parts) => {
    if (!parts.dialog.open) parts.dialog.showModal();
  };

  const count = ({ errors, warnings }) =>
    [[errors, "error"], [warnings, "warning"]]
      .filter(([number]) => number)
      .map(([number, noun]) => `${number} ${noun}${number === 1 ? "" : "s"}`)
      .join(", ");

  // Text is set as text: nothing of what was found can become an element.
  const make = (name, className, text, ...children) => {
    const element = document.createElement(name);
    if (className) element.className = className;
    if (text) element.textContent = text;
    element.append(...children);
    return element;
  };

  const view = async () => {
    if (panel) return panel;
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(await (await fetch(`${OWN}preview.css`)).text());
    if (panel) return panel;
    const host = document.createElement("briefgen-preview");
    const shadow = host.attachShadow({ mode: "open" });
    shadow.adoptedStyleSheets = [sheet];
    const button = make("button");
    button.type = "button";
    const bar = make("section", "bar", "", button);
    bar.ariaLabel = "Findings of the preview";
    const title = make("h2");
    title.id = "title";
    const close = make("button", "close", "Close");
    close.type = "button";
    close.autofocus = true;
    const words = make("p", "words");
    words.id = "words";
    const list = make("ol");
    list.setAttribute("role", "list");
    const head = make("div", "head", "", title, close);
    const dialog = make("dialog", "", "", head, words, list);
    dialog.lang = "en";
    dialog.dir = "ltr";
    bar.lang = "en";
    bar.dir = "ltr";
    dialog.setAttribute("aria-labelledby", "title");
    dialog.setAttribute("aria-describedby", "words");
    shadow.append(bar, dialog);
    panel = { host, button, dialog, title, words, list };
    const made = panel;
    button.addEventListener("click", () => open(made));
    close.addEventListener("click", () => dialog.close());
    dialog.addEventListener("close", () => (closed = shown));
    document.documentElement.append(host);
    return panel;
  };

  const fill = (parts, news, findings, more) => {
    parts.dialog.className = news.errors ? "errors" : "warnings";
    parts.title.textContent = news.errors ? `Not built: ${count(news)}` : count(news);
    parts.words.textContent = news.errors
      ? known.waiting
        ? "Nothing is shown until this is mended. Save, and the page follows."
        : "Behind this is the last good site. Mend it and save, and the page follows."
      : "The site was built. These do not stop it.";
    // Errors first: they are what stands in the way.
    findings.sort((one, other) => (one.severity > other.severity) - (one.severity < other.severity));
    const items = findings.map((finding) => {
      const kind = make("span", finding.severity, finding.severity);
      const code = make("code", "", finding.code);
      const item = make("li", "", "", make("p", "kind", "", kind, " ", code));
      item.append(make("h3", "", finding.message));
      for (const { place, lines } of finding.places) {
        item.append(make("p", "place", place));
        if (!lines) continue;
        const excerpt = make("pre", "", lines);
        // A long line is scrolled, from the keyboard too.
        excerpt.tabIndex = 0;
        item.append(excerpt);
      }
      if (finding.hint) item.append(make("p", "hint", "", make("strong", "", "Help:"), ` ${finding.hint}`));
      return item;
    });
    for (const [code, number] of Object.entries(more)) {
      items.push(make("li", "", `… and ${number} more of ${code}; briefgen check shows all`));
    }
    parts.list.replaceChildren(...items);
  };

  connect();
})();

// Shows that the newest edition is old once it is, by the reader's clock. Nothing else runs here.
for (const it of document.querySelectorAll("[data-stale-from]")) {
  it.hidden = Date.now() < Date.parse(it.dataset.staleFrom);
}

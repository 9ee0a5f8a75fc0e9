"""A plugin of a few lines: what stands before and after each article, day and month.

Pelican has none of its own. It also reads the lists that Pelican hands on as text.
"""

from typing import Any

from pelican import signals


def find(generator: Any) -> None:
    """Give each article the one before and after it in time, and its sources as pairs."""
    articles = generator.articles
    for place, article in enumerate(articles):
        article.older = articles[place + 1] if place + 1 < len(articles) else None
        article.newer = articles[place - 1] if place else None
        cited = article.cited if isinstance(article.cited, list) else [article.cited]
        article.sources = [line.split(" | ") for line in cited]
    for row in ("day", "month"):
        archives = generator.period_archives[row]
        for place, archive in enumerate(archives):
            around = {
                "older": archives[place + 1]["url"] if place + 1 < len(archives) else "",
                "newer": archives[place - 1]["url"] if place else "",
            }
            # Pelican shows a template the articles of a period, and no more of it than its name.
            setattr(archive["articles"][0], f"around_{row}", around)


def register() -> None:
    """Ask to be called once all articles are read."""
    signals.article_generator_finalized.connect(find)

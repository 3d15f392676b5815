"""Edition -> its notes: words that are not the article's but stand in its reading order, shown and spoken."""

from pipeline.annotate.stage import annotate

__all__ = ["annotate"]

"""What subscribers and search engines read: podcast feeds, text feeds, the sitemap."""

from pipeline.render.feeds.channel import feed_links
from pipeline.render.feeds.files import feed_files

__all__ = ["feed_files", "feed_links"]

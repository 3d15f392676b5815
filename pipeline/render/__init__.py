"""Editions -> files: pages, captions, records, and what a tree of them shares."""

from pipeline.render.site import Listing, listing, site_files
from pipeline.render.stage import Render

__all__ = ["Listing", "Render", "listing", "site_files"]

"""Editions -> files: pages, captions, records, and what a tree of them shares."""

from pipeline.render.epub import issue_files
from pipeline.render.listing import Listing, SoundFile, listing
from pipeline.render.site import SHARED_FOLDERS, shared_files, site_files
from pipeline.render.stage import Render

__all__ = [
    "SHARED_FOLDERS",
    "Listing",
    "Render",
    "SoundFile",
    "issue_files",
    "listing",
    "shared_files",
    "site_files",
]

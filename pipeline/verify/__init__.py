"""Audits a finished tree: with rules of its own, and with the programs that are here."""

from pipeline.verify.audit import Audit, Result, audit
from pipeline.verify.model import Fault, Page, Printed, Published, Rule, Tool
from pipeline.verify.report import audit_page, keep

__all__ = [
    "Audit",
    "Fault",
    "Page",
    "Printed",
    "Published",
    "Result",
    "Rule",
    "Tool",
    "audit",
    "audit_page",
    "keep",
]

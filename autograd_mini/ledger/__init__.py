"""The page of a training's ledger: scrub through the steps, click a weight, a sample or a step."""

from autograd_mini.ledger.page import LedgerPage, ledger_page

__all__ = ["LedgerPage", "ledger_page"]

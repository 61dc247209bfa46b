"""The quick guide for officials: one page, whatever the paper."""

import pytest

from briefing import paths
from briefing.brief.guide import guide
from briefing.brief.tree import Heading, Table, plain, walk_blocks
from briefing.export import pdf


@pytest.mark.parametrize("paper", ["a4", "us-letter"])
def test_the_quick_guide_is_one_page(paper: str) -> None:
    tree = guide((paths.manual() / "quick-guide.md").read_text(encoding="utf-8"), paper)
    assert tree.title == "Quick guide for officials"
    headings = [plain(block.runs) for block in walk_blocks(tree.blocks) if isinstance(block, Heading)]
    assert headings[0] == "Open and read" and any(isinstance(block, Table) for block in tree.blocks)
    assert pdf.render(tree).pages == 1

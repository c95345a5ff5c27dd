"""The commune's report: gathered once, told section by section, set as a Document.

Other rooms use `data` (what is gathered), `catalogue` (all figures), `years`, `groups`, `content.words`, `outline` and
`section_markup` (the officer's texts), `head`, `head_agreement` and `consistency` (what contradicts itself),
`composing` and `issue` (the whole), `files` (its formats), `figure_kinds`, `appendices.facilities` and
`appendices.dictionary` (a year's answers, for programs too).
"""

from baocao.report.issue import build_report, compose

__all__ = ["build_report", "compose"]

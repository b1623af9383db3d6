"""An index of Chinese without a dictionary: every two characters that stand side by side.

A query is taken apart in the same way, so that 链式法则 is found by 链式, 式法 and 法则.
"""

import itertools
import re
from collections.abc import Iterator

from sphinx.search.zh import SearchChinese

HAN = "\u4e00-\u9fff"
RUNS = re.compile(f"[{HAN}]+|[a-zA-Z0-9_]+")


class Chinese(SearchChinese):
    """Words of Latin letters as they are, and Chinese by its pairs of characters."""

    language_name = "English"  # of the stemmer that js_stemmer_rawcode, which is inherited, has
    js_splitter_code = """
        function splitQuery(query) {
          const runs = query.match(/[\\u4e00-\\u9fff]+|[a-zA-Z0-9_]+/g) || [];
          return runs.flatMap((run) => /[a-zA-Z0-9_]/.test(run) || run.length < 3
            ? [run]
            : [...run.slice(1)].map((last, i) => run[i] + last));
        }
    """

    def split(self, input: str) -> list[str]:
        """Return the words of a text."""
        found = list(pairs(input))
        self.latin_terms.update(word for word in found if word.isascii())
        return found


def pairs(text: str) -> Iterator[str]:
    """Yield the words of Latin letters, and the pairs of Chinese characters.

    >>> list(pairs("链式法则 of x"))
    ['链式', '式法', '法则', 'of', 'x']
    """
    for run in RUNS.findall(text):
        if run.isascii() or len(run) == 1:
            yield run
        else:
            yield from map("".join, itertools.pairwise(run))

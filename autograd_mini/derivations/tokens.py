r"""From a line to its tokens, in whichever of the three notations it is written.

Python, text and LaTeX share one list of tokens: `\delta`, `δ` and `delta` are the same word,
`\circ`, `∘` and `⊙` the same sign.  Each token knows where it stood.

>>> [token.text for token in tokens(r"\delta^{(3)} = a3 − y", ())]
['delta', '^', '{', '(', '3', ')', '}', '=', 'a3', '-', 'y', '']
>>> [token.text for token in tokens("δ3_i", ())]
['delta3', '_', 'i', '']
"""

import re
from collections.abc import Collection
from dataclasses import dataclass

from autograd_mini.derivations.words import Problem

LONGEST = 2000  # characters in a line
MOST_TOKENS = 400
INDICES = "ijklnpqrstuv"  # letters that count entries

GREEK = {
    "δ": "delta", "Δ": "Delta", "∆": "Delta", "θ": "theta", "Θ": "theta", "α": "alpha",
    "η": "alpha", "λ": "lambda", "σ": "g", "ϑ": "theta", "ϴ": "theta",
}  # fmt: skip
COMMANDS = {
    "delta": "delta", "Delta": "Delta", "theta": "theta", "Theta": "theta", "vartheta": "theta",
    "alpha": "alpha", "eta": "alpha", "lambda": "lambda", "sigma": "g", "log": "log", "ln": "log",
    "exp": "exp",
}  # fmt: skip
SIGNS = {
    "partial": "∂", "circ": "∘", "odot": "∘", "cdot": "·", "times": "·", "sum": "Σ", "frac": "frac",
    "dfrac": "frac", "tfrac": "frac", "top": "T", "intercal": "T", "prime": "'", "gets": ":=",
    "leftarrow": ":=", "ge": ">=", "geq": ">=", "ne": "!=", "neq": "!=", "colon": ":",
}  # fmt: skip
# What LaTeX has for the eye only.
LAYOUT = {
    "left", "right", "big", "Big", "bigl", "bigr", "Bigl", "Bigr", "quad", "qquad", "displaystyle",
    "limits", "nolimits", "middle", "rm", "bf", "sf",
}  # fmt: skip
FONTS = "mathbf|boldsymbol|bm|mathrm|mathsf|mathit|vec|text|operatorname|mathop"
UNICODE = {
    "∂": "∂", "𝜕": "∂", "∘": "∘", "⊙": "∘", "⊗": "⊗", "·": "·", "⋅": "·", "×": "·", "∑": "Σ",
    "Σ": "Σ", "−": "-", "–": "-", "←": ":=", "≔": ":=", "≥": ">=", "≠": "!=", "ᵀ": "T",
    "⊤": "T", "′": "'", "’": "'", "÷": "/",
}  # fmt: skip
# As Chinese keyboards write them, all of ASCII: ａ３ ＝ （ｙ）, and the space.
FULL_WIDTH = {0xFF01 + k: 0x21 + k for k in range(94)} | {0x3000: 0x20}
SUBSCRIPTS = dict(zip("₀₁₂₃₄₅₆₇₈₉ᵢⱼₖₗₙₚᵣₛₜ", "0123456789ijklnprst"))
SUPERSCRIPTS = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾ᴸ⁻", "0123456789()L-"))
ASCII = (".*", "**", ":=", "+=", "-=", ">=", "<=", "!=", "==", *"+-*/@=^_()[]{},.:;'>")
WORD = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)*(?:_(?![{]))?", re.ASCII)
PLAIN_WORD = re.compile(r"[A-Za-z][A-Za-z0-9]*", re.ASCII)
INDEX = re.compile(rf"[{INDICES}]{{1,2}}|[{INDICES}]?[0-9]+[{INDICES}]?", re.ASCII)
LETTERS = re.compile(r"[A-Za-z]+", re.ASCII)
NUMBER = re.compile(r"(?:[0-9]+(?:\.(?![A-Za-z])[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?", re.ASCII)
# What a sentence ends with, and what LaTeX may have behind it.
PERIOD = re.compile(r"(?<=[^\s\\;,.。；，、])\s*[;,.。；，、](?=\s*(?:\$+|\\[\])\\])?\s*$)")
DIGITS = re.compile(r"[0-9]+", re.ASCII)


@dataclass(frozen=True)
class Token:
    """A word, a number or a sign ("word", "number", "sign", or "end"), and where it stands."""

    kind: str
    text: str
    begin: int
    end: int


def tokens(text: str, own: Collection[str]) -> list[Token]:
    """Return the tokens of a line, with an "end" behind them.

    own: the names that the learner has given to something; they stay whole.

    Problem, a ValueError, for a character that has no meaning here, and for what is too long.
    """
    if len(text) > LONGEST:
        raise Problem("too long", text, LONGEST - 1, LONGEST, most=LONGEST)
    found = _Lexer(PERIOD.sub(" ", text), own).all()
    if len(found) > MOST_TOKENS:
        raise Problem("too many parts", text, found[-1].begin, found[-1].end, most=MOST_TOKENS)
    return [*found, Token("end", "", len(text), len(text) + 1)]


class _Lexer:
    def __init__(self, text: str, own: Collection[str]) -> None:
        self.text, self.own, self.at = text.translate(FULL_WIDTH), own, 0
        self.latex = "\\" in self.text
        self.found: list[Token] = []

    def put(self, kind: str, text: str, end: int) -> None:
        self.found.append(Token(kind, text, self.at, end))
        self.at = end

    def all(self) -> list[Token]:
        skipped: set[int] = set()  # the braces of a font
        while self.at < len(self.text):
            c = self.text[self.at]
            if c in " \t\r\n&$\N{NO-BREAK SPACE}" or self.at in skipped:
                self.at += 1
            elif c == "#":
                break
            elif c == "\\":
                self.command(skipped)
            elif c in GREEK:
                digits = DIGITS.match(self.text, self.at + 1)
                end = digits.end() if digits else self.at + 1
                self.put("word", GREEK[c] + (digits[0] if digits else ""), end)
            elif c in SUBSCRIPTS or c in SUPERSCRIPTS:
                self.raised(c)
            elif number := NUMBER.match(self.text, self.at):
                self.number(number)
            elif word := (PLAIN_WORD if self.latex else WORD).match(self.text, self.at):
                self.word(word[0])
            elif c in UNICODE:
                self.put("sign", UNICODE[c], self.at + 1)
            elif sign := next((s for s in ASCII if self.text.startswith(s, self.at)), ""):
                self.put("sign", "∘" if sign == ".*" else sign, self.at + len(sign))
            else:
                raise Problem("no such sign", self.text, self.at, self.at + 1, sign=c)
        return self.found

    def number(self, found: re.Match[str]) -> None:
        # In _ij10 and ^2 of LaTeX a number is one digit; in _{10} and elsewhere all of them.
        if self.latex and self.found and self.found[-1].text in ("_", "^"):
            self.put("number", found[0][0], self.at + 1)
        else:
            self.put("number", found[0], found.end())

    def word(self, word: str) -> None:
        end = self.at + len(word)
        if self.latex and self.found and self.found[-1].text in ("_", "^"):
            return self.put("word", word[0], self.at + 1)
        head, _, tail = word.rpartition("_")
        is_index = bool(INDEX.fullmatch(tail)) and len(tail) <= 6
        if head and word not in self.own and is_index:
            start = self.at
            self.put("word", head, start + len(head))
            self.put("sign", "_", start + len(head) + 1)
            self.put("number" if tail.isdigit() else "word", tail, end)
        else:
            self.put("word", word if word in self.own else word.rstrip("_"), end)
        return None

    def raised(self, c: str) -> None:
        table = SUBSCRIPTS if c in SUBSCRIPTS else SUPERSCRIPTS
        end = self.at
        while end < len(self.text) and self.text[end] in table:
            end += 1
        run = "".join(table[x] for x in self.text[self.at : end])
        begin = self.at
        self.found.append(Token("sign", "_" if table is SUBSCRIPTS else "^", begin, begin + 1))
        for part in re.findall(r"[0-9]+|[A-Za-z]+|[()-]", run):
            kind = "number" if part.isdigit() else "word" if part.isalpha() else "sign"
            self.found.append(Token(kind, part, begin, end))
        self.at = end

    def command(self, skipped: set[int]) -> None:
        text, at = self.text, self.at
        font = re.compile(rf"\\(?:{FONTS})\s*\{{([^{{}}]*)\}}").match(text, at)
        if font:
            skipped |= {font.end() - 1}
            if font[1].strip() in ("T", "⊤"):
                return self.put("sign", "T", font.end())
            self.at = font.start(1)
            return None
        name = LETTERS.match(text, at + 1)
        if not name:
            if text[at + 1 : at + 2] in tuple(",;:! \\{}[]()"):
                self.at += 2
                return None
            raise Problem("no such sign", text, at, at + 2, sign=text[at : at + 2])
        word, end = name[0], name.end()
        if word in LAYOUT or re.fullmatch(FONTS, word):
            self.at = end
        elif word in SIGNS:
            self.put("sign", SIGNS[word], end)
        elif word in COMMANDS:
            self.put("word", COMMANDS[word], end)
        else:
            from difflib import get_close_matches

            meant = get_close_matches(word, [*COMMANDS, *SIGNS], n=1)
            key = "no such command, meant" if meant else "no such command"
            raise Problem(key, text, at, end, name="\\" + word, meant="\\" + "".join(meant))
        return None

"""Signs as a Chinese keyboard types them, and what Python has in their place.

They look nearly like Python's own, but are others: full-width brackets, commas and colons, the
quotation marks of a text, and a space as wide as a Chinese character.
"""

import unicodedata

_OTHERS = {
    "“": '"', "”": '"', "‘": "'", "’": "'", "、": ",", "。": ".", "【": "[", "】": "]",
    "×": "*", "·": "*", "÷": "/", "−": "-", "–": "-", "—": "-", "≤": "<=", "≥": ">=", "≠": "!=",
}  # fmt: skip
# The signs of each kind, with what the kind is called; what is of none of them is a sign.
_KINDS = (
    ("bracket", "括号", "（）［］｛｝【】"), ("comma", "逗号", "，"), ("colon", "冒号", "："),
    ("semicolon", "分号", "；"), ("equals sign", "等号", "＝"), ("space", "空格", "\u3000"),
    ("quotation mark", "引号", "“”‘’＂＇"), ("digit", "数字", "０１２３４５６７８９"),
    ("sign", "符号", ""),
)  # fmt: skip
KINDS = {english: chinese for english, chinese, _ in _KINDS}


def half_width(sign: str) -> str:
    """Return the sign that Python has in place of one from a Chinese keyboard or a book; or "".

    >>> half_width("（"), half_width("“"), half_width("(")
    ('(', '"', '')
    """
    if sign in _OTHERS:
        return _OTHERS[sign]
    plain = unicodedata.normalize("NFKC", sign)
    wide = "\uff01" <= sign <= "\uff5e" or sign == "\u3000"
    return plain if wide and not plain.isalpha() else ""


def kind(sign: str) -> str:
    """Return what a sign is, as a key of KINDS.

    >>> kind("："), KINDS[kind("：")]
    ('colon', '冒号')
    """
    return next(english for english, _, signs in _KINDS if not signs or sign in signs)

"""A number of things in an English sentence, where one thing has a word of its own."""


class Count(int):
    """How many things there are; a sentence names them after a colon, one | many.

    >>> "{n:step|steps}".format(n=Count(1)), "{n:step|steps}".format(n=Count(200))
    ('1 step', '200 steps')
    >>> "{n}".format(n=Count(1)), "{n:,}".format(n=Count(2000))     # as other numbers
    ('1', '2,000')
    """

    def __format__(self, spec: str) -> str:
        one, several, many = spec.partition("|")
        if not several:
            return format(int(self), spec)
        return f"{int(self)} {one if self == 1 else many}"

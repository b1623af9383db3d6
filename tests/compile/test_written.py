"""Programs of graphs as people write them: against the engine, and how many statements each has."""

import pytest
from costs import WRITTEN, assert_agree, by_engine


@pytest.mark.parametrize("name", WRITTEN)
@pytest.mark.parametrize("m", [1, 3])
def test_it_agrees_with_the_engine(name, m):
    written = WRITTEN[name]
    numbers = written.numbers(m)
    program = written.program(numbers)
    assert_agree(program(**numbers), by_engine(written, numbers))
    assert program.value(**numbers) == program(**numbers)[0]


@pytest.mark.parametrize("name", WRITTEN)
def test_it_has_so_many_statements(name):
    written = WRITTEN[name]
    assert written.program(written.numbers(1)).statements == written.statements

"""Compilers broken on purpose, a pass each: all are caught by comparing with the engine."""

import dataclasses

import array_api_strict
import numpy as np
import pytest
from costs import WRITTEN, assert_agree, by_engine

from autograd_mini.compile import arrays as arrays_pass
from autograd_mini.compile import classes, contraction, fold, forward, in_place, products, reading
from autograd_mini.compile.backends import array_api, numpy

from autograd_mini.compile import source, stable, sweep, views  # isort: skip

NAMES = ("4-5-3", "attention", "twice", "rnn", "convolution", "ragged", "max pooling", "penalised")


def agree():
    for name in NAMES:
        written = WRITTEN[name]
        numbers = written.numbers(2)
        program, right = written.program(numbers), by_engine(written, numbers)
        assert_agree(program(**numbers), right)
        J, gradients = program.on(array_api_strict)(**numbers)
        assert_agree((J, {name: np.asarray(g) for name, g in gradients.items()}), right)


def test_unbroken_they_agree():
    agree()


def fold_forgets_a_sign(patch):
    right = fold.Folded._taken
    patch.setattr(fold.Folded, "_taken", lambda self, x, sign: right(self, x, 1))


def fold_takes_what_others_use(patch):
    right = fold.Folded._walk

    def walk(self, outputs):
        nodes, alone = right(self, outputs)
        used = {id(p) for n in nodes for p in n.parents if n.op.name in ("add", "mul")}
        sums = {id(n) for n in nodes if n.op is not None and n.op.name in ("add", "mul")}
        return nodes, alone | (sums & used - {id(x) for x in outputs})

    patch.setattr(fold.Folded, "_walk", walk)


def stable_loses_the_other_term(patch):
    right = stable.terms

    def terms(graph, found):
        return [t for t in right(graph, found) if t[2] >= 0 or graph.kinds[t[1]] != "softplus"]

    patch.setattr(stable, "terms", terms)


def classes_ignore_the_sign(patch):
    right = classes.Classes._key

    def key(self, n, kind, of):
        found = right(self, n, kind, of)
        if kind == "sum":
            return "sum", frozenset((1, a, b) for _, a, b in found[1])
        return found[:1] + ((found[1][:1],) if kind == "div" else found[1:2]) + found[2:]

    patch.setattr(classes.Classes, "_key", key)


def products_fill_with_the_first_entry(patch):
    right = products.rows

    def rows(*given):
        return tuple(None if t is None else np.where(t < 0, 0, t) for t in right(*given))

    patch.setattr(arrays_pass, "rows", rows)


def orders_are_mixed_up(patch):
    right = arrays_pass.Arrays._elementwise_order

    def order(self, array, n):
        found = right(self, array, n)
        return dataclasses.replace(found, entries=found.entries)

    patch.setattr(arrays_pass.Arrays, "_elementwise_order", order)
    put = arrays_pass.Arrays._put

    def reversed_groups(self, c, array, found):
        put(self, c, array, found)
        for g in array.groups[1:]:
            g.left = g.left[::-1]

    patch.setattr(arrays_pass.Arrays, "_put", reversed_groups)


def views_ignore_where_a_slice_begins(patch):
    right = views._radix

    def radix(found, digits, size):
        fits = right(found, digits, size)
        found.index = tuple(
            slice(0, i.stop - i.start) if isinstance(i, slice) else i for i in found.index
        )
        return fits

    patch.setattr(views, "_radix", radix)


def scattering_keeps_the_last(patch):
    def scattered(x, at, size):
        y = np.zeros((*x.shape[: x.ndim - at.ndim], size))
        y[..., at[at >= 0]] = x[..., at >= 0]
        return y

    patch.setitem(numpy.HELPERS, "scattered", scattered)


def sums_over_samples_are_means(patch):
    right = contraction.summed

    def summed(x, axes):
        return right(x, axes) / 2.0 if -1 in axes else right(x, axes)

    patch.setattr(contraction, "summed", summed)


def the_sweep_forgets_a_consumer(patch):
    right = sweep.Sweep._complete

    def complete(self, c, array):
        if len(self._arrived[c]) > 1:
            self._arrived[c].pop()
        return right(self, c, array)

    patch.setattr(sweep.Sweep, "_complete", complete)


def the_sweep_does_not_divide_by_m(patch):
    patch.setattr(sweep.Sweep, "_over_m", lambda self, value, per_m: (value, False))


def partials_are_taken_in_each_other_s_slot(patch):
    right = sweep.partial
    patch.setattr(
        sweep, "partial", lambda name, i, m, xs, y: right(name, len(xs) - 1 - i, m, xs, y)
    )


def the_term_that_comes_again_counts_once(patch):
    right = forward.Forward._term
    patch.setattr(
        forward.Forward, "_term", lambda self, factors, axes, length: right(self, factors, axes, 1)
    )


def adjoints_come_back_untransposed(patch):
    right = reading.Reader.back

    def back(self, view, adjoint):
        straight = dataclasses.replace(view, order=tuple(sorted(view.order)))
        return right(self, straight, adjoint)

    patch.setattr(reading.Reader, "back", back)


def in_place_takes_the_wrong_operator(patch):
    right = in_place._parts

    def parts(value):
        left, operator, text = right(value)
        return left, {"-": "+", "*": "+"}.get(operator, operator), text

    patch.setattr(in_place, "_parts", parts)


def the_standard_puts_where_it_should_add(patch):
    right = source.standard

    def standard(statements):
        return [line.replace("added(", "placed(") for line in right(statements)]

    patch.setattr(source, "standard", standard)


def tables_have_one_reader_for_each_place(patch):
    right = array_api.Table.readers

    def readers(self, size):
        found = right(self, size)
        return array_api.Table(found.at[:, :1], found.asarray)

    patch.setattr(array_api.Table, "readers", readers)


def inlining_forgets_a_second_use(patch):
    right = source.inlined

    def inlined(forward_pass, backward):
        return [s for s in right(forward_pass, backward) if not s.target.startswith("d_")]

    patch.setattr(source, "inlined", inlined)


BROKEN = [
    fold_forgets_a_sign,
    fold_takes_what_others_use,
    stable_loses_the_other_term,
    classes_ignore_the_sign,
    products_fill_with_the_first_entry,
    orders_are_mixed_up,
    views_ignore_where_a_slice_begins,
    scattering_keeps_the_last,
    sums_over_samples_are_means,
    the_sweep_forgets_a_consumer,
    the_sweep_does_not_divide_by_m,
    partials_are_taken_in_each_other_s_slot,
    the_term_that_comes_again_counts_once,
    adjoints_come_back_untransposed,
    in_place_takes_the_wrong_operator,
    the_standard_puts_where_it_should_add,
    tables_have_one_reader_for_each_place,
    inlining_forgets_a_second_use,
]


@pytest.mark.parametrize("broken", BROKEN, ids=lambda broken: broken.__name__)
def test_a_broken_pass_is_caught(broken, monkeypatch):
    broken(monkeypatch)
    with pytest.raises(Exception):  # noqa: B017  (a wrong number, or no program at all)
        agree()

"""What a reader can work out of a table in which small counts are withheld: the sums, without any record.

The attacks are those that need a pencil only: take the parts that are shown from their total; bound what is left by
what each withheld count can be; turn a percentage back into the count it was made from. A withheld count is at least 1,
since a true zero is shown.
"""

from collections.abc import Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from itertools import takewhile

from planpress.quantity import Quantity


def small(count: Decimal, below: int) -> bool:
    """Whether a count lets somebody be made out. Zero does not: it is a count of nobody."""
    return 0 < count < below


def gives_away(total: Decimal, shown: Sequence[Decimal], withheld: Sequence[Decimal | None], below: int) -> bool:
    """Whether a total less the parts that are shown tells a small count.

    `withheld` has one entry for each part that is withheld: the most that it can be, if its own wording says so ("fewer
    than 5" is 4 at most). Withheld parts that are few together are a small count too.
    """
    rest = total - sum(shown)
    if rest <= 0:
        return False
    if small(rest, below):
        return True
    for index, most in enumerate(withheld):
        others = [*withheld[:index], *withheld[index + 1 :]]
        highest = min(bound for bound in (rest - len(others), most) if bound is not None)
        lowest = Decimal(1)
        if None not in others:
            lowest = max(lowest, rest - sum(bound for bound in others if bound is not None))
        if lowest == highest and small(lowest, below):
            return True
    return False


def _bounds(share: Quantity) -> tuple[Decimal, Decimal]:
    """The lowest and the highest share that round to a percentage as it is written, as fractions of 1."""
    digits = "".join(takewhile(lambda sign: sign.isdigit(), share.text.partition(".")[2]))
    half = Decimal(5).scaleb(-len(digits) - 1)
    return max((share.number - half) / 100, Decimal(0)), min((share.number + half) / 100, Decimal(1))


def counts_of(share: Quantity, whole: Decimal) -> range:
    """The counts that a percentage of a known whole can stand for: 4% of 50 is 2 alone, 1% of 400 is 2 to 6."""
    low, high = _bounds(share)
    first = int((low * whole).to_integral_value(ROUND_CEILING))
    return range(first, int((high * whole).to_integral_value(ROUND_FLOOR)) + 1)


def share_gives_away(share: Quantity, whole: Decimal, below: int) -> bool:
    """Whether a percentage of a known whole can only stand for a small count, or leave only a small count out."""
    counts = counts_of(share, whole)
    return bool(counts) and (
        all(small(Decimal(count), below) for count in counts) or all(small(whole - count, below) for count in counts)
    )


def whole_counts(share: Quantity, part: Decimal) -> range:
    """The wholes that a percentage beside the count it was made from can be of: 50% with 10 is of 20 alone."""
    low, high = _bounds(share)
    if not low or not part:
        return range(0)
    first = int((part / high).to_integral_value(ROUND_CEILING))
    return range(first, int((part / low).to_integral_value(ROUND_FLOOR)) + 1)


def part_gives_away(share: Quantity, part: Decimal, below: int) -> bool:
    """Whether a percentage beside the count that it was made from can only leave a small count out."""
    wholes = whole_counts(share, part)
    return bool(wholes) and all(small(whole - part, below) for whole in wholes)

"""What checking a page yields: its claims with their verdicts, and the page as a whole."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from claims.citations import Resolution
from claims.pages.page import Page
from claims.reading import Reading
from claims.verdict import Verdict


@dataclass(frozen=True, slots=True)
class CheckedReference:
    """A reference printed on a page, the place where it stands, and the work that it means.

    ``address`` is where its words link to.  ``inline`` tells that it stands in running text, and
    ``doubtful`` that it may be something else ("Sue Hall (2023)", a product's number).  ``twins``
    are the lines of other references of the page that give the same work in full, but not in the
    same way.
    """

    text: str
    start: int
    end: int
    line: int
    resolution: Resolution
    address: str = ""
    inline: bool = False
    doubtful: bool = False
    twins: tuple[int, ...] = ()

    @property
    def is_faulty(self) -> bool:
        """Whether something is wrong with what is printed, or with the work that it means."""
        work = self.resolution.work
        return bool(self.resolution.faults) or (work is not None and work.is_doubted)

    @property
    def counts(self) -> bool:
        """Whether it is a reference at all: a doubtful one is where its work is on file."""
        return not self.doubtful or self.resolution.status != "not-found"


@dataclass(frozen=True, slots=True)
class CheckedClaim:
    """One claim of a page, judged.

    ``quote`` is the page's own words; ``start`` and ``end`` are offsets into the page's source;
    ``statement`` is what was read: the quote with what its headings add. ``references`` are those
    that the page gives for it.
    """

    quote: str
    start: int
    end: int
    line: int
    statement: str
    reading: Reading
    verdict: Verdict
    references: tuple[CheckedReference, ...] = ()


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two claims of one page that cannot both hold; ``why`` says in what they differ."""

    first: CheckedClaim
    second: CheckedClaim
    why: str


@dataclass(frozen=True, slots=True)
class CitedPage:
    """A page, or a list, and the references on it, in its order."""

    page: Page
    references: tuple[CheckedReference, ...]


@dataclass(frozen=True, slots=True)
class Balance:
    """One element of a fair account and the claims that give it; none where the page is silent."""

    element: str
    label: str
    claims: tuple[CheckedClaim, ...]


@dataclass(frozen=True, slots=True)
class CheckedPage:
    """A page with everything that was found on it; claims in the order of the page."""

    page: Page
    claims: tuple[CheckedClaim, ...]
    references: tuple[CheckedReference, ...]
    contradictions: tuple[Contradiction, ...]
    balance: tuple[Balance, ...]

    @property
    def counts(self) -> Counter[str]:
        """Claims by verdict."""
        return Counter(claim.verdict.verdict for claim in self.claims)

"""Joint documents: several of one kind, judged together, such as one for each content area."""

from collections.abc import Callable, Iterable
from itertools import chain
from typing import TypeVar

from lever5_rules.artifacts.kinds import ALL_CAMPUSES, Document
from lever5_rules.authoring import (
    Campuses,
    Documents,
    Reason,
    Verdict,
    every,
    listing,
    missing,
    stating,
)

DocumentT = TypeVar("DocumentT", bound=Document)
SourceT = TypeVar("SourceT")
ItemT = TypeVar("ItemT")


def judge_together(
    documents: Documents[DocumentT],
    campuses: Campuses,
    judge: Callable[[tuple[DocumentT, ...], Campuses], Verdict],
) -> Verdict:
    """Judge the documents that govern a campus together, once for all campuses with the same ones.

    The engine reports campuses that no document governs.
    """
    documents_with_campuses = [(document, frozenset(document.campus_ids)) for document in documents]
    groups: dict[tuple[int, ...], Campuses] = {}
    for campus in campuses:
        places = tuple(
            place
            for place, (_, ids) in enumerate(documents_with_campuses)
            if ALL_CAMPUSES in ids or campus.campus_id in ids
        )
        if places:
            groups[places] = Campuses((*groups.get(places, ()), campus))

    if not groups:
        return missing(
            Reason.NO_ARTIFACT,
            f"No document that is judged here governs {listing(campuses.ids)}.",
            "Add the document that does, or add the campuses to campus_ids of one that is meant "
            "for them.",
            scope=campuses.ids,
        )

    def judge_group(places: tuple[int, ...]) -> Verdict:
        group = groups[places]
        verdict = judge(tuple(documents_with_campuses[place][0] for place in places), group)
        return verdict if verdict.scope or len(groups) < 2 else verdict.but(scope=group.ids)

    return every(
        groups,
        judge_group,
        name=lambda places: listing(groups[places].ids) if len(groups) > 1 else "",
        scoped=False,
    )


def items_of(
    documents: Iterable[SourceT], read: Callable[[SourceT], tuple[ItemT, ...]]
) -> tuple[ItemT, ...]:
    """Return the items of a list that documents state, one document after another.

    What one of them leaves blank another may state; see `stating` where none does.
    """
    return tuple(chain.from_iterable(items for _, items in stating(documents, read)))

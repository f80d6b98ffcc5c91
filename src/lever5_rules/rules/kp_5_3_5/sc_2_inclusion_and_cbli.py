"""5.3.5-2: staff who collaborate deal with inclusion and content-based language instruction."""

from lever5_rules.artifacts.expectations import CollaborationExpectation
from lever5_rules.artifacts.vocabulary import Population, Topic
from lever5_rules.authoring import (
    Annotated,
    Judges,
    Level,
    Limit,
    Reason,
    Rule,
    Verdict,
    gap,
    listing,
    met,
    only,
)
from lever5_rules.rules._shared.collaboration.agenda import (
    INCLUSION_STRATEGIES,
    add_agenda_elements,
)
from lever5_rules.rules._shared.collaboration.groups import EMERGENT_BILINGUAL, ServingEb

rule = Rule(
    "5.3.5-2",
    judges=Judges.PARTIAL,
    not_judged="whether the strategies rest on research and reach students; see some classes",
)

TOPICS = {
    "inclusion_strategies": INCLUSION_STRATEGIES,
    "cbli": frozenset({Topic.CBLI}),
}
Standards = Annotated[Limit[tuple[str, ...]], "elps.citations"]
Text = Annotated[CollaborationExpectation, only(population=Population.EB)]

add_agenda_elements(rule, EMERGENT_BILINGUAL, TOPICS)


@rule.element(level=Level.CITED, advisory=True)
def elps_current(text: Text, serving: ServingEb, standards: Standards) -> Verdict:
    """The expectation cites the English language proficiency standards now in force."""
    cited = text.language_standards
    if any(known in citation for citation in cited for known in standards.value):
        return met(f"Cited: {listing(cited)}.", standards)
    return gap(
        Reason.WRONG_INSTRUMENT,
        f"Cited: {listing(cited)}; in force are {listing(standards.value)}.",
        f"Cite {listing(standards.value)} and review what the older standards left in the text.",
        limit=standards,
    )

"""Everything that follows from one year's authored facts and last year's."""

from dataclasses import replace

from generator.derive.balances import derive_balances
from generator.derive.details import derive_details
from generator.derive.flows import derive_flows
from generator.derive.funds import derive_grids
from generator.derive.kinds import derive_kinds
from generator.derive.ledger import Ledger
from generator.derive.performance import derive_performance
from generator.derive.proposals import propose_reasons
from generator.derive.units import derive_units
from generator.model.catalogue import Catalogue
from generator.model.facts import PRIOR, Fact, Facts
from generator.model.figure import Figure

YEAR = "年度"


def derive(authored: Facts, catalogue: Catalogue, prior: Facts | None = None) -> Ledger:
    """All facts of the year with their equations; `prior` is last year's derived facts."""
    ledger = Ledger(Facts(authored))
    if prior is not None:
        before = _as_prior(prior)
        ledger.facts.update(before)
        ledger.facts.partial |= before.partial
        ledger.facts.parts |= before.parts
    if (year := ledger.get(YEAR)) is not None:
        ledger.facts.setdefault(f"{PRIOR}{YEAR}", Figure(f"{PRIOR}{YEAR}", year.value - 1, year.unit))
    derive_grids(ledger, catalogue)
    derive_balances(ledger)
    derive_flows(ledger, catalogue)
    derive_kinds(ledger)
    derive_details(ledger, catalogue)
    derive_performance(ledger)
    derive_units(ledger)
    propose_reasons(ledger)
    return ledger


def _as_prior(prior: Facts) -> Facts:
    """Facts renamed to begin with 上年, their formulas too; what was 上年 then is left out."""
    renamed: dict[int, Figure] = {}

    def rename(figure: Figure) -> Figure:
        if id(figure) not in renamed:
            formula = figure.formula
            if formula is not None:
                formula = replace(formula, terms=tuple(rename(term) for term in formula.terms))
            renamed[id(figure)] = replace(figure, name=PRIOR + figure.name, formula=formula)
        return renamed[id(figure)]

    def moved(fact: Fact) -> Fact:
        if isinstance(fact, Figure):
            return rename(fact)
        return tuple(PRIOR + name for name in fact) if isinstance(fact, tuple) else fact

    out = Facts({PRIOR + name: moved(fact) for name, fact in prior.items() if not name.startswith(PRIOR)})
    out.partial = {PRIOR + name: tuple(PRIOR + part for part in parts) for name, parts in prior.partial.items()}
    out.parts = {PRIOR + name: tuple(PRIOR + part for part in parts) for name, parts in prior.parts.items()}
    return out

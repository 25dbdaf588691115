"""What the templates on due diligence and the SDGs are given."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from report_mining.publishing.conduct_overview import view_overview
from report_mining.publishing.conduct_views import ConductView, view_conduct
from report_mining.publishing.conduct_words import name_aspect, steps
from report_mining.publishing.lookups import ReleaseIndex
from report_mining.publishing.wording import Wording
from report_mining.records import AspectKind, Conduct, Crop

OVERVIEW_PAGE = "due-diligence.html"
OVERVIEW_TITLE = Wording("Due diligence and SDGs", "Due diligence en SDG’s")
CONDUCT_STYLE = "conduct.css"


def overview_context(index: ReleaseIndex, crops: Mapping[str, Crop]) -> dict[str, object]:
    """Return the variables of the overview page."""
    return {
        "view": view_overview(index, crops),
        "has_companies": bool(index.release.companies),
        "step_codes": steps(),
        "step_name": lambda code: name_aspect(AspectKind.STEP, code),
        "goal_name": lambda code: name_aspect(AspectKind.GOAL, code),
    }


def conduct_viewer(
    index: ReleaseIndex, crops: Mapping[str, Crop]
) -> Callable[[Conduct | None], ConductView | None]:
    """Return the function by which a page of a company or report gets its section."""
    return lambda conduct: view_conduct(index, crops, conduct)

"""The page that says how probabilities are learned, from how many deals, and how well they would have done."""

from collections.abc import Mapping, Sequence

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from payvand.culture.calendars import format_moment
from payvand.culture.digits import format_number
from payvand.culture.locale import Locale
from payvand.kernel.access import require
from payvand.kernel.kinds import Percent
from payvand.kernel.objects import named
from payvand.sales.commands.estimate import ENOUGH
from payvand.sales.models import Stage, WinModel
from payvand.sales.panels.probability import feature_words
from payvand.sales.win_probability.learning import BASE
from payvand.ui.components import Figure
from payvand.ui.middleware import actor_in
from payvand.ui.pages.shell import show


@require_GET
def win_probability(request: HttpRequest) -> HttpResponse:
    """How the probabilities of deals come about."""
    actor = actor_in(request)
    require(actor, "view", named("sales.opportunity"))
    newest = WinModel.newest()
    context = {"model": shown(newest, actor.locale) if newest else None}
    return show(request, "sales/win_probability.html", context, title=_("Win probability"))


def shown(model: WinModel, locale: Locale) -> dict[str, object]:
    """A learning in words and figures."""
    tested, found = model.tested, model.found
    figures = [
        Figure(
            label=_("Closed deals"), value=format_number(model.deals, locale),
            hint=_("at least %(count)s are needed") % {"count": format_number(ENOUGH, locale)},
            as_of=format_moment(model.at, locale),
        )
    ]  # fmt: skip
    if tested:
        figures += [
            Figure(
                label=_("Brier score"), value=format_number(round(tested["brier"], 3), locale),
                hint=_("of the stages alone: %(score)s")
                % {"score": format_number(round(tested["brier_of_stages"], 3), locale)},
            ),
            Figure(
                label=_("Won before lost"), value=share(tested["auc"], locale),
                hint=_("how often a won deal was given more than a lost one"),
            ),
            Figure(label=_("Tested samples"), value=format_number(tested["tested"], locale)),
        ]  # fmt: skip
    return {
        "used": found.get("used", False),
        "too_few": model.deals < ENOUGH or not tested,
        "figures": figures,
        "bins": [
            [share(one["predicted"], locale), share(one["won"], locale), format_number(one["count"], locale)]
            for one in tested.get("bins", ())
        ],
        "weights": _weights(found.get("weights", {}), found.get("counts", {}), locale),
    }


def _weights(
    weights: Mapping[str, float], counts: Mapping[str, Sequence[int]], locale: Locale
) -> Sequence[Sequence[str]]:
    """What each thing known does to the odds, the strongest first."""
    stages = dict(Stage.objects.values_list("pk", "name"))
    rows = []
    for name in sorted((one for one in weights if one != BASE), key=lambda one: -abs(weights[one])):
        count, won = counts.get(name, (0, 0))
        effect = "▲" if weights[name] > 0.05 else "▼" if weights[name] < -0.05 else "–"
        shown_share = share(won / count, locale) if count else "—"
        rows.append([feature_words(name, stages, locale), effect, shown_share, format_number(count, locale)])
    return rows


def share(value: float, locale: Locale) -> str:
    """A share of one as a percentage."""
    return Percent().text(Percent().parse(f"{value * 100:.0f}", locale), locale)


urlpatterns = [path("sales/win-probability", win_probability, name="win-probability")]

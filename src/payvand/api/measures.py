"""Measures by the API: the catalogue of them, and one measure cut by dimensions."""

from collections.abc import Sequence
from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from payvand.api.problems import Refused
from payvand.api.reading import parameters
from payvand.api.rows import json_response
from payvand.culture.locale import Calendar
from payvand.insight.cutting import names_for
from payvand.insight.figures import Figure, Table, measured
from payvand.insight.measure import Measure, all_measures, measure_named
from payvand.kernel.access import Actor, company_settings, may
from payvand.kernel.kinds import JSON
from payvand.kernel.kinds.time import period_days
from payvand.kernel.objects import named
from payvand.kernel.query import context_of

CALENDARS: tuple[Calendar, ...] = ("gregorian", "jalali", "hijri")
PARAMETERS = ("by", "where", "period", "calendar")


def list_measures(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What may be asked for, with definitions."""
    parameters(request, ())
    known = [measure for measure in all_measures() if may(actor, "view", named(measure.of))]
    return json_response({"measures": [described(measure) for measure in known]})


def show_measure(request: HttpRequest, actor: Actor, name: str) -> HttpResponse:
    """One measure: a row for each cell, the total, and the moment of which the figures are."""
    given = parameters(request, PARAMETERS)
    measure = measure_named(name)
    asking = replace(actor, locale=replace(actor.locale, calendar=calendar_in(given.get("calendar", ""))))
    company = company_settings()
    first = company.fiscal_month if asking.locale.calendar != "hijri" else 1
    asking = replace(
        asking, locale=replace(asking.locale, fiscal_start=(first, 1), week_start=company.week_start)
    )
    period = period_days(given["period"], context_of(asking)) if given.get("period") else None
    if period is not None and not measure.day:
        raise Refused(400, "no_period", _("This measure tells how things stand now."), "period")
    by = [part.strip() for part in given.get("by", "").split(",") if part.strip()]
    found = measured(measure, by=by, where=given.get("where", ""), period=period, actor=asking)
    return json_response(described(measure) | told(found))


def calendar_in(name: str) -> Calendar:
    """The calendar in which periods are cut. Raises Refused."""
    found = next((one for one in CALENDARS if one == (name or "gregorian")), None)
    if found is None:
        known = ", ".join(CALENDARS)
        raise Refused(400, "unknown_calendar", _("Calendars are: %(known)s.") % {"known": known}, "calendar")
    return found


def described(measure: Measure) -> dict[str, JSON]:
    """The definition of a measure."""
    return {
        "name": measure.name,
        "label": str(measure.label),
        "help": str(measure.help),
        "object": measure.of,
        "kind": measure.kind.name,
        "unit": str(measure.unit),
        "where": measure.where,
        "day": measure.day or None,
        "dimensions": list(names_for(measure)),
        "href": f"/api/v1/measures/{measure.name}",
    }


def told(found: Table) -> dict[str, JSON]:
    """The figures."""
    return {
        "by": [dimension.name for dimension in found.dimensions],
        "rows": figures(found.rows, found),
        "total": figures(found.total, found),
        "as_of": found.as_of.isoformat().replace("+00:00", "Z"),
    }


def figures(rows: Sequence[Figure], found: Table) -> list[JSON]:
    """Figures with their keys; `records` is how many stand behind one, `where` finds them in the list of the Object."""
    return [
        {
            "keys": {
                dimension.name: {"value": key.json, "label": key.label}
                for dimension, key in zip(found.dimensions, row.keys, strict=False)
            },
            "value": found.measure.kind.to_json(row.value),
            "records": row.records,
            "where": row.where,
        }
        for row in rows
    ]

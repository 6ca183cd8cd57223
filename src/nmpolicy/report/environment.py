"""The templates of the pages. All texts are escaped, and each page says in its head what a browser may run."""

import base64
import hashlib
from collections.abc import Collection, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nmpolicy import __version__
from nmpolicy.errors import MissingExtraError
from nmpolicy.problems import printable
from nmpolicy.queries.relation_sentences import relation_count
from nmpolicy.records.actors import Membership
from nmpolicy.records.events import Event
from nmpolicy.report.force_states import FORCE_WORDS
from nmpolicy.report.milestone_words import later_words, stage_words
from nmpolicy.report.page_texts import capitalized, day_element, markup, on_day_words, span_words, term_words, web_link
from nmpolicy.report.passages import evidence_links
from nmpolicy.report.positions import OBJECTIONS, statement_actors
from nmpolicy.report.record_fields import other_fields
from nmpolicy.report.relation_lines import relation_groups, whole_sentence
from nmpolicy.vocabulary.terms import VoteOption

if TYPE_CHECKING:
    import jinja2
    from markupsafe import Markup

_TEMPLATES = Path(__file__).parent / "templates"


def check_jinja() -> None:
    """Raise `MissingExtraError` if Jinja is not installed, before anything else needs it or a package of it."""
    _environment()


def render(template: str, context: Mapping[str, Any]) -> str:
    """Return a page: a template, filled in.

    Raises `MissingExtraError` if Jinja is not installed.
    """
    return _environment().get_template(template).render(context)


@cache
def _environment() -> "jinja2.Environment":
    try:
        import jinja2  # noqa: PLC0415  # slow to import
    except ImportError as error:
        raise MissingExtraError("jinja2", "report") from error
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_shown,
    )
    made.filters.update(
        day=day_element, on_day=on_day_words, days=_days, term=term_words, web=web_link, sentence=capitalized
    )
    made.globals.update(
        evidence_links=evidence_links,
        other_fields=other_fields,
        relation_count=relation_count,
        relation_groups=relation_groups,
        whole_sentence=whole_sentence,
        statement_actors=statement_actors,
        stage_words=stage_words,
        later_words=later_words,
        force_words=FORCE_WORDS,
        objection_words=OBJECTIONS,
        vote_options=[*VoteOption],
    )
    made.globals.update(version=__version__, **assets())
    return made


@cache
def assets(*left_out: str) -> Mapping[str, str]:
    """Return the style sheet and the script of a page, and the policy that allows only them.

    A page that has no use for some files of the templates, given by their names, is smaller without them.
    """
    style, script = (_joined(pattern, left_out) for pattern in ("*.css", "*.js"))
    policy = f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; base-uri 'none'; "
    return {"style": _unescaped(style), "script": _unescaped(script), "policy": f"{policy}form-action 'none'"}


def _days(record: Event | Membership) -> "Markup":
    """Return the first and the last day of something in words. A membership with a first day alone may last."""
    first, last = record.start_date, record.end_date
    if not first and not last:
        return markup("dates not recorded" if isinstance(record, Membership) else "date not given")
    starts = isinstance(record, Membership) and not last
    return markup("from {}" if starts else "{}", span_words(first, last))


def _joined(pattern: str, left_out: Collection[str]) -> str:
    """Return the files of the templates that match, one after the other, in the order of their names."""
    paths = (path for path in sorted(_TEMPLATES.glob(pattern)) if path.name not in left_out)
    return "".join(path.read_text("utf-8") for path in paths)


def _shown(value: object) -> object:
    """Return a value as a page shows it: texts on one line, with their control characters spelled out."""
    return value if hasattr(value, "__html__") else printable(str(value))


def _unescaped(text: str) -> str:
    """Mark our own style sheet or script as safe, so that it stays as it is."""
    from markupsafe import Markup  # noqa: PLC0415  # slow to import

    return Markup(text)  # noqa: S704  # it is a file of this package


def _hash(text: str) -> str:
    """Return the hash by which a page allows a style sheet or a script (Content Security Policy Level 3)."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()

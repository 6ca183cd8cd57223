"""A collection as a folder of web pages: an index to search, and a page for each order and measure."""

import errno
from collections.abc import Callable, Iterator
from pathlib import Path

from nmpolicy.errors import UnwritableFileError
from nmpolicy.queries.force.force_sentences import end_of_sources
from nmpolicy.records.collection import Collection
from nmpolicy.records.redaction import collection_to_show
from nmpolicy.report.environment import assets, check_jinja, render
from nmpolicy.report.index_rows import index_rows
from nmpolicy.report.instrument_pages import PageFolder, instrument_page, page_folder
from nmpolicy.report.order_index import order_index
from nmpolicy.report.page_context import PageContext, page_context
from nmpolicy.report.page_names import INDEX, is_own_page, own_pages
from nmpolicy.report.page_texts import day_words
from nmpolicy.serialization.file_writing import writing
from nmpolicy.serialization.files import AnyPath, name_of
from nmpolicy.serialization.outputs import output_folder
from nmpolicy.tables.rows import check_ids
from nmpolicy.vocabulary.date_values import DateLike
from nmpolicy.vocabulary.dates import PartialDate
from nmpolicy.vocabulary.terms import DatePrecision

_OF_OTHER_PAGES = ("drawings.css", "filters.js", "instrument_page.css")


def write_folder(  # noqa: PLR0913  # each is an option
    collection: Collection,
    folder: AnyPath,
    *,
    on: DateLike,
    include_private: bool = False,
    force: bool = False,
    progress: Callable[[int], object] | None = None,
) -> None:
    """Write a collection as a folder of web pages, completely or not at all.

    `index.html` lists every order and measure, with its force and its annotations, to search and to filter. Each has
    a page of its own, named after its id. The pages need no network. They say what was in force `on` a day, a month or
    a year. The names of private individuals are withheld unless `include_private` is true. With `force`, an older
    folder of pages is replaced. `progress` is called with the number of pages written since its last call. The same
    collection and date always give the same pages.

    Raises `InvalidCollectionError` if two records share an id, `InvalidDateError` for an invalid date,
    `InvalidTypeError` if `include_private` or `force` is not a `bool` or another argument is of a wrong type,
    `OutputExistsError` if the folder exists and `force` is false, `UnwritableFileError` if it cannot be written or has
    files that are not such pages, and `MissingExtraError` if Jinja is not installed.

    >>> import nmpolicy as nm
    >>> from tempfile import TemporaryDirectory
    >>> order = nm.Order(id="eo-5", kind="executive-order", title="Parks at night")
    >>> collection = nm.Collection(id="demo", title="A demonstration", orders=[order])
    >>> with TemporaryDirectory() as parent:
    ...     write_folder(collection, f"{parent}/pages", on="2025-08-01")
    ...     sorted(file.name for file in Path(parent, "pages").iterdir())
    ['eo-5.html', 'index.html']

    .. versionadded:: 0.1
    """
    target, day = Path(name_of(folder)), PartialDate(on)
    check_ids(collection)
    shown = collection_to_show(collection, include_private=include_private)
    check_jinja()
    with writing(folder):
        if (target / INDEX).exists() and not is_own_page(target / INDEX):
            reason = f"its {INDEX} is not a page that nmpolicy made, and it is kept; name a new folder"
            raise UnwritableFileError(errno.EEXIST, reason, name_of(folder))
    with output_folder(folder, marker=INDEX, names=own_pages, force=force) as unfinished:
        for name, page in _pages(page_context(shown, day)):
            (unfinished / name).write_bytes(page.encode())
            if progress:
                progress(1)


def _pages(context: PageContext) -> Iterator[tuple[str, str]]:
    """Yield the name and the text of each page, one after the other."""
    folder = page_folder(context, index_rows(context))
    yield INDEX, _index_page(folder)
    for row in folder.rows:
        yield row.page, instrument_page(folder, row)


def _index_page(folder: PageFolder) -> str:
    index, page = order_index(folder), folder.context
    context = {
        "file": INDEX,
        "page": page,
        "collection": page.collection,
        "index": index,
        "on_day": f"{'on' if page.on.precision is DatePrecision.DAY else 'in'} {day_words(page.on)}",
        "sources_end": end_of_sources(index.source_dates, name=page.collection.label, day=day_words),
    }
    return render("index.html", {**context, **assets(*_OF_OTHER_PAGES)})

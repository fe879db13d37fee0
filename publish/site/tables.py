"""The page of the database: its tables with what each holds, the questions, a query of one's own.

Datasette's page asks for columns and keys of every table, text indexes included, each time.  What
a query gives is still Datasette's.
"""

from __future__ import annotations

from datasette.app import Datasette
from datasette.utils.asgi import Request, Response
from datasette.views.database import DatabaseView

from publish.metadata import DATABASE
from publish.site.respond import page
from publish.tables import TABLES


async def view(datasette: Datasette, request: Request) -> Response:
    """The tables; with ``sql`` in the address, Datasette's answer to that."""
    if "sql" in request.args or "_show_hidden" in request.args:
        answer: Response = await DatabaseView(datasette).dispatch_request(request)
        return answer
    database = datasette.get_database(DATABASE)
    # Of an immutable database these were counted at publication.
    counts = await database.table_counts()
    context = {
        "tables": [{"name": t.name, "title": t.title, "description": t.description,
                    "rows": counts[t.name]} for t in TABLES],
        "size": database.size,
    }  # fmt: skip
    return await page(datasette, request, "tables.html", context)

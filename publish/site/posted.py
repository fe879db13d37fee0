"""What a form or a script sends.

How much may be sent is bounded before (``publish/plugins/onfile_requests.py``), and what a page of
another site sends is refused (``publish/plugins/onfile_origin.py``).
"""

from __future__ import annotations

import json
from urllib.parse import parse_qsl

from datasette.utils.asgi import Request

from publish.site.respond import RequestError

_MOST_FIELDS = 50
_FORM, _JSON = "application/x-www-form-urlencoded", "application/json"


async def posted(request: Request) -> dict[str, str]:
    """The fields of a form or of a JSON object of texts; what is empty is left out.

    Raises RequestError 400 for what is neither, 415 for another kind of content.
    """
    kind = (request.headers.get("content-type") or "").partition(";")[0].strip().lower()
    if kind not in (_FORM, _JSON):
        raise RequestError(415, f"Send a form ({_FORM}) or {_JSON}.")
    try:
        text = (await request.post_body()).decode("utf-8")
        fields = _object(text) if kind == _JSON else _form(text)
    except (ValueError, RecursionError) as error:
        raise RequestError(400, f"The {kind} sent cannot be read; correct it.") from error
    return {name: value for name, value in fields.items() if value.strip()}


def _form(text: str) -> dict[str, str]:
    pairs = parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=_MOST_FIELDS)
    return {name: value.replace("\r\n", "\n") for name, value in pairs}


def _object(text: str) -> dict[str, str]:
    """A flat object of texts, null for nothing; ValueError for anything else."""
    fields = json.loads(text)
    if not isinstance(fields, dict):
        raise ValueError("no object")
    if not all(value is None or isinstance(value, str) for value in fields.values()):
        raise ValueError("not texts")
    return {name: value for name, value in fields.items() if value is not None}

"""What a report was made with: the version of Onfile, its rule set, and the notice it carries."""

from __future__ import annotations

import hashlib
import html
import re
from functools import cache
from importlib.metadata import version
from importlib.resources import files

RULE_SET = ("rules.csv", "reason_codes.csv", "verdict_labels.csv")


def onfile_version() -> str:
    """The version of Onfile that is installed."""
    return version("onfile")


@cache
def rule_set() -> str:
    """The rule set in twelve characters: another rule book gives others."""
    book = files("claims") / "rulebook"
    digest = hashlib.sha256()
    for name in RULE_SET:
        digest.update((book / name).read_bytes())
    return digest.hexdigest()[:12]


@cache
def notice_html() -> str:
    """The notice that every report carries: no medical advice, and help in a crisis."""
    return (files("publish.reports") / "notice.html").read_text(encoding="utf-8").strip()


def notice_paragraphs() -> list[str]:
    """The notice in plain words, one paragraph each; telephone numbers keep their fixed blanks."""
    bare = (re.sub(r"<[^>]+>", "", part) for part in notice_html().split("</p>"))
    return [text for part in bare if (text := re.sub(r"[ \n]+", " ", html.unescape(part)).strip())]

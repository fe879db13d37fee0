"""What can go wrong between evidence.db and the site."""

from __future__ import annotations

from ingest.errors import OnfileError


class PublishError(OnfileError):
    """The site cannot be made or served; the message says what a maintainer has to mend."""

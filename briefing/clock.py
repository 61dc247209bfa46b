"""The one clock of the program: the day a store is shown as at, and the time a step is stamped with."""

from datetime import UTC, date, datetime, timedelta


class Clock:
    """Answers "what day is it" for everything that depends on now.

    A fixed day (from `--as-at`, or the store's setting `as_at`) wins over the machine's own day.
    """

    def __init__(self, fixed: date | None = None) -> None:
        """Show the world as at `fixed`, or as at today."""
        self.fixed = fixed

    def today(self) -> date:
        """The day on which everything is shown."""
        return self.fixed or datetime.now().astimezone().date()

    def days(self, count: int) -> date:
        """The day `count` days after today, or the first or last day there is."""
        today = self.today()
        return today + timedelta(days=max((date.min - today).days, min(count, (date.max - today).days)))


def utc_now() -> str:
    """The present time as ISO 8601 text in UTC, to the second, as the change log keeps it."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

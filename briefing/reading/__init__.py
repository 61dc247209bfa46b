"""What pages and scripts ask of a store: records, what belongs to them, lists, texts, history. Writes nothing."""

from dataclasses import asdict
from typing import Any

from briefing.fieldspec import field_specs
from briefing.model import KINDS, Event, Quote, Record
from briefing.reading.archives import ArchiveReading, Check, Imported, Outcome
from briefing.reading.changes import ChangeReading
from briefing.reading.definitions import DefinitionReading
from briefing.reading.lists import ListReading
from briefing.reading.parts import PartReading
from briefing.reading.remarks import RecordThread, RemarkReading
from briefing.reading.words import WordReading
from briefing.store import archive, lists
from briefing.store.archive import Archived

__all__ = ["Archived", "Check", "Imported", "Outcome", "Reading", "RecordThread"]


class Reading(ListReading, PartReading, ArchiveReading, ChangeReading, DefinitionReading, RemarkReading, WordReading):
    """The questions, all of them."""

    def fields(self, record: Record) -> dict[str, Any]:
        """Every field of a record for JSON: references also by title, quotes with their state."""
        values: dict[str, Any] = {"kind_of_record": record.KIND, "reference": self.reference(record)}
        values |= asdict(record)
        for spec in field_specs(KINDS[record.KIND]):
            if spec.target:
                values[f"{spec.name}_title"] = self.title(spec.target, values[spec.name])
        if isinstance(record, Quote):
            values["state"] = lists.quote_state(self.store, record)
            archived = archive.version_text(self.store, record.source_version) if record.source_version else None
            values["source"] = archived.source.id if archived else ""
            values["source_title"] = archived.source.title if archived else ""
        if isinstance(record, Event):
            values["state"] = lists.event_state(record, self.today)
        return values

"""A LINE event of a program, with its neighbours in the same frame."""

from __future__ import annotations

from dataclasses import dataclass

from support.headers import Header, Headers


@dataclass(eq=False, slots=True)
class Event:
    frame: int
    file: str
    line: int
    function: str
    header: Header | None = None
    before: Event | None = None  # the last event of the same frame
    after: Event | None = None  # and the next

    def earlier_here(self):
        """The events of this frame that lead up to this one without leaving its header."""
        event = self.before
        while event is not None and event.header is self.header:
            yield event
            event = event.before

    @property
    def begins(self) -> bool:
        """Whether the frame enters the header with this event."""
        return self.before is None or self.before.header is not self.header

    @property
    def from_body(self) -> bool:
        """Whether the frame was in the header's body before it came to the header."""
        return self.last_outside(lambda event: event.before)

    @property
    def to_body(self) -> bool:
        """Whether the frame goes on from the header into its body."""
        return self.last_outside(lambda event: event.after)

    def last_outside(self, neighbour) -> bool:
        event = neighbour(self)
        while event is not None and event.header is self.header:
            event = neighbour(event)
        return event is not None and event.line in self.header.body


def linked(rows, headers: dict[str, Headers]) -> list[Event]:
    """Events from the rows of a recording, each with its header and its neighbours."""
    last: dict[int, Event] = {}
    events = []
    for frame, file, line, function in rows:
        event = Event(frame, file, line, function, headers[file].at(function, line))
        event.before = last.get(frame)
        if event.before is not None:
            event.before.after = event
        last[frame] = event
        events.append(event)
    return events

"""The peers that records are read with beside ours."""

from datetime import date
from enum import StrEnum
from typing import Literal

from pydantic import BaseModel, ConfigDict, TypeAdapter


class Strict(BaseModel):
    """A model that refuses unknown keys, as our checked reading does."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Source(Strict):
    url: str
    title: str
    publisher: str
    via: str | None
    publisher_type: Literal["chair", "osce", "assembly", "state", "ngo", "academia", "media"]
    published: date | None
    language: str
    primary: bool


class Person(Strict):
    name: str
    role: str | None
    country: str | None


class Dimension(StrEnum):
    PM = "politico-military"
    EE = "economic-environmental"
    HD = "human"


class Statement(Strict):
    id: str
    state: str | None
    group: str | None
    states: tuple[str, ...]
    date: date
    speaker: Person | None
    counterpart: Person | None
    occasion: str | None
    forum: str
    form: Literal["statement", "joined", "aligned", "funded", "hosted"]
    stance: Literal["supports", "welcomes", "conditional", "neutral", "critical", "opposes"]
    about: Literal["chairmanship", "agenda"]
    dimensions: tuple[Dimension, ...]
    themes: tuple[str, ...]
    summary: str
    commits_to: str | None
    reported_by: str
    attributed_to: str | None
    language: str
    sources: tuple[Source, ...]
    confidence: Literal["high", "medium", "memory"]
    note: str | None


STATEMENTS = TypeAdapter(list[Statement])

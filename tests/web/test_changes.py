"""What changes elsewhere is told to the page, and what it then shows is what is on disk."""

import asyncio
import json
from typing import TYPE_CHECKING

from generator.web.changes import Watched, told

if TYPE_CHECKING:
    from tests.web.conftest import Page


def test_a_change_of_the_file_of_last_years_and_of_a_template_is_told_once(page: "Page") -> None:
    version = page.state()["version"]
    watched = Watched(page.site.opened(page.file))
    assert watched.glance() == version and watched.glance() is None
    (page.folder / page.file).write_text(page.text().replace("1286.50", "1287.50"), "utf-8")
    told_version = watched.glance()
    state = page.state()
    assert told_version == state["version"] != version and watched.glance() == told_version and watched.glance() is None
    prior = page.folder / page.file.replace("2021", "good_prior")
    prior.write_text(prior.read_text("utf-8") + "# 改过\n", "utf-8")
    assert watched.glance() == told_version
    own = page.folder / "templates/湖南/2021/1-概况"
    own.mkdir(parents=True)
    (own / "部门职责.j2").write_text("# 职责\n\n本单位自己的说法。\n", "utf-8")
    assert watched.glance() == told_version
    assert "本单位自己的说法" in page.html(page.state())


def test_events_are_sent_as_they_happen(page: "Page") -> None:
    async def second() -> str:
        events = told(Watched(page.site.opened(page.file)), 0.01)
        assert "event: changed" in [await anext(events), await anext(events)][1]
        (page.folder / page.file).write_text(page.text() + "# 改过\n", "utf-8")
        while (event := await asyncio.wait_for(anext(events), 20)).startswith(":"):
            pass
        return event

    event = asyncio.run(second())
    assert event.startswith("event: changed\n") and event.endswith("\n\n")
    assert json.loads(event.split("data: ")[1])["version"] == page.state()["version"]

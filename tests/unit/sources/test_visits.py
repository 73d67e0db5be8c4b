"""When a file was scraped, as its path or its saver says."""

import pytest

from builder.sources.visits import captured_at


@pytest.mark.parametrize(
    ("folders", "day"),
    [
        (("content", "sources", "2023-01-05"), "2023-01-05"),
        (("20230105",), "2023-01-05"),
        (("lan-hai_2023.01.05",), "2023-01-05"),
        (("20230105103000",), "2023-01-05T10:30:00+00:00"),
        (("2023-01-05T10-30-00Z",), "2023-01-05T10:30:00+00:00"),
        (("2022-01-01", "x", "2023-01-05"), "2023-01-05"),
        (("2023-13-05",), None),
        (("2023-02-31",), None),
        (("2023-01", "lan-3", "v2"), None),
        (("id-4520230105",), None),
        ((), None),
    ],
)
def test_folders(folders: tuple[str, ...], day: str | None) -> None:
    assert captured_at(folders, b"") == day


@pytest.mark.parametrize(
    ("comment", "moment"),
    [
        (
            b"<!-- Mirrored from xa.example.vn/a.html by HTTrack 3.x, Thu, 05 Jan 2023 03:30:00 GMT -->",
            "2023-01-05T03:30:00+00:00",
        ),
        (
            b"<!--\n Page saved with SingleFile \n url: http://a.vn \n saved date: Thu Jan 05 2023 10:30:00 GMT+0700 (x)\n-->",
            "2023-01-05T10:30:00+07:00",
        ),
        (b"<!-- Mirrored from a by HTTrack, Thu, 99 Jan 2023 03:30:00 GMT -->", None),
        (b"saved date: yesterday", None),
    ],
)
def test_comments(comment: bytes, moment: str | None) -> None:
    assert captured_at(("2020-01-01",), b"<html>" + comment) == (moment or "2020-01-01")

"""`bantin serve` over a small archive, asked by a real HTTP client."""

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from builder.config import Settings, load_settings
from builder.errors import ConfigError
from builder.pipeline import convert, index
from builder.serving import LONGEST_QUERY, create_app

_SOURCE = """ĐẢNG BỘ HUYỆN THỬ NGHIỆM
ĐẢNG ỦY XÃ MẪU
*
Số 07-BC/ĐU
ĐẢNG CỘNG SẢN VIỆT NAM
Mẫu, ngày 05 tháng 4 năm 2023
BÁO CÁO
Kết quả công tác quý I năm 2023

Trong quý I, Đảng ủy xã đã lãnh đạo các tổ dân phố hoàn thành nhiệm vụ đề ra, đời sống Nhân dân ổn định.
"""


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    sources = tmp_path / "content" / "sources"
    sources.mkdir(parents=True)
    (sources / "bc-07.txt").write_text(_SOURCE, encoding="utf-8")
    (tmp_path / "mkdocs.yml").write_text("site_name: Kho thử\n", encoding="utf-8")
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "index.html").write_text("<h1>Kho thử</h1>", encoding="utf-8")
    return load_settings(tmp_path / "mkdocs.yml")


@pytest.fixture
def client(settings: Settings) -> TestClient:
    convert(settings, lambda *_: None)
    index(settings, lambda *_: None)
    return TestClient(create_app(settings))


def test_site_and_search_answer(client: TestClient) -> None:
    assert "Kho thử" in client.get("/").text
    answer = client.get("/api/search", params={"q": "7 bc du", "from": "2023", "type": "Báo cáo"}).json()
    assert (answer["total"], answer["results"][0]["number"]) == (1, "07-BC/ĐU")


@pytest.mark.parametrize(
    ("params", "word"),
    [
        ({"q": "x" * (LONGEST_QUERY + 1)}, "characters"),
        ({"q": "a", "from": "hôm qua"}, "YYYY"),
        ({"q": "a", "limit": "nhiều"}, "nhiều"),
    ],
)
def test_bad_queries_are_refused_with_a_reason(client: TestClient, params: dict[str, str], word: str) -> None:
    answer = client.get("/api/search", params=params)
    assert answer.status_code == 400
    assert word in answer.json()["error"]


def test_nothing_can_be_written_and_nothing_outside_is_read(client: TestClient, settings: Settings) -> None:
    assert client.post("/api/search").status_code == 405
    assert client.put("/index.html", content=b"x").status_code == 405
    assert client.get("/../mkdocs.yml").status_code == 404
    assert client.get("/%2e%2e/mkdocs.yml").status_code == 404
    assert (settings.site / "index.html").read_text(encoding="utf-8") == "<h1>Kho thử</h1>"


def test_without_index_or_site_it_says_what_to_do(settings: Settings) -> None:
    answer = TestClient(create_app(settings)).get("/api/search", params={"q": "a"})
    assert answer.status_code == 503
    assert "bantin" in answer.json()["error"]
    (settings.site / "index.html").unlink()
    with pytest.raises(ConfigError, match="bantin build"):
        create_app(settings)

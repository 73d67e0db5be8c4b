"""`bantin serve` over a small archive, asked by a real HTTP client."""

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from builder.config import Settings, load_settings
from builder.errors import ConfigError
from builder.pipeline import convert, index, search
from builder.publish.csp import header_policy
from builder.search.query import Query
from builder.serving import create_app
from builder.serving.api import LONGEST_VALUE, MOST_RESULTS

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


_SCRIPT = "export const a = 1;\n"


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    root = tmp_path_factory.mktemp("serving")
    sources = root / "content" / "sources"
    sources.mkdir(parents=True)
    (sources / "bc-07.txt").write_text(_SOURCE, encoding="utf-8")
    (root / "mkdocs.yml").write_text("site_name: Kho thử\n", encoding="utf-8")
    (root / "site" / "assets").mkdir(parents=True)
    (root / "site" / "index.html").write_text("<h1>Kho thử</h1>", encoding="utf-8")
    (root / "site" / "404.html").write_text("<h1>Không có trang này</h1>", encoding="utf-8")
    (root / "site" / "assets" / "a.mjs").write_text(_SCRIPT, encoding="utf-8")
    (root / "site" / "linked.yml").symlink_to(root / "mkdocs.yml")
    found = load_settings(root / "mkdocs.yml")
    convert(found, lambda *_: None)
    index(found, lambda *_: None)
    return found


@pytest.fixture(scope="module")
def client(settings: Settings) -> TestClient:
    return TestClient(create_app(settings), raise_server_exceptions=False)


def test_site_and_search_answer(client: TestClient) -> None:
    assert "Kho thử" in client.get("/").text
    answer = client.get("/api/search", params={"q": "7 bc du", "from": "2023", "type": "Báo cáo"}).json()
    assert (answer["total"], answer["results"][0]["number"]) == (1, "07-BC/ĐU")


@pytest.mark.parametrize(
    ("params", "total", "shown"),
    [
        ({"q": "nhân dân"}, 1, 1),
        ({"q": "nhân dân", "limit": "0"}, 1, 0),
        ({"q": "nhân dân", "page": "2"}, 1, 0),
        ({"q": "nhân dân", "sort": "date", "limit": str(MOST_RESULTS)}, 1, 1),
        ({"q": "nhân dân", "to": "2023-04-05", "place": "mau"}, 1, 1),
        ({"q": "nhân dân", "to": "2023-04-04"}, 0, 0),
        ({"q": "nhân dân", "signer": "không ai"}, 0, 0),
        ({"issuer": "đảng ủy"}, 1, 1),
        ({"cites": "05-CT/TW"}, 0, 0),
        ({"q": "", "limit": ""}, 0, 0),
        ({}, 0, 0),
    ],
)
def test_it_takes_what_the_command_line_takes(client: TestClient, params: dict[str, str], total: int, shown: int) -> None:
    answer = client.get("/api/search", params=params)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/json")
    assert (answer.json()["total"], len(answer.json()["results"])) == (total, shown)


def test_an_answer_is_that_of_the_command_line(client: TestClient, settings: Settings) -> None:
    expected = next(iter(search(settings, [Query("nhân dân", place="mau", sort="date")])))
    answer = client.get("/api/search", params={"q": "nhân dân", "place": "mau", "sort": "date"})
    assert answer.text == expected.to_json()
    assert answer.json()["total"] == 1


@pytest.mark.parametrize(
    ("query", "error"),
    [
        ("q=" + "x" * (LONGEST_VALUE + 1), f"q has {LONGEST_VALUE + 1} characters; allowed: at most {LONGEST_VALUE}"),
        ("issuer=" + "x" * 5000, f"issuer has 5000 characters; allowed: at most {LONGEST_VALUE}"),
        ("q=a&from=h%C3%B4m%20qua", "from is 'hôm qua'; allowed: YYYY, YYYY-MM or YYYY-MM-DD"),
        ("q=a&to=2023-13", "to is '2023-13'; allowed: YYYY, YYYY-MM or YYYY-MM-DD"),
        ("q=a&sort=size", "sort is 'size'; allowed: relevance, date"),
        ("q=a&limit=nhi%E1%BB%81u", "limit is 'nhiều'; allowed: a whole number from 0 to 100"),
        ("q=a&limit=101", "limit is '101'; allowed: a whole number from 0 to 100"),
        ("q=a&limit=-1", "limit is '-1'; allowed: a whole number from 0 to 100"),
        ("q=a&limit=1_0", "limit is '1_0'; allowed: a whole number from 0 to 100"),
        ("q=a&limit=%D9%A1", "limit is '\u0661'; allowed: a whole number from 0 to 100"),
        ("q=a&page=0", "page is '0'; allowed: a whole number from 1 to 1000000"),
        ("q=a&page=" + "9" * 300, f"page is '{'9' * 40}'; allowed: a whole number from 1 to 1000000"),
        ("q=a&q=b", "q is given 2 times; allowed: once"),
        (
            "q=a&form=2022",
            "'form' is no parameter; allowed: q, type, issuer, place, signer, cites, from, to, sort, limit, page",
        ),
    ],
)  # fmt: skip
def test_bad_queries_are_refused_with_a_reason(client: TestClient, query: str, error: str) -> None:
    answer = client.get(f"/api/search?{query}")
    assert (answer.status_code, answer.json()) == (400, {"error": error})


@pytest.mark.parametrize(
    "query", ["q=%00%ff%fe", "q=%ED%A0%80", "q=%22%22%22", "q=(((*~^:[[", "q=" + "%F0%9F%92%A9" * 400, "&&=&"]
)
def test_odd_bytes_are_answered(client: TestClient, query: str) -> None:
    answer = client.get(f"/api/search?{query}")
    assert answer.status_code in (200, 400)
    assert answer.json()


def test_a_query_that_takes_too_long_is_given_up(settings: Settings) -> None:
    hasty = TestClient(create_app(settings, longest_seconds=0))
    for _ in range(20):  # more than are worked on at once
        answer = hasty.get("/api/search", params={"q": "nhân dân"})
        assert answer.status_code == 503
        assert answer.json() == {"error": "no answer within 0 seconds; ask again later, or for something narrower"}
    assert hasty.get("/").status_code == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
def test_nothing_can_be_written(client: TestClient, settings: Settings, method: str) -> None:
    refused = client.request(method, "/api/search", content=b"x")
    assert (refused.status_code, refused.json()) == (405, {"error": f"{method} is not possible here; allowed: GET, HEAD"})
    assert set(refused.headers["allow"].split(", ")) == {"GET", "HEAD"}
    assert client.request(method, "/index.html", content=b"x").status_code == 405
    assert (settings.site / "index.html").read_text(encoding="utf-8") == "<h1>Kho thử</h1>"


@pytest.mark.parametrize(
    "path",
    [
        "/../mkdocs.yml", "/%2e%2e/mkdocs.yml", "/..%2fmkdocs.yml", "/..%5cmkdocs.yml", "//etc/passwd", "/linked.yml", "/a%00b",
        "/" + "a" * 5000,
    ],
)  # fmt: skip
def test_nothing_outside_is_read(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert "site_name" not in answer.text


def test_head_has_no_body(client: TestClient) -> None:
    for path in ("/", "/api/search?q=nh%C3%A2n"):
        answer = client.head(path)
        assert (answer.status_code, answer.content) == (200, b"")


@pytest.mark.parametrize(
    ("path", "status"),
    [("/", 200), ("/assets/a.mjs", 200), ("/nichts", 404), ("/api/search?q=a", 200), ("/api/search?limit=x", 400)],
)
def test_every_answer_has_the_headers_of_a_host(client: TestClient, path: str, status: int) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    assert answer.headers["content-security-policy"] == header_policy(search=True)
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "strict-origin-when-cross-origin"
    assert "must-revalidate" in answer.headers["cache-control"]


def test_files_are_sent_once_and_in_parts(client: TestClient) -> None:
    whole = client.get("/assets/a.mjs")
    assert (whole.text, whole.headers["content-type"].partition(";")[0]) == (_SCRIPT, "text/javascript")
    again = client.get("/assets/a.mjs", headers={"If-None-Match": whole.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    part = client.get("/assets/a.mjs", headers={"Range": "bytes=0-5"})
    assert (part.status_code, part.text, part.headers["content-range"]) == (206, "export", f"bytes 0-5/{len(_SCRIPT)}")


def test_without_index_it_says_what_to_do(tmp_path: Path) -> None:
    found = _empty(tmp_path)
    answer = TestClient(create_app(found)).get("/api/search", params={"q": "a"})
    assert (answer.status_code, answer.json()) == (
        503,
        {"error": "the archive has no search index that can be read; `bantin index` makes one"},
    )


def test_without_site_it_does_not_start(tmp_path: Path) -> None:
    found = _empty(tmp_path)
    (found.site / "index.html").unlink()
    with pytest.raises(ConfigError, match="bantin build"):
        create_app(found)


def _empty(root: Path) -> Settings:
    (root / "mkdocs.yml").write_text("site_name: Kho thử\n", encoding="utf-8")
    (root / "site").mkdir()
    (root / "site" / "index.html").write_text("", encoding="utf-8")
    return load_settings(root / "mkdocs.yml")

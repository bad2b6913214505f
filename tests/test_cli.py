"""The command: what goes in and out of it, and its exit codes (0 well, 1 errors in the content, 2 wrong usage)."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from duben import __version__
from duben.cli import main
from tests.conftest import MakeSite
from tests.support.sites import FILES, FIRST


def run(*arguments: str, text: str | bytes | None = None) -> Result:
    """The result of `duben` with these arguments and this standard input."""
    return CliRunner().invoke(main, arguments, input=text, catch_exceptions=False)


@pytest.fixture
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, which is the current one."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("option", ["-h", "--help"])
def test_help_lists_the_commands(option: str) -> None:
    """Each with a whole line about it."""
    result = run(option)
    assert result.exit_code == 0
    assert all(f"\n  {name} " in result.output for name in main.commands)
    assert not any(line.endswith("...") for line in result.output.splitlines()[1:])


def test_the_version_is_the_package_s() -> None:
    """So that a report can name it."""
    assert run("--version").output == f"duben, version {__version__}\n"


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(("biuld",), id="command"),
        pytest.param(("build", "--outptu", "x"), id="option"),
        pytest.param(("check", "--format", "xml"), id="choice"),
        pytest.param(("annotate", "--script", "zh"), id="script"),
        pytest.param(("annotate", "no-such-file"), id="file"),
        pytest.param(("import",), id="argument"),
        pytest.param(("import", "no-such-file"), id="import-of-nothing"),
    ],
)
def test_wrong_usage_is_exit_code_2(arguments: tuple[str, ...]) -> None:
    """With a line that says what is wrong."""
    result = run(*arguments)
    assert result.exit_code == 2
    assert "Error: " in result.output


def test_a_folder_without_a_site_is_an_error_in_the_content(nowhere: Path) -> None:
    """Nothing is made there."""
    for command in ("build", "check"):
        result = run(command)
        assert result.exit_code == 1
        assert "missing-site" in result.output
    assert list(nowhere.iterdir()) == []


def test_check_of_a_good_site(make_site: MakeSite) -> None:
    """Says so, and writes nothing."""
    site = make_site(FILES)
    result = run("check", "--site", str(site))
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "no problems\n")
    assert not (site / "public").exists()


def test_check_as_json(make_site: MakeSite) -> None:
    """Every field of every problem, and nothing else on standard output."""
    site = make_site(FILES | {"content/articles/first.md": FIRST + "\n[[nothing]] <b>\n"})
    result = run("check", "--site", str(site), "--format", "json")
    assert result.exit_code == 1
    assert [(p["code"], p["severity"], p["path"], p["line"], p["column"]) for p in json.loads(result.stdout)] == [
        ("unknown-link", "error", "content/articles/first.md", 26, 1),
        ("raw-html", "warning", "content/articles/first.md", 26, 13),
    ]
    assert all(
        set(p) == {"path", "line", "column", "code", "message", "hint", "severity"} for p in json.loads(result.stdout)
    )


def test_check_of_a_good_site_as_json(make_site: MakeSite) -> None:
    """Is an empty list."""
    assert json.loads(run("check", "--site", str(make_site(FILES)), "--format", "json").stdout) == []


@pytest.mark.parametrize(("options", "exit_code"), [((), 0), (("--strict",), 1)], ids=["lenient", "strict"])
def test_a_warning_fails_a_strict_check_only(make_site: MakeSite, options: tuple[str, ...], exit_code: int) -> None:
    """It is reported in both."""
    site = make_site(FILES | {"content/articles/first.md": FIRST + "\n<b>\n"})
    result = run("check", "--site", str(site), *options)
    assert result.exit_code == exit_code
    assert result.stderr.endswith("1 warning\n")


def test_check_looks_at_drafts(make_site: MakeSite) -> None:
    """And at links to them, which a build would not find."""
    site = make_site(
        FILES
        | {
            "content/articles/draft.md": '+++\ntitle = "稿"\ndate = 2024-01-01\ndraft = true\n+++\n[[nothing]]\n',
            "content/articles/first.md": FIRST + "\n[[draft]]\n",
        }
    )
    output = run("check", "--site", str(site)).stderr
    assert "content/articles/draft.md:6:1: error: [[nothing]]" in output
    assert "content/articles/first.md:26:1: warning: [[draft]] is a draft" in output


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(["使用AGI来优化银行。", "使用AGI來最佳化銀行。"], id="both-scripts"),
        pytest.param(["", "  ", "甲"], id="empty-lines"),
        pytest.param(["e\u0301 🧑‍🚀 𠮷"], id="odd-characters"),
        pytest.param(["甲"], id="one-line"),
    ],
)
def test_annotate_gives_a_line_for_each_line(nowhere: Path, lines: list[str]) -> None:
    """Joined in its script, the words of a line are the line."""
    del nowhere
    result = run("annotate", text="".join(f"{line}\n" for line in lines))
    assert result.exit_code == 0
    records = [json.loads(record) for record in result.stdout.split("\n")[:-1]]
    shown = {"hans": "simplified", "hant": "traditional"}
    assert ["".join(word[shown[r["script"]]] for word in r["words"]) for r in records] == lines


def test_annotate_cleans_its_lines(nowhere: Path) -> None:
    """Every line separator ends a line, and control characters are left out."""
    del nowhere
    records = run("annotate", text="甲\u2028乙\x85\x00丙\x0c\n").stdout.split("\n")[:-1]
    lines = ["".join(word["simplified"] for word in json.loads(record)["words"]) for record in records]
    assert lines == ["甲", "乙", "丙", ""]


@pytest.mark.parametrize("end", ["", "\n", "\r\n"])
def test_annotate_keeps_no_line_end(nowhere: Path, end: str) -> None:
    """Whichever it is, and whether or not the last line has one."""
    del nowhere
    (record,) = run("annotate", text=f"甲{end}".encode()).stdout.splitlines()
    assert [word["simplified"] for word in json.loads(record)["words"]] == ["甲"]


def test_annotate_uses_the_site_it_stands_in(make_site: MakeSite, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its glossary and its tables; `--region` wins over its settings."""
    monkeypatch.chdir(make_site(FILES))
    (record,) = run("annotate", text="软件AGI").stdout.splitlines()
    assert [(word["traditional"], word["term"]) for word in json.loads(record)["words"]] == [
        ("軟體", None),
        ("AGI", "agi"),
    ]
    (record,) = run("annotate", "--region", "hk", text="为什么").stdout.splitlines()
    assert "".join(word["traditional"] for word in json.loads(record)["words"]) == "為什麼"


def test_annotate_says_why(nowhere: Path) -> None:
    """With --why, each word has the rules that decided it; nothing else changes."""
    del nowhere
    (plain,) = run("annotate", text="我们得走。").stdout.splitlines()
    (record,) = run("annotate", "--why", text="我们得走。").stdout.splitlines()
    words = json.loads(record)["words"]
    why = [word.pop("why") for word in words]
    assert words == json.loads(plain)["words"]
    assert [cause["by"] for cause in why[1]["reading"]] == ["grammar"]
    assert why[0]["form"][1] == {"part": "们", "form": "們", "by": "character"}


def test_annotate_names_who_decided_a_word(make_site: MakeSite, monkeypatch: pytest.MonkeyPatch) -> None:
    """A word of the glossary or of a table has no other reason."""
    monkeypatch.chdir(make_site(FILES))
    (record,) = run("annotate", "--why", text="软件AGI").stdout.splitlines()
    assert [word["why"] for word in json.loads(record)["words"]] == [{"decided_by": "site"}, {"decided_by": "entry"}]


def test_annotate_reads_a_file(nowhere: Path) -> None:
    """A byte-order mark is not part of its text."""
    (nowhere / "a.txt").write_bytes("\ufeff银行\n".encode())
    (record,) = run("annotate", "a.txt").stdout.splitlines()
    assert [word["pinyin"] for word in json.loads(record)["words"]] == [["yín", "háng"]]


def test_annotate_takes_a_script_as_given(nowhere: Path) -> None:
    """Where a line does not tell."""
    del nowhere
    assert '"script": "hant"' in run("annotate", "--script", "hant", text="中文").stdout


def test_annotate_refuses_what_is_no_text(nowhere: Path) -> None:
    """With exit code 2, and what came before."""
    del nowhere
    result = run("annotate", text=b"\xff\xfe")
    assert result.exit_code == 2
    assert "not UTF-8" in result.output


def test_import_makes_an_article(nowhere: Path) -> None:
    """And never overwrites one."""
    text = "一个题目\n\n发布于 2024-02-20\n\n" + "这是正文的一段，足够长，可以当作一篇文章的开头。\n\n" * 3
    (nowhere / "raw.txt").write_text(text, encoding="utf-8")
    first = run("import", "raw.txt", "--to", "articles")
    assert first.exit_code == 0, first.output
    (article,) = (nowhere / "articles").iterdir()
    before = article.read_bytes()
    second = run("import", "raw.txt", "--to", "articles")
    assert second.exit_code == 1
    assert "already exists" in second.stderr
    assert article.read_bytes() == before


def test_a_new_site_builds(nowhere: Path) -> None:
    """Without a problem, and in whatever folder it is made."""
    made = run("new", "reader")
    assert made.exit_code == 0, made.output
    assert "duben serve --site reader" in made.stdout
    assert run("check", "--site", "reader", "--strict").exit_code == 0
    assert run("build", "--site", "reader").exit_code == 0
    assert (nowhere / "reader" / "public" / "index.html").exists()


def test_new_touches_no_folder_with_files(nowhere: Path) -> None:
    """It says so, with exit code 2."""
    (nowhere / "thesis.txt").write_text("mine", encoding="utf-8")
    refused = run("new", ".")
    assert refused.exit_code == 2
    assert "not empty" in refused.output
    assert [path.name for path in nowhere.iterdir()] == ["thesis.txt"]


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="needs a file that nobody can read, and a full disk")
def test_what_the_system_refuses_is_reported(tmp_path: Path) -> None:
    """With the path and what to do; the other files are imported."""
    good = tmp_path / "good.txt"
    good.write_text("题目\n\n一段话。\n", "utf-8")
    result = run("import", "/proc/self/mem", str(good), "--to", str(tmp_path / "out"))
    assert result.exit_code == 1
    assert "/proc/self/mem:1:1: error: cannot be read: input/output error [unreadable]" in result.output
    assert [path.name for path in (tmp_path / "out").iterdir()] != []
    result = run("new", "/proc/self/site")
    assert result.exit_code == 1
    assert "[unwritable]\n    hint: " in result.output

"""The settings: what `site.toml` says, what the command line says over it, and what falls to its default."""

from __future__ import annotations

from pathlib import Path

import pytest

from duben.sources.config import Config, read_config
from duben.sources.folder import SourceFolder


def read(folder: Path, text: str, base_url: str | None = None) -> tuple[Config, list[str]]:
    """The settings of this text, and the codes of its problems."""
    (folder / "site.toml").write_text(text, encoding="utf-8")
    config, problems = read_config(SourceFolder(folder), base_url)
    return config, [problem.code for problem in problems]


def test_every_setting_is_read(tmp_path: Path) -> None:
    """As it is written."""
    text = """
title = "讀本"
subtitle = "副題"
description = "說明"
author = "編者"
base_url = "https://user.github.io/repo"
script = "hant"
traditional = "hk"
reading_standard = "tw"
vocabulary = "tw"
licence = "CC"
outside_folders = ["../texts"]
source_link = "vscode://file/{path}:{line}:{column}"
[conversions]
"软件" = "軟體"
[readings]
"银行" = "yín háng"
"""
    config, problems = read(tmp_path, text)
    assert problems == []
    assert config == Config(
        title="讀本",
        subtitle="副題",
        description="說明",
        author="編者",
        base_url="https://user.github.io/repo/",
        script="hant",
        traditional="hk",
        reading_standard="tw",
        vocabulary="tw",
        licence="CC",
        outside_folders=["../texts"],
        source_link="vscode://file/{path}:{line}:{column}",
        conversions={"软件": "軟體"},
        readings={"银行": "yín háng"},
        reading_places={"银行": (17, 1)},
        licence_place=(11, 1),
    )


@pytest.mark.parametrize(
    ("url", "kept", "path"),
    [
        pytest.param("https://user.github.io/repo/", "https://user.github.io/repo/", "/repo/", id="with-a-slash"),
        pytest.param("https://user.github.io/repo", "https://user.github.io/repo/", "/repo/", id="without-a-slash"),
        pytest.param("http://localhost:8000", "http://localhost:8000/", "/", id="root"),
        pytest.param("", "", "/", id="none"),
    ],
)
def test_a_base_url_ends_in_a_slash(tmp_path: Path, url: str, kept: str, path: str) -> None:
    """Or is empty."""
    config, problems = read(tmp_path, f'title = "t"\nbase_url = "{url}"')
    assert (config.base_url, config.base_path, problems) == (kept, path, [])


@pytest.mark.parametrize(
    "url", ["user.github.io", "ftp://a.org/", "https:///x", "https://a.org/?q", "https://a.org/#f", "http://[x"]
)
def test_what_is_no_address_is_refused(tmp_path: Path, url: str) -> None:
    """In the file and on the command line."""
    assert read(tmp_path, f'title = "t"\nbase_url = "{url}"')[1] == ["bad-address"]
    assert read(tmp_path, 'title = "t"', url)[1] == ["bad-address"]


def test_the_command_line_wins(tmp_path: Path) -> None:
    """Over what the file says, even where that is wrong."""
    config, problems = read(tmp_path, 'title = "t"\nbase_url = "nonsense"', "https://a.org/b")
    assert (config.base_url, problems) == ("https://a.org/b/", [])


@pytest.mark.parametrize(
    ("text", "code"),
    [
        pytest.param("title = 1", "wrong-type", id="title"),
        pytest.param('title = "t"\nscript = "x"', "bad-value", id="script"),
        pytest.param('title = "t"\nscript = 1', "wrong-type", id="type-of-script"),
        pytest.param('title = "t"\nconversions = "x"', "wrong-type", id="conversions"),
        pytest.param('title = "t"\n[conversions]\nx = 1', "wrong-type", id="number-in-conversions"),
        pytest.param('title = "t"\n[readings]\nx = ["y"]', "wrong-type", id="list-in-readings"),
        pytest.param('title = "t', "toml-syntax", id="syntax"),
        pytest.param("", "missing-key", id="empty"),
    ],
)
def test_what_is_unusable_falls_to_its_default(tmp_path: Path, text: str, code: str) -> None:
    """So that the rest of the site can be checked too."""
    config, problems = read(tmp_path, text)
    assert problems == [code]
    assert config == Config(title=config.title, reading_places=config.reading_places)


def test_a_folder_without_settings_is_no_site(tmp_path: Path) -> None:
    """That is said, not raised."""
    config, (problem,) = read_config(SourceFolder(tmp_path))
    assert (config, problem.code) == (Config(title=""), "missing-site")

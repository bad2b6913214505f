"""Names of files: of an article, an entry, a picture, and of a text to import."""

from __future__ import annotations

import os
from pathlib import Path

from hypothesis import given, settings

from duben.importer import import_text
from duben.sources.articles import SourceFile, read_article
from tests.fuzz import grammar
from tests.fuzz.site import check_site
from tests.fuzz.target import Target

TEXT = "小城的灯\n这座小城的人们每天傍晚都会点亮门前的灯，照着来往的行人。\n".encode()


def check(data: bytes) -> bool:
    """A site with files of this name has all properties, and a text of this name is imported."""
    name = os.fsdecode(data).replace("/", "").replace("\0", "")[:40]
    imported = import_text(TEXT, f"{name}.txt")
    path = f"content/articles/{imported.slug}.md"
    assert read_article(SourceFile(path, imported.markdown().encode()))[1] == []
    assert Path(path).name == f"{imported.slug}.md"
    if not name.strip("."):
        return False
    article = '+++\ntitle = "题"\n+++\n文\n'.encode()
    return check_site({f"content/articles/{name}.md": article, f"content/pages/{name}.gif": b"GIF89a"})


TARGET = Target(name="file_name", share=5, inputs=grammar.encoded(grammar.NAMES), check=check)


@given(TARGET.inputs)
@settings(max_examples=30)
def test_a_file_of_any_name(data: bytes) -> None:
    """It gives a sound site, or a problem that names the file."""
    TARGET.check(data)

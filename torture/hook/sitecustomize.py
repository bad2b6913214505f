"""Python imports this at its start, where `torture.moments` puts this folder on the path: it begins to watch."""

from __future__ import annotations

import os
import sys

if "TORTURE_WATCHED" in os.environ:
    sys.path.append(os.environ["TORTURE_ROOT"])
    from torture.watch import begin

    begin(os.environ["TORTURE_WATCHED"], os.environ["TORTURE_REPORT"])

"""Imported by a kernel as it starts: the large packages, and what takes a notebook's traces back before the next one runs.

What is taken back: names, outputs and history, the working folder, the environment, sys.path, the filters of warnings, the
options of pandas and matplotlib, open figures, handlers of exceptions. Modules stay imported, and caches filled: that is what
makes the next notebook quick. A notebook that alters somebody else's module keeps it altered; ours do not.
"""
from __future__ import annotations

import gc
import os
import sys
import warnings

import matplotlib
import matplotlib.figure
import pandas as pd
from IPython import get_ipython

from .. import charts, highlight, load, tables  # noqa: F401  (imported so that no notebook waits for them)

_ENVIRONMENT, _PATH, _FILTERS = dict(os.environ), list(sys.path), list(warnings.filters)
gc.freeze()


def begin(folder: str) -> None:
    """Make this kernel as good as new, working in `folder`."""
    shell = get_ipython()
    shell.reset(new_session=True)
    shell.set_custom_exc((), None)
    os.environ.clear()
    os.environ.update(_ENVIRONMENT)
    os.chdir(folder)
    sys.path[:] = _PATH
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")   # some options warn when they are set, to whatever value
        pd.reset_option("all")
        matplotlib.rc_file_defaults()
    if "matplotlib.pyplot" in sys.modules:
        sys.modules["matplotlib.pyplot"].close("all")
    warnings.filters[:] = _FILTERS
    warnings._filters_mutated()
    gc.freeze()   # modules and caches stay for good: looking them over at every collection costs more than the analyses

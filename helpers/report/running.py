"""Runs a notebook with its parameters in a kernel of its own, through papermill's and nbclient's Python interface."""
from __future__ import annotations

import os
import tempfile
from pathlib import Path

import nbformat
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from papermill.inspection import inspect_notebook
from papermill.iorw import load_notebook_node
from papermill.parameterize import parameterize_notebook

TIMEOUT = 600
"""Seconds one cell may take."""


class NotebookFailed(RuntimeError):
    """A notebook that stopped: its name, what it was working on, and the last line of what went wrong."""


async def execute(notebook: Path, parameters: dict) -> nbformat.NotebookNode:
    """The notebook, run with `parameters`. Raises NotebookFailed; also for a parameter the notebook does not have.

    papermill itself only logs an unknown parameter and then analyses the default article.
    """
    known = inspect_notebook(str(notebook))
    for name in parameters:
        if name not in known:
            raise NotebookFailed(f"{notebook.name} has no parameter {name}; it has {', '.join(known) or 'none'}")
    ready = parameterize_notebook(load_notebook_node(str(notebook)), parameters, report_mode=True)
    # Sockets are files in a folder of their own: no port is opened, and nobody else on the machine can listen in.
    with tempfile.TemporaryDirectory(prefix="kernel-") as sockets:
        manager = AsyncKernelManager(kernel_name="python3", transport="ipc", ip=f"{sockets}/s")
        await _run(ready, manager, notebook, parameters)
    return ready


async def _run(ready: nbformat.NotebookNode, manager: AsyncKernelManager, notebook: Path, parameters: dict) -> None:
    client = NotebookClient(ready, km=manager, timeout=TIMEOUT, resources={"metadata": {"path": str(notebook.parent)}},
                            shutdown_kernel="immediate", extra_arguments=["--HistoryManager.enabled=False"])
    try:
        await client.async_execute(cleanup_kc=True, env={**os.environ, "PYTHONPATH": _python_path()})
    except CellExecutionError as error:
        raise NotebookFailed(f"{_first(parameters)}: {notebook.name} stopped: {error.ename}: {error.evalue}") from None
    except CellTimeoutError:
        raise NotebookFailed(f"{_first(parameters)}: {notebook.name} took longer than {TIMEOUT} seconds a cell") from None
    except DeadKernelError:
        raise NotebookFailed(f"{_first(parameters)}: the kernel running {notebook.name} died; was there enough memory?") from None


def _first(parameters: dict) -> str:
    value = next(iter(parameters.values()), "")
    return str(value[0] if isinstance(value, list) and value else value)


def _python_path() -> str:
    """The kernel imports the same `helpers` as we do, from whichever folder it was started."""
    here = str(Path(__file__).resolve().parents[2])
    return os.pathsep.join([here, *filter(None, [os.environ.get("PYTHONPATH")])])

"""Runs notebooks with their parameters, through papermill's and nbclient's Python interface, in kernels that are kept warm.

A kernel that has to be started and to import pandas and matplotlib costs more than most notebooks do. So each kernel lives as
long as the run and takes one notebook after another; `fresh.begin` takes the traces of the last one back.
"""
from __future__ import annotations

import asyncio
import os
import tempfile
from pathlib import Path

import nbformat
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

TIMEOUT = 600
"""Seconds one cell may take."""
START = 120
"""Seconds a kernel may take to start, on a machine that has much else to do."""


class NotebookFailed(RuntimeError):
    """A notebook that stopped: its name, what it was working on, and the last line of what went wrong."""


class Kernels:
    """`number` kernels that start at once and live until the `async with` block ends."""

    def __init__(self, number: int):
        self._number = number
        self._free: asyncio.Queue[_Kernel] = asyncio.Queue()
        self._all: list[_Kernel] = []

    async def __aenter__(self) -> Kernels:
        for _ in range(self._number):
            self._add()
        await asyncio.sleep(0)   # lets the processes start before whoever called does something long
        return self

    async def __aexit__(self, *error) -> None:
        await asyncio.gather(*(kernel.stop() for kernel in self._all))

    async def execute(self, notebook: Path, parameters: dict) -> nbformat.NotebookNode:
        """The notebook, run with `parameters` in the first kernel that is free.

        Raises NotebookFailed; also for a parameter the notebook does not have, which papermill itself only logs before it
        analyses the default article. A kernel that dies or hangs is replaced, and no other notebook notices.
        """
        ready = _with_parameters(notebook, parameters)
        kernel = await self._free.get()
        try:
            await kernel.run(ready, notebook)
        except CellExecutionError as error:
            raise NotebookFailed(f"{_first(parameters)}: {notebook.name} stopped: {error.ename}: {error.evalue}") from None
        except BaseException as error:   # also when the whole run is cancelled in the middle of a cell
            await self._replace(kernel)
            kernel = None
            if isinstance(error, CellTimeoutError):
                raise NotebookFailed(f"{_first(parameters)}: {notebook.name} took longer than {TIMEOUT} seconds a cell") from None
            if isinstance(error, DeadKernelError):
                raise NotebookFailed(
                    f"{_first(parameters)}: the kernel running {notebook.name} died; was there enough memory?") from None
            raise
        finally:
            if kernel is not None:
                self._free.put_nowait(kernel)
        return ready

    async def _replace(self, kernel: _Kernel) -> None:
        self._all.remove(kernel)
        self._add()
        await kernel.stop()

    def _add(self) -> None:
        kernel = _Kernel()
        self._all.append(kernel)
        self._free.put_nowait(kernel)


class _Kernel:
    """One kernel's process, from its start to its end."""

    def __init__(self):
        # Sockets are files in a folder of their own: no port is opened, and nobody else on the machine can listen in.
        self._sockets = tempfile.TemporaryDirectory(prefix="kernel-")
        self._manager = AsyncKernelManager(kernel_name="python3", transport="ipc", ip=f"{self._sockets.name}/s")
        self._client = None
        self._started = asyncio.ensure_future(self._start())

    async def _start(self) -> None:
        await self._manager.start_kernel(
            env={**os.environ, "PYTHONPATH": _python_path()},
            extra_arguments=["--HistoryManager.enabled=False", "--IPKernelApp.exec_lines=from helpers.report import fresh"])
        self._client = self._manager.client()
        self._client.start_channels()
        self._client.allow_stdin = False
        await self._client.wait_for_ready(timeout=START)

    async def run(self, ready: nbformat.NotebookNode, notebook: Path) -> None:
        """Execute the cells of `ready` in place, in a namespace of its own."""
        await self._started
        begin = f"from helpers.report import fresh; fresh.begin({str(notebook.parent.resolve())!r})"
        await self._execute(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(begin)]))
        await self._execute(ready)

    async def _execute(self, notebook: nbformat.NotebookNode) -> None:
        client = NotebookClient(notebook, km=self._manager, timeout=TIMEOUT)
        client.kc = self._client
        for index, cell in enumerate(notebook.cells):
            await client.async_execute_cell(cell, index)

    async def stop(self) -> None:
        """End the process and remove its sockets."""
        self._started.cancel()
        await asyncio.gather(self._started, return_exceptions=True)
        if self._client is not None:
            self._client.stop_channels()
        if self._manager.has_kernel:
            await self._manager.shutdown_kernel(now=True)
        self._sockets.cleanup()


def _with_parameters(notebook: Path, parameters: dict) -> nbformat.NotebookNode:
    # Imported while the kernels start: papermill brings half a second of packages for storage elsewhere.
    from papermill.inspection import inspect_notebook
    from papermill.iorw import load_notebook_node
    from papermill.parameterize import parameterize_notebook
    known = inspect_notebook(str(notebook))
    for name in parameters:
        if name not in known:
            raise NotebookFailed(f"{notebook.name} has no parameter {name}; it has {', '.join(known) or 'none'}")
    return parameterize_notebook(load_notebook_node(str(notebook)), parameters, report_mode=True)


def _first(parameters: dict) -> str:
    value = next(iter(parameters.values()), "")
    return str(value[0] if isinstance(value, list) and value else value)


def _python_path() -> str:
    """The kernel imports the same `helpers` as we do, from whichever folder it was started."""
    here = str(Path(__file__).resolve().parents[2])
    return os.pathsep.join([here, *filter(None, [os.environ.get("PYTHONPATH")])])

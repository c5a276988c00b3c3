"""Nothing touches the network, and importing stays light."""
import subprocess
import sys

from tests.conftest import ROOT, SAMPLE

NO_NETWORK = """
import socket
class Forbidden(socket.socket):
    def connect(self, address):
        if self.family in (socket.AF_INET, socket.AF_INET6) and not str(address[0]).startswith(("127.", "::1", "localhost")):
            raise AssertionError(f"network used: {address}")
        return super().connect(address)
    connect_ex = connect
def refuse(host, *arguments, **options):
    if host not in ("localhost", "127.0.0.1", "::1", None):
        raise AssertionError(f"a name was looked up: {host}")
    return known(host, *arguments, **options)
known, socket.getaddrinfo, socket.socket = socket.getaddrinfo, refuse, Forbidden
"""


def test_every_notebook_runs_without_a_network(tmp_path):
    """sitecustomize forbids sockets in every process started, the notebooks' kernels included."""
    (tmp_path / "sitecustomize.py").write_text(NO_NETWORK)
    program = "import sys; from helpers.__main__ import main; sys.exit(main())"
    command = [sys.executable, "-c", program, "report", str(SAMPLE), "--out", str(tmp_path / "out")]
    environment = {"PYTHONPATH": f"{tmp_path}:{ROOT}", "PATH": "/usr/bin:/bin", "HOME": str(tmp_path)}
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, env=environment)
    assert done.returncode == 0, done.stderr
    assert len(list((tmp_path / "out" / "kerry-lavrov").glob("*.html"))) == 7     # no comparison: there is one article


def test_the_guard_itself_forbids(tmp_path):
    (tmp_path / "sitecustomize.py").write_text(NO_NETWORK)
    done = subprocess.run([sys.executable, "-c", "import socket; socket.create_connection(('192.0.2.1', 80), timeout=1)"],
                          capture_output=True, text=True, env={"PYTHONPATH": str(tmp_path)})
    assert "AssertionError" in done.stderr


def test_importing_helpers_pulls_neither_matplotlib_nor_pandas():
    heavy = {"matplotlib", "pandas", "nltk", "trafilatura", "onnxruntime"}
    program = f"import sys, helpers; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, cwd=ROOT)
    assert done.stdout.strip() == "[]"


def test_the_public_face_lists_what_it_serves():
    import helpers
    for name in ("load", "load_many", "readability", "quotes", "repetition", "reuse", "sentiment", "charts", "highlight",
                 "table"):
        assert name in dir(helpers) and getattr(helpers, name) is not None

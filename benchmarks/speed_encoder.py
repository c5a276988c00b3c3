"""Speed, against peers, of: the encoder."""
from __future__ import annotations

import subprocess
import sys
from statistics import median
from time import perf_counter

from helpers import encoder

from .tables import Speed

SENTENCE = "The minister said on Tuesday that the new plan would be sent to parliament in Oslo before the end of next month. "
"""25 word pieces and more: what a sentence of news has."""
RUNS = 5
FIRST_ANSWER = """
import re, time
start = time.perf_counter()
from helpers import encoder
encoder.read_text("Anna Berg said so.", [(0, 18)])
encoder.tones("Anna Berg said so.", [(0, 18)])
print(time.perf_counter() - start, int(re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1]) / 1024)
"""
"""VmHWM is the most memory since the program began; getrusage would count what the process that started it held."""


def measure():
    """Yield one Speed a measurement: one thread, the model that ships."""
    text = SENTENCE * 400
    units = [(i * len(SENTENCE), (i + 1) * len(SENTENCE) - 1) for i in range(400)]
    opens = [i % 3 == 0 for i in range(400)]
    forgetful = encoder.Model(encoder.TONE_MODEL)       # the one that ships keeps its last answers
    for what, run in (("read quotations and names", lambda: encoder.read_text(text, units, opens)),
                      ("tone of sentences", lambda: encoder.tones(text, units, using=forgetful))):
        run()
        times = []
        for _ in range(RUNS):
            start = perf_counter()
            run()
            times.append(perf_counter() - start)
        rate = 400 / median(times)
        yield Speed(f"encoder: {what}, sentences a second, one thread", f"{rate:.0f}", "a probe, 350", rate / 350, "≥ 400")
    found = [list(map(float, subprocess.run([sys.executable, "-c", FIRST_ANSWER], capture_output=True, text=True,
                                            check=True).stdout.split())) for _ in range(RUNS)]
    yield Speed("encoder: first answers of both networks, import included, seconds", f"{median(one[0] for one in found):.2f}", "–", None,
                "≤ 1")
    yield Speed("encoder: resident memory, MB", f"{median(one[1] for one in found):.0f}", "–", None, "≤ 300")

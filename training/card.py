"""Fill in the figures of the models' card: python -m training.card [--whole FOLDER32].

Scores the models that ship (and the same models in 32 bits) on the dev data, exchanges names in sentences that hold no
opinion, and writes both tables, sizes and hashes into helpers/models/README.md between their markers.
"""
from __future__ import annotations

import argparse
import hashlib
import re
from pathlib import Path

import numpy as np

from benchmarks.accuracy_encoder import ALONE, SHIPPED, alone
from helpers import encoder

CARD = encoder.MODEL.with_name("README.md")
NAMES = """Assad, Putin, Trump, Obama, Clinton, Merkel, Macron, Erdogan, Netanyahu, Abbas, Xi Jinping, Modi, Trudeau, Johnson,
Corbyn, May, Blair, Thatcher, Reagan, Bush, Biden, Harris, Pence, Sanders, Warren, Cruz, Rubio, Romney, McCain, Palin, Pelosi,
McConnell, Ryan, Boehner, Schumer, Comey, Mueller, Flynn, Bannon, Kushner, Zelensky, Poroshenko, Lukashenko, Orban, Kaczynski,
Berlusconi, Salvini, Le Pen, Sarkozy, Hollande, Rajoy, Tsipras, Kim Jong Un, Moon Jae-in, Abe, Duterte, Widodo, Suu Kyi,
Khamenei, Rouhani, Zarif, Maliki, Karzai, Ghani, Sharif, Khan, Mandela, Zuma, Mugabe, Kagame, Museveni, Buhari, Sisi, Morsi,
Gaddafi, Bouteflika, Maduro, Chavez, Castro, Lula, Rousseff, Bolsonaro, Macri, Kirchner, Morales, Correa, Ardern, Morrison,
Turnbull, Key, Kerry, Lavrov, Peskov, Mogherini, Juncker, Tusk, Barroso, Draghi, Lagarde, Stoltenberg, Guterres, Annan, Ban,
Francis, the Democrats, the Republicans, the Greens, Labour, the Tories, the Liberal Democrats, UKIP, the SNP, Sinn Fein, the
DUP, the AfD, the CDU, the SPD, Die Linke, the FDP, En Marche, the National Front, the Five Star Movement, the League, Podemos,
Vox, Syriza, Golden Dawn, Fidesz, Law and Justice, Likud, Hamas, Hezbollah, Fatah, the Muslim Brotherhood, the Taliban,
Islamic State, Al Qaeda, Boko Haram, the PKK, the AKP, the ANC, Zanu-PF, the BJP, Congress, the Communist Party, United Russia,
Afghanistan, Albania, Argentina, Australia, Belgium, Brazil, Canada, Chile, China, Colombia, Congo, Cuba, Denmark, Egypt,
Ethiopia, France, Germany, Greece, Haiti, Hungary, India, Indonesia, Iran, Iraq, Ireland, Israel, Italy, Japan, Kenya, Kuwait,
Lebanon, Libya, Mexico, Morocco, Nigeria, North Korea, Norway, Pakistan, Palestine, Peru, Poland, Qatar, Russia, Rwanda, Saudi
Arabia, Serbia, Somalia, South Africa, Spain, Sudan, Sweden, Syria, Turkey, Ukraine, Uganda, Venezuela, Vietnam, Yemen"""
FRAMES = ("{} arrived on Tuesday.", "The meeting with {} lasted two hours.", "{} did not comment on the report.",
          "Reporters asked about {} again.", "A spokesman for {} confirmed the date.", "Talks between {} and Smith go on.",
          "The letter was sent to {} in March.", "Much depends on {}, analysts said.")
SHOWN = {
    "quotes": {"all_overlap_f1": ("quotations, overlap F1", "CRF .640, probe .748, annotators .801", "≥ .78"),
               "all_joint_f1": ("quotations with speaker, F1", "CRF .514, probe .683, annotators .754", "≥ .71"),
               "qmark_joint_f1": ("speech between marks with speaker, F1", "CRF .792, probe .897", ""),
               "qmark_scare_rejected": ("marks that are no speech, left alone", "CRF .603, probe .651", "")},
    "targets": {"sets.mt.macro_f1": ("tone towards targets, mt, macro-F1, names hidden", "word lists .526", "≥ .77"),
                "sets.rw.macro_f1": ("tone towards targets, rw, macro-F1, names hidden", "word lists .516", "≥ .81")},
    "tone": {"sets.nyt.pearson": ("tone, NYT articles kept out of training, Pearson", "VADER .502", "≥ .71"),
             "sets.emobank_newspaper.splits.dev.pearson": ("tone, EmoBank newspaper, Pearson", "VADER .434", "≥ .79"),
             "sets.headlines.pearson": ("tone, headlines never trained on, Pearson", "VADER .579", "≥ .74")},
    "names": {"f1": ("names, exact F1", "spaCy small .583", "≥ .78")},
    "people": {"balanced": ("who is meant, balanced", "rules on spaCy names .510", "≥ .75"),
               "pronoun": ("who is meant by he and she", "rules on spaCy names .451", "≥ .78")},
}


def names() -> list[str]:
    """The names that are exchanged."""
    return [name.strip() for name in NAMES.replace("\n", " ").split(",")]


def figures(whole: Path | None) -> str:
    """A table of what the encoder reaches alone, in 8 bits and in 32."""
    models = [SHIPPED]
    if whole:
        models.append(tuple(encoder.Model(whole / model.path.name) for model in SHIPPED))
    lines = ["| measure (dev) | 8 bits | 32 bits | peers | goal |", "|---|---|---|---|---|"]
    for task in ALONE:
        found = [alone(task, model) for model in models]
        for key, (measure, peers, goal) in SHOWN[task].items():
            values = [f"{one[key]:.3f}" for one in found] + ["–"] * (2 - len(found))
            lines.append(f"| {measure} | **{values[0]}** | {values[1]} | {peers} | {goal} |")
            print(lines[-1], flush=True)
    return "\n".join(lines)


def exchanged() -> str:
    """What exchanging a name does to the tone towards it, in sentences without an opinion."""
    lines = ["| sentence | labels that change | positive − negative, mean | most that two names differ |", "|---|---|---|---|"]
    for frame in FRAMES:
        leaning, labels = [], set()
        for name in names():
            text = frame.format(name)
            span = (frame.index("{"), frame.index("{") + len(name))
            share = encoder.tones(text, [(0, len(text))], [span]).targets[0]
            leaning.append(share[2] - share[0])
            labels.add(int(share.argmax()))
        lines.append(f"| {frame.format('…')} | {len(labels) - 1} of {len(names())} | {np.mean(leaning):+.3f} | "
                     f"{np.ptp(leaning):.3f} |")
    return "\n".join(lines)


def files() -> str:
    """Sizes and hashes."""
    lines = ["| file | MB | SHA-256 |", "|---|---|---|"]
    for path in (encoder.MODEL, encoder.TONE_MODEL, encoder.WORDS, encoder.MODEL.with_suffix(".tokenizer.json")):
        content = path.read_bytes()
        lines.append(f"| {path.name} | {len(content) / 1e6:.1f} | `{hashlib.sha256(content).hexdigest()}` |")
    return "\n".join(lines)


def fill(**tables: str) -> None:
    """Put tables between their markers in the card."""
    card = CARD.read_text(encoding="utf-8")
    for marker, table in tables.items():
        card = re.sub(rf"(<!-- {marker} -->\n).*?(<!-- /{marker} -->)",
                      lambda match, table=table: f"{match[1]}{table}\n{match[2]}", card, flags=re.S)
    CARD.write_text(card, encoding="utf-8")


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m training.card", description=__doc__.split("\n")[0])
    parser.add_argument("--whole", type=Path, help="folder of the same models in 32 bits")
    given = parser.parse_args()
    fill(files=files(), exchanged=exchanged())
    fill(figures=figures(given.whole))


if __name__ == "__main__":
    main()
